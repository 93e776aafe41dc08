import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { foldFrames } from '#lib/systems/exceptions/fold-frames.ts';
import { until } from '#test/fakes/until.ts';
import { press } from '../../actions/door.tsx';
import { words } from '../../draw.tsx';
import { NOW } from '../../estate.ts';
import { errorRow, frame, GUID, hidden, NO_SECTIONS, openDetail, SHAPE, storeSays, told } from './told.tsx';

describe('where there is no answer', () => {
  test.each([
    ['asking', 'never', 'New York is asked for this error'],
    [
      'not there',
      { failure: 'unsupported', message: 'there is no error x in this store: it was purged, or it is of another store' },
      'Not in this store',
    ],
    ['the store fails', { failure: 'refused', message: 'connection refused' }, 'The store did not tell'],
    ['Vigil refuses', { status: 409, message: 'nobody reads here' }, 'Nobody reads here.'],
  ] as const)('%s, says so, and draws no figure', async (_name, says, expected) => {
    const { times } = storeSays({ error: says });
    const { detail } = openDetail();
    await until('it says so', () => words(detail).includes(expected));
    expect(detail.querySelector('dl, svg.ex-bars')).toBeNull();
    expect(times('trend')).toBe(0);
  });

  test('is asked again by hand', async () => {
    storeSays({ error: [{ failure: 'timeout', message: 'no answer' }, { answer: told() }] });
    openDetail();
    fireEvent.click(await screen.findByRole('button', { name: 'Ask again' }));
    await screen.findByText('acct');
  });

  test('to asking again, what stands there says from when it is', async () => {
    storeSays({ error: [{ answer: told() }, { status: 500, message: 'oops' }] });
    const { detail } = openDetail();
    await screen.findByText('acct');
    press('Again');
    await until('it says so', () => words(detail).includes('Not read again'));
    expect(words(detail)).toMatch(/Oops\. What stands below was read 14:11:11/);
  });

  test('broken JSON says what could not be read, and the rest is shown', async () => {
    storeSays({ error: { answer: told({ trouble: 'its JSON ends at character 812' }) } });
    const { detail } = openDetail();
    await until('it says so', () => words(detail).includes('Its JSON ends at character 812.'));
    expect(words(detail)).toContain('PostQueries.TaggedPage');
  });
});

describe('how often', () => {
  test('is counted by minute at first, and by hour or day on demand, in its own words', async () => {
    const hours = { fromAt: NOW - 86_400_000, stepMs: 3_600_000, counts: [7, 0], isCut: true };
    const { asked } = storeSays({
      error: { answer: told() },
      trend: [{ answer: { fromAt: 0, stepMs: 60_000, counts: [44], isCut: false } }, { answer: hours }],
    });
    const { detail } = openDetail();
    await until('minutes', () => words(detail).includes('per minute, highest 44'));
    press('24 h');
    await until('hours', () => words(detail).includes('per hour, highest 7; 7 errors in all, of its newest rows alone'));
    expect(asked.filter(({ question }) => question === 'trend').map(({ input }) => input)).toMatchObject([
      { filter: { shape: SHAPE, deleted: 'any' }, step: 'minute', steps: 60 },
      { step: 'hour', steps: 24 },
    ]);
  });

  test('while another span is counted the bars keep their own words', async () => {
    storeSays({ error: { answer: told() }, trend: [{ answer: { fromAt: 0, stepMs: 60_000, counts: [44], isCut: false } }, 'never'] });
    const { detail } = openDetail();
    await until('minutes', () => words(detail).includes('per minute, highest 44'));
    press('14 days');
    await until('they are of before', () => detail.querySelector('.ex-bars.before') !== null);
    expect(words(detail)).toContain('per minute, highest 44');
  });

  test('that is not counted is no flat line', async () => {
    const trend = [{ answer: { fromAt: 0, stepMs: 60_000, counts: [44], isCut: false } }, { status: 500, message: 'too slow' }] as const;
    storeSays({ error: { answer: told() }, trend });
    const { detail } = openDetail();
    await until('minutes', () => detail.querySelector('.ex-bars') !== null);
    press('24 h');
    await until('it says so', () => words(detail).includes('Not counted: Too slow.'));
    expect(detail.querySelector('.ex-bars')).toBeNull();
  });
});

