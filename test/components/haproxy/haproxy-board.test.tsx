import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import type { RowsOf } from '#components/reading/gather-rows.tsx';
import type { Sort } from '#components/ui/sort.ts';
import { SortProvider } from '#components/ui/sort-context.tsx';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { type Moment, sourceId } from '#lib/reading.ts';
import { Board, draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, probe, ROWS, readAgo, row, SILENT, state } from '../estate.ts';
import { Folding, names } from './folding.tsx';

function page(probes: readonly ProbeRow[], rows: readonly LiveRow[], filter = '') {
  const byId: RowsOf = new Map(probes.map((one) => [sourceId(one.source), one.newest ? rows : []]));
  return (
    <Folding>
      <HaproxyBoard probes={probes} rows={byId} filter={filter} onFilter={() => {}} />
    </Folding>
  );
}

const nodesPage = (probes: readonly ProbeRow[]) =>
  page(
    probes.filter(({ scope }) => scope === 'node'),
    ROWS,
  );

const board = (probes: readonly ProbeRow[], rows: readonly LiveRow[], moment: Moment = MOMENT) =>
  draw(page(probes, rows), { probes, moment }).container;
const cells = (name: string) => [...(screen.getByText(name).closest('tr')?.querySelectorAll('td') ?? [])].map((cell) => words(cell));

describe('a fresh tier', () => {
  test('says what it holds and how much of it is up', () => {
    expect(words(board([probe()], ROWS))).toContain('1 backend, 2 servers, 1 / 2 up');
  });

  test('opens the backend in which a server is down, that server first', () => {
    board([probe()], ROWS);
    expect(names()).toEqual(['be_web', 'web02', 'web01']);
  });

  test('draws what the product does not tell as a dash and a true zero as zero', () => {
    board([probe()], ROWS);
    const [, , sessions, rate, bytesIn, , queue, errors] = cells('web01');
    expect({ sessions, rate, bytesIn, queue, errors }).toEqual({ sessions: '7', rate: '142req', bytesIn: '–', queue: '0', errors: '–' });
  });

  test('shows a state that the grammar does not know as it was said, and as unknown', () => {
    const page = board(
      [probe()],
      [row({ kind: 'backend', name: 'BACKEND', state: state({ word: 'unknown', said: 'HALF UP' }) }, 'unknown')],
    );
    expect(words(page)).toContain('HALF UP');
    expect(shapes(page, 'unknown')).toBeGreaterThan(0);
  });
});

describe('trouble with the asking', () => {
  test('the values of a node that refuses are dimmed at once, and those of its neighbour are not', () => {
    const fresh = board([probe(), probe({ ...readAgo(2_000), ...failing('refused', 1_000, 'connection refused') }, 'lb06')], ROWS);
    expect(fresh.querySelectorAll('tbody.dim')).toHaveLength(1);
    const silent = board([probe({ ...readAgo(2_000), ...failing('timeout', 1_000) })], ROWS);
    expect(silent.querySelectorAll('tbody.dim')).toHaveLength(0);
  });

  test('silence that is not yet stale is said at the node, and the values stand', () => {
    const page = board(
      [probe({ ...readAgo(8_000), ...failing('timeout', 6_000) })],
      [row({ kind: 'backend', name: 'BACKEND', sessions: 7 })],
    );
    expect(words(page)).toContain('no answer for 6s');
    expect(page.querySelectorAll('tr.hatch')).toHaveLength(0);
  });

  test('a refusal is said in full at once, and the last values stay', () => {
    const page = board([probe({ ...readAgo(60_000), ...failing('refused', 58_000, 'connection refused by lb05:8404') })], ROWS);
    expect(words(page)).toContain(
      'Connection refused by lb05:8404. Last tried 1s ago, failed 3 times since 14:10:14 UTC. Last read 1m 00s ago.',
    );
    expect(screen.getByText('web01')).toBeTruthy();
  });

  test('a first poll under way is neither empty nor ok', () => {
    const page = board([probe({ ...NEVER_READ, asked: { times: 1, since: NOW - 1_000 }, asking: NOW - 1_000 })], ROWS);
    expect(words(page)).toContain('First poll under way');
    expect(words(page)).toContain('nothing read yet');
    expect(shapes(page, 'ok')).toBe(0);
  });

  test('a reading without any row says so and does not look well', () => {
    expect(words(board([probe()], []))).toContain('lb05 answered the question “statistics CSV” with no frontend and no backend at all');
  });
});

