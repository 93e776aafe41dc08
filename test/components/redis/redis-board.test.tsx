import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { RedisBoard, type View } from '#components/redis/redis-board.tsx';
import type { Sort } from '#components/ui/sort.ts';
import { SortProvider } from '#components/ui/sort-context.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, NOW, readAgo, SILENT } from '../estate.ts';
import { link, redisProbe, rowOf, view } from './estate.ts';

type Drawn = { probe: ProbeRow; view: RedisView | null };

const MASTER: Drawn = {
  probe: redisProbe('a', 1),
  view: view('a', 1, { replicas: [{ host: '10.0.0.1', port: 2, state: 'online', offset: 900, lagSeconds: 1 }] }),
};
const REPLICA: Drawn = { probe: redisProbe('b', 2), view: view('b', 2, { link: link(1) }) };

function board(drawn: readonly Drawn[], { filter = '', by = 'group' as View, onBy = () => {}, silent = false, sort = null as Sort } = {}) {
  const rows = new Map(drawn.map(({ probe, view }) => [sourceId(probe.source), view ? [rowOf(view)] : []]));
  const probes = drawn.map(({ probe }) => probe);
  return draw(
    <SortProvider sorting={{ sort, onHead: () => {} }}>
      <RedisBoard probes={probes} rows={rows} filter={filter} onFilter={() => {}} by={by} onBy={onBy} />
    </SortProvider>,
    silent ? { moment: SILENT, probes } : { probes },
  ).container;
}

const lineOf = (name: string): HTMLElement => {
  const row = screen.getByRole('link', { name }).closest('tr');
  if (!row) throw new Error(`no row of ${name}`);
  return row;
};

describe('a replication group', () => {
  test('shows each node under its master, with what it says of itself', () => {
    const container = board([REPLICA, MASTER]);
    const names = screen.getAllByRole('rowheader').map((head) => head.textContent);
    expect(names).toEqual(['a10.0.0.1:1', 'b10.0.0.1:2']);
    expect(words(lineOf('b'))).toMatch(/replica, link up2s96397%1\.0MB/);
    expect(words(container)).toContain('1 master, 1 replica, Redis 7.0.15');
  });

  test('tells how far a replica is behind, and what its master says of it', () => {
    board([MASTER, REPLICA]);
    expect(words(lineOf('b'))).toMatch(/100B2 s.*online, 1s/);
    expect(words(lineOf('a'))).not.toMatch(/online/);
  });

  test('has the version as a column only where it differs', () => {
    board([MASTER, REPLICA]);
    expect(screen.queryByRole('columnheader', { name: 'Version' })).toBeNull();
    board([MASTER, { ...REPLICA, view: view('b', 2, { link: link(1), version: '6.2.1' }) }]);
    expect(screen.getByRole('columnheader', { name: 'Version' })).toBeDefined();
  });

  test('a node that nobody read is there, has no figure, and no zero', () => {
    board([MASTER, { probe: redisProbe('b', 2, { newest: null, verdict: null, ...failing('refused', 5_000) }), view: null }]);
    const cells = [...lineOf('b').querySelectorAll('td')].map(({ textContent }) => textContent);
    expect(cells[0]).toBe('not known');
    expect(cells.filter((text) => text?.includes('0'))).toEqual([]);
    expect(screen.getByText('Connection refused')).toBeDefined();
  });

  test('a reading that is too old is hatched and dimmed, and not ok', () => {
    board([MASTER, { probe: redisProbe('b', 2, { ...readAgo(60_000), ...failing('timeout', 55_000) }), view: REPLICA.view }]);
    expect(lineOf('b').className).toMatch(/hatch/);
    expect(within(lineOf('b')).getByRole('img', { name: 'stale' })).toBeDefined();
    expect(lineOf('a').className).not.toMatch(/hatch/);
  });

  test('on a silent feed nothing has the shape of ok', () => {
    expect(shapes(board([MASTER, REPLICA], { silent: true }), 'ok')).toBe(0);
  });

  test('a master that is not configured is named, and is unknown', () => {
    const container = board([REPLICA]);
    expect(words(container)).toMatch(/10\.0\.0\.1:1 ?not configured in this group, so it is not asked/);
    expect(shapes(container, 'unknown')).toBe(1);
  });

  test('a filter leaves the nodes that pass, and says so where none does', () => {
    board([MASTER, REPLICA], { filter: 'role:replica' });
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    expect(screen.getByRole('button', { name: /Matches 1 of 2/ })).toBeDefined();
    board([MASTER], { filter: 'role:nothing' });
    expect(screen.getByText('No node of this group passes the filter.')).toBeDefined();
  });
});

