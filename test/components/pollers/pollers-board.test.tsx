import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { filterProbes } from '#components/pollers/filter.ts';
import { nextWords } from '#components/pollers/poller-words.ts';
import { PollersBoard } from '#components/pollers/pollers-board.tsx';
import type { Sort } from '#components/ui/sort.ts';
import { SortProvider } from '#components/ui/sort-context.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import { type Moment, sourceId } from '#lib/reading.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, probe, readAgo, SILENT } from '../estate.ts';

const board = (probes: readonly ProbeRow[], moment: Moment = MOMENT) =>
  draw(<PollersBoard probes={probes} filter="" onFilter={() => {}} />, { probes, moment }).container;

describe('the pollers page', () => {
  test('shows of each probe when it was tried, what it took, when it is next and how it is timed', () => {
    expect(words(board([probe()]))).toContain('lb05 lb05:8404statistics CSVok2s12msin 3s5s / 3s / 10s8122s');
  });

  test('puts the worst first', () => {
    board([probe(), probe(readAgo(60_000), 'lb06'), probe(failing('refused', 5_000), 'lb07')]);
    expect(screen.getAllByRole('rowheader').map((head) => words(head).split(' ')[0])).toEqual(['lb07', 'lb06', 'lb05']);
  });

  test('tells a run of failures in words under its row, with what came instead and the back-off', () => {
    const page = board([probe({ ...failing('http', 60_000, 'answered 503'), backoff: { why: 'the node does not answer' } })]);
    expect(words(page)).toContain(
      'Unexpected HTTP answer. Answered 503. Last tried 1s ago, failed 3 times since 14:10:12 UTC. Last read 2s ago.',
    );
    expect(words(page)).toContain('Received: HTTP/1.1 503 <html>');
    expect(words(page)).toContain('Asked less often: the node does not answer, next in 3s.');
  });

  test('says of a probe that is stale without a failure whose fault that is', () => {
    expect(words(board([probe(readAgo(60_000))]))).toContain(
      'The latest attempt did not fail: it is Vigil that does not ask, or is not heard.',
    );
  });

  test('counts the nodes by status, the unread one too', () => {
    const list = within(board([probe(), probe({ ...NEVER_READ, asked: null }, 'lb06')])).getByRole('list', { name: 'Nodes by status' });
    expect(words(list)).toBe('1 unknown 1 ok');
  });

  test('shows nothing as ok on a silent feed', () => expect(shapes(board([probe(), ownProbe()], SILENT), 'ok')).toBe(0));
});

describe('a filter of the pollers page', () => {
  const estate = [
    probe({ address: '10.0.0.5:8404' }),
    probe(readAgo(60_000), 'lb06'),
    probe({
      ...failing('refused', 5_000, 'connection refused'),
      groupTitle: 'Inner',
      source: { ...probe({}, 'lb07').source, group: 'inner' },
    }),
  ];

  test.each([
    ['node:lb06', 'lb06'],
    ['node:10.0.0.5', 'lb05'],
    ['group:inner', 'lb07'],
    ['system:haproxy', 'lb05 lb06 lb07'],
    ['question:csv', 'lb05 lb06 lb07'],
    ['status:critical', 'lb07'],
    ['state:stale', 'lb06'],
    ['state:"connection refused"', 'lb07'],
    ['status:ok', 'lb05'],
    ['status:ok state:stale', ''],
  ])('%s', (filter, expected) => {
    const time = { own: MOMENT, board: MOMENT };
    const matched = filterProbes(filter, estate, time);
    const found = estate.filter(({ source }) => matched?.has(sourceId(source))).map(({ source }) => source.node);
    expect(found.join(' ')).toBe(expected);
  });

  test('a group without a match still says how it is, and the filter how much it hides', () => {
    const page = draw(<PollersBoard probes={[...estate, ownProbe()]} filter="node:lb06" onFilter={() => {}} />, {
      probes: estate,
    }).container;
    expect(screen.getByRole('button', { name: 'Matches 1 of 3. Clear the filter' })).toBeTruthy();
    expect(words(screen.getByRole('region', { name: 'Inner' }))).toContain('connection refused');
    expect(words(page)).toContain('No question of Inner matches.');
    expect(screen.getByRole('region', { name: 'Vigil itself' })).toBeTruthy();
  });
});

test.each<[string, Sort, string[]]>([
  ['by itself the worst first', null, ['lb07', 'lb06', 'lb05']],
  ['by name', { column: 'node', isDown: false }, ['lb05', 'lb06', 'lb07']],
  ['the slowest first, what was never tried last', { column: 'took', isDown: true }, ['lb07', 'lb05', 'lb06']],
])('the pollers stand %s', (_name, sort, expected) => {
  const probes = [
    probe(),
    probe({ ...NEVER_READ, asked: { times: 9, since: NOW - 60_000 } }, 'lb06'),
    probe(failing('refused', 5_000), 'lb07'),
  ];
  draw(
    <SortProvider sorting={{ sort, onHead: () => {} }}>
      <PollersBoard probes={probes} filter="" onFilter={() => {}} />
    </SortProvider>,
    { probes },
  );
  expect(screen.getAllByRole('rowheader').map((head) => words(head).split(' ')[0])).toEqual(expected);
});

describe('Vigil itself', () => {
  test('stands first, in the words of its own readings', () => {
    const own = ownProbe({ verdict: { status: 'ok', reason: 'ticks at most 3 ms late', since: { at: NOW, how: 'seen' } } });
    board([probe(), own]);
    expect(screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))).toEqual(['Vigil itself', 'Public']);
    expect(screen.getByText('ticks at most 3 ms late')).toBeTruthy();
  });

  test('in trouble makes the probes of the nodes stale, and is itself judged by the time as it is', () => {
    const page = board([probe(), ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW, how: 'seen' } } })]);
    expect(words(screen.getByRole('region', { name: 'Public' }))).toContain('lb05: in doubt until it is read again, was ok');
    expect(words(screen.getByRole('region', { name: 'Vigil itself' }))).toContain('a tick 9s late');
    expect(shapes(page, 'ok')).toBe(0);
  });
});

test.each<[string, Pick<ProbeRow, 'nextAt' | 'asking'>, string]>([
  ['ahead', { nextAt: NOW + 4_000, asking: null }, 'in 4s'],
  ['about now', { nextAt: NOW - 500, asking: null }, 'now'],
  ['overdue', { nextAt: NOW - 12_000, asking: null }, '12s late'],
  ['under way', { nextAt: NOW, asking: NOW }, 'polling…'],
  ['not planned', { nextAt: null, asking: null }, 'not planned'],
])('the next attempt, %s', (_name, row, text) => expect(nextWords(row, NOW)).toBe(text));
