import { fireEvent, screen, within } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { byTarget, MarksContext } from '#components/actions/mark-note.tsx';
import { findBalanced } from '#components/haproxy/findables.ts';
import { tierRows } from '#components/haproxy/frontend-lines.ts';
import { FrontendsBoard } from '#components/haproxy/frontends-board.tsx';
import { Nobody } from '#components/haproxy/nobody.tsx';
import { serverPath } from '#components/haproxy/paths.ts';
import { ProxyBoard } from '#components/haproxy/proxy-board.tsx';
import { ServerBoard } from '#components/haproxy/server-board.tsx';
import { ServersBoard } from '#components/haproxy/servers-board.tsx';
import { placesByServer } from '#components/haproxy/standing.ts';
import { WatchProvider } from '#components/haproxy/watch.tsx';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { ADMIN } from '../actions/door.tsx';
import { draw, shapes, words } from '../draw.tsx';
import { MOMENT, NEVER_READ, NOW, ROWS, readAgo, SILENT } from '../estate.ts';
import { CARDS, drained, judged, part, up } from '../hosts/judged.ts';
import { placesOf } from './standing.ts';

const OLD = readAgo(40_000);
const MARK = {
  ...{ system: 'haproxy', group: 'public', node: 'lb05', row: 'be_web/server/web01', action: 'drain', wanted: 'drain', by: 'ann' },
  ...{ at: NOW - 60_000, reason: 'disks', until: null, id: 'x' },
};

function Watching({ children }: { children: ReactNode }) {
  const [watched, setAll] = useState<ReadonlySet<string>>(new Set());
  const setWatched = (name: string, isIn: boolean) =>
    setAll(new Set([...[...watched].filter((one) => one !== name), ...(isIn ? [name] : [])]));
  return <WatchProvider watch={{ watched, setWatched }}>{children}</WatchProvider>;
}

const server = (name: string, parts: readonly Part[], moment: Moment = MOMENT) =>
  draw(
    <MarksContext value={byTarget([MARK])}>
      <ServerBoard name={name} places={placesOf(name, parts, moment)} />
    </MarksContext>,
    { moment },
  ).container;

const servers = (parts: readonly Part[], moment: Moment = MOMENT) =>
  draw(
    <Watching>
      <ServersBoard parts={parts} servers={placesByServer(judged(parts, moment))} filter="" onFilter={() => {}} />
    </Watching>,
    { moment },
  ).container;

const rowNames = () => screen.getAllByRole('rowheader').map((head) => words(head));

describe('the page of a server', () => {
  test('answers where it is, and shows the word of each instance, who did it and why', () => {
    const page = server('web01', [part('lb05', [drained('web01')]), part('lb06', [up('web01')])]);
    expect(words(screen.getByRole('region', { name: 'Where it is in rotation' }))).toBe(
      'In rotation by some instances only; out of be_web on lb05 (drained by ann).',
    );
    expect(words(screen.getByRole('row', { name: /be_web on lb05/ }))).toContain('ann, disks');
    expect(words(screen.getByRole('row', { name: /be_web on lb06/ }))).toContain('up');
    expect(screen.getByRole('link', { name: 'be_web' }).getAttribute('href')).toBe('/haproxy/proxies/be_web');
    expect(shapes(page, 'ok')).toBe(1);
  });

  test('says of a drain that was done elsewhere that it was not done here', () => {
    server('web02', [part('lb05', [drained('web02')])]);
    expect(words(screen.getByRole('row', { name: /be_web on lb05/ }))).toContain('not through Vigil');
  });

  test('counts and draws as old what is not read', () => {
    server('web01', [part('lb05', [up('web01')]), part('lb06', [up('web01')], OLD), part('lb07', [], NEVER_READ)]);
    expect(words(screen.getByRole('region', { name: 'Where it is in rotation' }))).toContain(
      'lb06 not read for 40s and lb07 never read: what they say is not counted',
    );
    expect(screen.getByRole('row', { name: /on lb06/ }).className).toContain('hatch');
    expect(words(screen.getByRole('row', { name: /on lb07/ }))).toContain('never read');
  });

  test('shows nothing healthy while Vigil is not heard', () => {
    expect(shapes(server('web01', [part('lb05', [up('web01')])], SILENT), 'ok')).toBe(0);
  });
});

describe('the list of servers', () => {
  const PARTS = [part('lb05', [up('web01'), drained('web02'), up('web03')]), part('lb06', [up('web01'), drained('web02'), up('web03')])];

  test('has the worst first and leads to each', () => {
    servers(PARTS);
    expect(rowNames()).toEqual(['web02', 'web01', 'web03']);
    expect(screen.getByRole('link', { name: 'web02' }).getAttribute('href')).toBe('/haproxy/servers/web02');
  });

  test('has what is watched first, and says so', () => {
    servers(PARTS);
    fireEvent.click(screen.getByRole('button', { name: 'Watch web03' }));
    expect(rowNames()).toEqual(['web03', 'web02', 'web01']);
    expect(screen.getByRole('button', { name: 'Watch web03' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'Watch web03' }));
    expect(rowNames()).toEqual(['web02', 'web01', 'web03']);
  });

  test('names an instance that was never read, whose servers nobody knows', () => {
    const page = servers([part('lb05', [], NEVER_READ)]);
    expect(words(screen.getByRole('list', { name: 'Not read' }))).toContain('lb05 of Public');
    expect(words(page)).toContain('What it has is in no line below.');
    expect(words(page)).not.toContain('0 servers');
  });

  test('has no zero for what is not read', () => {
    servers(PARTS.map(({ rows }, index) => part(`lb0${index + 5}`, rows, OLD)));
    const cells = within(screen.getByRole('row', { name: /web01/ })).getAllByRole('cell');
    expect(cells.slice(1, 6).map((cell) => words(cell))).toEqual(['1 backend, not known', '–', '–', '–', '2']);
  });

  test('shows nothing healthy while Vigil is not heard', () => {
    expect(shapes(servers(PARTS, SILENT), 'ok')).toBe(0);
  });
});