test('a node that refuses is not up any longer than it was when it last answered', () => {
  const dead = redisProbe('a', 1, { ...readAgo(9_000), ...failing('refused', 8_000) });
  board([{ probe: dead, view: view('a', 1, { startedAt: NOW - 20_000 }) }]);
  expect(lineOf('a').lastElementChild?.textContent).toBe('11s');
});

test('what a master says that is not read now is hatched like all that it says', () => {
  board([{ ...MASTER, probe: redisProbe('a', 1, { ...readAgo(60_000), ...failing('timeout', 55_000) }) }, REPLICA]);
  expect(screen.getByText('online, 1s').className).toMatch(/hatch/);
  board([MASTER, REPLICA]);
  expect(screen.getAllByText('online, 1s')[1]?.className).not.toMatch(/hatch/);
});

describe('by host', () => {
  test('each machine has its nodes, of whichever group', () => {
    const other = redisProbe('z', 9, { host: 'cache9' });
    board([MASTER, REPLICA, { probe: other, view: view('z', 9) }], { by: 'host' });
    expect(within(screen.getByRole('region', { name: '10.0.0.1' })).getAllByRole('rowheader')).toHaveLength(2);
    expect(within(screen.getByRole('region', { name: 'cache9' })).getAllByRole('rowheader')).toHaveLength(1);
  });

  test('is chosen by a button', () => {
    const onBy = vi.fn();
    board([MASTER], { onBy });
    fireEvent.click(screen.getByRole('button', { name: 'Hosts' }));
    expect(onBy).toHaveBeenCalledWith('host');
  });
});

describe('an order', () => {
  const of = (name: string, port: number, usedBytes: number, master?: number): Drawn => {
    const memory = { ...view(name, port).memory, usedBytes };
    return { probe: redisProbe(name, port), view: view(name, port, { memory, ...(master ? { link: link(master) } : {}) }) };
  };
  const ESTATE = [of('a', 1, 5), of('b', 2, 1, 1), of('c', 3, 9, 1), of('d', 4, 7, 2)];
  const names = (): (string | undefined)[] => screen.getAllByRole('rowheader').map((head) => head.textContent?.charAt(0));

  test('keeps the trees: those that follow one master stand in it, each with those below it, and the page says so', () => {
    const container = board(ESTATE, { sort: { column: 'memory', isDown: true } });
    expect(names()).toEqual(['a', 'c', 'b', 'd']);
    expect(words(container)).toContain('by Memory, falling: within each group, and a replica stays under its master');
    expect(screen.getByRole('columnheader', { name: 'Memory' }).getAttribute('aria-sort')).toBe('descending');
  });

  test('is of all nodes of a machine where they stand by host', () => {
    board(ESTATE, { by: 'host', sort: { column: 'memory', isDown: true } });
    expect(names()).toEqual(['c', 'd', 'a', 'b']);
  });

  test('puts what is not known last, whichever way', () => {
    const unknown: Drawn = { probe: redisProbe('x', 9, { newest: null, verdict: null, ...failing('refused', 5_000) }), view: null };
    for (const isDown of [true, false]) {
      const container = board([unknown, ...ESTATE], { by: 'host', sort: { column: 'memory', isDown } });
      expect([...container.querySelectorAll('th[scope=row]')].at(-1)?.textContent).toMatch(/^x/);
    }
  });
});