describe('nothing that is stale wears the shape of ok', () => {
  test.each<[string, ProbeRow[], Moment]>([
    ['a reading too old', [probe(readAgo(60_000))], MOMENT],
    ['a silent feed', [probe()], SILENT],
    ['a stamp in the future', [probe(readAgo(-60_000))], MOMENT],
  ])('%s', (_name, probes, moment) => {
    const page = board(probes, ROWS, moment);
    expect(shapes(page, 'ok')).toBe(0);
    expect(page.querySelectorAll('tbody tr:not(.hatch) > .name')).toHaveLength(0);
  });

  test("Vigil's own trouble makes every tier stale", () => {
    const probes = [probe(), ownProbe(readAgo(60_000))];
    const page = draw(nodesPage(probes), { probes }).container;
    expect(shapes(page, 'ok')).toBe(0);
  });

  test('a page that just sits there turns stale by itself', () => {
    const probes = [probe()];
    const rows: RowsOf = new Map([[sourceId(probe().source), ROWS]]);
    const still = <HaproxyBoard probes={probes} rows={rows} filter="" onFilter={() => {}} />;
    const { container, rerender } = draw(still);
    expect(shapes(container, 'ok')).toBeGreaterThan(0);
    rerender(<Board moment={{ now: NOW + 8_001, doubtBefore: 0 }}>{still}</Board>);
    expect(shapes(container, 'ok')).toBe(0);
    expect(words(container)).toContain('stale 10s, was ok');
  });

  test('what was critical stays critical, and is drawn as old as it is', () => {
    const page = board([probe(readAgo(60_000))], ROWS);
    expect(screen.getByText('web02').closest('tr')?.className).toBe('bad hatch');
    expect(shapes(page, 'critical')).toBeGreaterThan(0);
  });
});

describe('what one can do', () => {
  test('a backend folds and unfolds', () => {
    board([probe()], ROWS);
    const fold = screen.getByRole('button', { name: 'be_web' });
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(fold);
    expect(screen.queryByText('web01')).toBeNull();
    expect(screen.getByRole('button', { name: 'be_web' }).getAttribute('aria-expanded')).toBe('false');
  });

  test('a filter shows what matches, and what it hides is counted', () => {
    draw(page([probe(), probe({}, 'lb06')], ROWS, 'server:web01'), {});
    expect(screen.getByRole('button', { name: 'Matches 1 of 4. Clear the filter' })).toBeTruthy();
    expect(screen.getAllByText('web01')).toHaveLength(1);
    expect(screen.queryByText('web02')).toBeNull();
  });

  test('a node without a match still says how it is', () => {
    const { container } = draw(
      page([probe(), probe(failing('refused', 5_000, 'connection refused'), 'lb06')], ROWS, 'nothing like it'),
      {},
    );
    expect(words(container)).toContain('lb06lb06:8404connection refused');
  });

  test('the order is held while the mouse is over a tier, and let go when it leaves', () => {
    const server = (name: string, status: 'ok' | 'critical') => row({ name }, status);
    const one = (rows: LiveRow[], at: number) => page([probe({ newest: { observedAt: at, producedAt: null } })], rows);
    const { container, rerender } = draw(one([server('web01', 'critical'), server('web02', 'ok')], NOW - 2_000));
    const table = container.querySelector('.scroll') ?? expect.unreachable();
    fireEvent.pointerEnter(table, { pointerType: 'mouse' });
    rerender(<Board>{one([server('web01', 'ok'), server('web02', 'critical')], NOW - 1_000)}</Board>);
    expect(names()).toEqual(['be_web', 'web01', 'web02']);
    expect(words(container)).toContain('order held');
    fireEvent.pointerLeave(table, { pointerType: 'mouse' });
    expect(names()).toEqual(['be_web', 'web02', 'web01']);
  });

  test('who sorts has the new order at once, and then that one is held', () => {
    const one = (sessions: [number, number], sort: Sort) => (
      <SortProvider sorting={{ sort, onHead: () => {} }}>
        {page([probe()], [row({ name: 'web01', sessions: sessions[0] }, 'critical'), row({ name: 'web02', sessions: sessions[1] })])}
      </SortProvider>
    );
    const { container, rerender } = draw(one([1, 2], null));
    fireEvent.pointerEnter(container.querySelector('.scroll') ?? expect.unreachable(), { pointerType: 'mouse' });
    expect(names()).toEqual(['be_web', 'web01', 'web02']);
    rerender(<Board>{one([1, 2], { column: 'sessions', isDown: true })}</Board>);
    expect(names()).toEqual(['be_web', 'web02', 'web01']);
    rerender(<Board>{one([3, 2], { column: 'sessions', isDown: true })}</Board>);
    expect(names()).toEqual(['be_web', 'web02', 'web01']);
  });

  test('polls its tier and each of its nodes', () => {
    board([probe()], ROWS);
    const tier = screen.getByRole('region', { name: 'Public' });
    expect(within(tier).getByRole('button', { name: 'Poll now: Public' })).toBeTruthy();
    expect(within(tier).getByRole('button', { name: 'Poll now: lb05' })).toBeTruthy();
  });
});

test('two thousand servers do not all stand in the document', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => row({ name: `web${index}` }));
  const { container } = draw(page([probe()], many, 'web'), {});
  expect(container.querySelector('tbody[data-rows]')?.getAttribute('data-rows')).toBe('2001');
  expect(container.querySelectorAll('tr').length).toBeLessThan(200);
});