test('a proxy shows itself and what stands in it, and a part that is not read makes its sums old', () => {
  const parts = [part('lb05', ROWS), part('lb06', ROWS, OLD)];
  const rows = tierRows(parts, MOMENT).filter(({ view }) => view.proxy === 'be_web');
  const page = draw(<ProxyBoard name="be_web" rows={rows} />).container;
  expect(rowNames()).toEqual(['backend', 'web02', 'web01']);
  expect(page.querySelectorAll('td.n.hatch').length).toBeGreaterThan(0);
  expect(screen.getAllByRole('img', { name: 'lb06: stale' })).not.toHaveLength(0);
  expect(screen.getByRole('link', { name: 'Among the tiers' }).getAttribute('href')).toBe('/haproxy?q=group%3Apublic+proxy%3Abe_web');
});

test('a proxy says what it holds, and who may act does so on its servers and on all of them', () => {
  const rows = tierRows([part('lb05', ROWS)], MOMENT);
  const panel = (name: string) => {
    const own = rows.filter(({ view }) => view.proxy === name);
    draw(
      <ActionsProvider viewer={ADMIN}>
        <ProxyBoard name={name} rows={own} />
      </ActionsProvider>,
    );
    return screen.getByRole('region', { name: new RegExp(`^${name} in `) });
  };
  const backend = panel('be_web');
  expect(words(backend)).toContain('backend, 2 servers');
  const buttons = within(backend).getAllByRole('button', { name: /^Act on/ });
  expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual([
    'Act on all servers in be_web',
    'Act on web02 in be_web',
    'Act on web01 in be_web',
  ]);
  expect(within(panel('fe_web')).queryByRole('button', { name: /^Act on/ })).toBeNull();
});

test('the frontends show how each instance has them', () => {
  draw(<FrontendsBoard parts={[part('lb05', ROWS), part('lb06', ROWS)]} filter="" onFilter={() => {}} />);
  const row = screen.getByRole('row', { name: /fe_web/ });
  for (const node of ['lb05', 'lb06']) expect(within(row).getByRole('img', { name: `${node}: ok` })).toBeDefined();
  expect(words(row)).toContain('24/4,000');
});

describe('a name that nobody says', () => {
  const nobody = (parts: readonly Part[]) => {
    const all = { path: '/haproxy/servers', title: 'All servers' };
    return words(draw(<Nobody name="web1" what="server" names={['web01', 'pay01']} {...{ parts, all }} pathOf={serverPath} />).container);
  };

  test('is no sign of health: what comes near, and since when that is known', () => {
    expect(nobody([part('lb05', ROWS)])).toMatch(
      /No instance names a server that is called so.*was made at 14:11:10 UTC.*Called nearly so: web01\./,
    );
    expect(screen.getByRole('link', { name: 'web01' }).getAttribute('href')).toBe('/haproxy/servers/web01');
  });

  test('may stand where nobody reads', () => {
    const said = nobody([part('lb05', ROWS), part('lb06', ROWS, OLD)]);
    expect(said).toContain('No instance that is read names a server');
    expect(said).toContain('lb06 of Public: stale 40s');
  });

  test('was looked for in nothing, where nothing was read yet', () => {
    expect(nobody([part('lb05', [], NEVER_READ)])).toContain('Nothing was read yet.');
  });
});

test('what can be found leads to servers, proxies and views, each as it is', () => {
  const rows = [...ROWS.map((row) => ({ ...row, value: { ...row.value, alias: 'Web shop' } }))];
  const found = findBalanced([part('lb05', rows), part('lb06', rows, OLD)], CARDS);
  const board = { own: MOMENT, board: MOMENT };
  expect(found.map(({ id, name, leads, look }) => [id, name, leads.to === 'path' ? leads.path : '', look(board)?.status ?? null])).toEqual([
    ['page /haproxy/servers', 'HAProxy servers', '/haproxy/servers', null],
    ['page /haproxy/frontends', 'HAProxy frontends', '/haproxy/frontends', null],
    ['proxy fe_web', 'Web shop', '/haproxy/proxies/fe_web', 'stale'],
    ['proxy be_web', 'Web shop', '/haproxy/proxies/be_web', 'stale'],
    ['server web01', 'web01', '/haproxy/servers/web01', 'stale'],
    ['server web02', 'web02', '/haproxy/servers/web02', 'critical'],
  ]);
  expect(found.find(({ id }) => id === 'proxy be_web')?.names).toEqual(['be_web', 'web shop']);
});