describe('what it is', () => {
  test('what was searched is marked in type and message', async () => {
    storeSays({ error: { answer: told() } });
    const { detail } = openDetail({ search: 'timeout' });
    await screen.findByText('acct');
    expect([...detail.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Timeout', 'Timeout']);
  });

  test.each([
    [
      'regressed, cleared by somebody',
      { flag: 'regressed', cleared: { at: NOW - 60_000, by: 'jeff' } },
      /regressedcleared by jeff, 14:10:12/,
    ],
    ['new', { flag: 'new', cleared: null }, /new/],
    ['cleared elsewhere', { flag: null, cleared: { at: NOW - 60_000, by: null } }, /cleared not through Vigil/],
  ] as const)('%s', async (_name, shape, expected) => {
    storeSays({ error: { answer: told({ shape: { shape: SHAPE, firstAt: NOW - 9_000, ...shape } }) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    expect(words(detail.querySelector('.ex-flags') ?? expect.unreachable())).toMatch(expected);
  });

  test('protected and deleted are said, and that it is in no shape', async () => {
    storeSays({ error: { answer: told({ shape: null, row: errorRow({ shape: null, isProtected: true, deletedAt: NOW - 60_000 }) }) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    expect(words(detail.querySelector('.ex-flags') ?? expect.unreachable())).toMatch(/in no shape yetprotecteddeleted 14:10:12/);
    expect(screen.queryByText('Similar')).toBeNull();
  });

  test.each([
    ['ahead', { leastMs: 90_000, mostMs: 95_000 }, 'that of NY-WEB01 is 1m 30s ahead of the store or more'],
    ['late', { leastMs: -95_000, mostMs: -90_000 }, 'errors of NY-WEB01 come 1m 30s late or more'],
    ['near enough', { leastMs: -4_000, mostMs: 100 }, null],
  ])('a clock that is %s', async (_name, gap, expected) => {
    storeSays({ error: { answer: told() } });
    const { detail } = openDetail({ clocks: [{ machine: 'NY-WEB01', rows: 4, ...gap }] });
    await screen.findByText('acct');
    expect(words(detail).includes('Clocks')).toBe(expected !== null);
    expect(words(detail)).toContain(expected ?? '');
  });
});

describe('the stack', () => {
  const link = 'https://src.test/Own.cs#L218';
  const own = frame('Own.C', {
    parts: [
      { text: 'at Own.C in ', is: 'dim' },
      { text: 'Own.cs:218', is: 'plain' },
    ],
    file: 'C:\\src\\Own.cs',
    line: 218,
    link,
  });
  const framework = (name: string) => frame(name, { type: 'Microsoft.Data.SqlClient.SqlCommand', isFramework: true });
  const noise = frame('MoveNext', { isNoise: true });
  const outer = [framework('SqlCommand.A'), noise, framework('SqlCommand.B'), own, framework('SqlCommand.E'), noise];
  const chain = [
    { type: 'InvalidOperationException', message: 'outer', frames: outer, folds: foldFrames(outer) },
    { type: 'SqlException', message: 'inner', folds: [], frames: [frame('Own.D')] },
  ];

  test('has its exceptions outermost first, frames of a framework that follow each other folded, plumbing left out', async () => {
    storeSays({ error: { answer: told({ chain }) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    expect([...detail.querySelectorAll('summary')].map(words)).toEqual(['InvalidOperationException outer', 'inner: SqlException inner']);
    const lines = () => [...detail.querySelectorAll('.ex-thrown :is(.frame, .fold)')].map(words);
    const rest = ['at Own.C in Own.cs:218 ↗', 'at SqlCommand.E'];
    expect(lines()).toEqual(['+ 2 frames, Microsoft.Data.SqlClient', ...rest, 'at Own.D']);
    press('+ 2 frames, Microsoft.Data.SqlClient');
    expect(lines()).toEqual(['at SqlCommand.A', 'at SqlCommand.B', ...rest, 'at Own.D']);
    press('Show 4 more frames');
    expect(lines()).toEqual(['at SqlCommand.A', 'at MoveNext', 'at SqlCommand.B', ...rest, 'at MoveNext', 'at Own.D']);
    press('Fold framework frames');
    expect(lines()).toHaveLength(5);
  });

  test('leads to sources elsewhere without telling where from, and says where to', async () => {
    storeSays({ error: { answer: told({ chain, tracker: { title: 'Report', url: 'https://track.test/new?x=1' } }) } });
    openDetail();
    for (const name of ['Own.cs:218 ↗', 'Report ↗']) {
      const link = await screen.findByRole('link', { name });
      expect([link.getAttribute('rel'), link.getAttribute('target'), link.title]).toEqual([
        'noopener noreferrer',
        '_blank',
        link.getAttribute('href'),
      ]);
    }
  });

  test('stands there as it was stored too', async () => {
    storeSays({ error: { answer: told({ chain }) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    press('As stored');
    expect(words(detail)).toContain('the stack as it was stored');
  });
});

describe('ways on', () => {
  test('lead to lists of what belongs to it', async () => {
    storeSays({ error: { answer: told() } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    const links = within(detail).getByRole('navigation', { name: 'Related errors' });
    const href = (name: string) => decodeURIComponent(within(links).getByRole('link', { name }).getAttribute('href') ?? '');
    expect(href('Similar')).toBe(`/exceptions/ny?shape=${SHAPE}&since=all&by=error`);
    expect(href('Core around that minute')).toBe(
      '/exceptions/ny?app=Core&from=2026-03-04T14:10:08.000Z&to=2026-03-04T14:12:08.000Z&by=error',
    );
    expect(href('Same URL')).toBe('/exceptions/ny?url=/questions/1&since=7d&by=error');
  });

  test('its page knows the list beside it', async () => {
    window.history.replaceState(null, '', `/exceptions/ny?app=Core&sort=count&error=${GUID}`);
    storeSays({ error: { answer: told() } });
    openDetail();
    expect((await screen.findByText('its page')).getAttribute('href')).toBe(`/exceptions/ny/${GUID}?app=Core&sort=count`);
    window.history.replaceState(null, '', '/');
  });

  test('by keys: Escape closes it from anywhere in it', async () => {
    storeSays({ error: { answer: told() } });
    const onClose = vi.fn();
    openDetail({ onClose });
    fireEvent.keyDown(await screen.findByText('acct'), { key: 'Escape' });
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('by keys: Escape in a dialog that was opened from it closes the dialog alone', async () => {
    storeSays({ error: { answer: told() } });
    const onClose = vi.fn();
    openDetail({ onClose, deeds: { why: null, open: () => undefined } });
    fireEvent.click(await screen.findByRole('button', { name: 'Clear similar…' }));
    fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
    await until('the dialog is gone', () => screen.queryByRole('dialog') === null);
    expect(onClose).not.toHaveBeenCalled();
  });

  test('are neighbours and a place where the list gives them', async () => {
    storeSays({ error: { answer: told({ sections: { ...NO_SECTIONS, query: [hidden('tab')] } }) } });
    const next = vi.fn();
    openDetail({ place: '1 of 17', next });
    await screen.findByText('tab');
    expect(screen.getByText('1 of 17')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Previous' }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(next).toHaveBeenCalledOnce();
  });
});
