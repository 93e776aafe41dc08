import { describe, expect, test } from 'vitest';
import { COLUMNS } from '#components/haproxy/columns.ts';
import {
  opensItself,
  orderOf,
  type ProxyLine,
  reorder,
  restOf,
  sortLines,
  sortLinesBy,
  toLines,
  unfold,
} from '#components/haproxy/lines.ts';
import { judgeAt, mergeRows } from '#components/haproxy/merge.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import { MOMENT, probe, ROWS, readAgo, row } from '../estate.ts';

const lines = (rows: readonly LiveRow[], age = 2_000) =>
  sortLines(toLines(mergeRows([{ probe: probe(readAgo(age)), rows }], judgeAt(MOMENT))));
const only = (found: readonly ProxyLine[]): ProxyLine => found[0] ?? expect.unreachable('no line');
const ALL = {
  isOpen: () => true,
  hasFigures: () => false,
  isFound: () => false,
  matched: null,
  rest: new Set<string>(),
  isRestOpen: false,
};

describe('the lines of a reading', () => {
  test('stand worst first, then by name, servers under their backend and listeners under their frontend', () => {
    expect(lines(ROWS).map(({ key, children }) => [key, children.map((child) => child.view.name)])).toEqual([
      ['backend:be_web', ['web02', 'web01']],
      ['frontend:fe_web', []],
    ]);
  });

  test('stand by what they were where all of them are old', () => {
    const servers = [row({ name: 'web01' }), row({ name: 'web02' }, 'maintenance'), row({ name: 'web03' }, 'warning')];
    expect(only(lines(servers, 60_000)).children.map((child) => child.view.name)).toEqual(['web03', 'web02', 'web01']);
  });

  test('names with numbers stand in the order of their numbers', () => {
    const servers = ['web10', 'web9', 'web1'].map((name) => row({ name }));
    expect(only(lines(servers)).children.map((child) => child.view.name)).toEqual(['web1', 'web9', 'web10']);
  });

  test('a listen section is a frontend and a backend of one name', () => {
    const section = [
      row({ kind: 'frontend', proxy: 'redis', name: 'FRONTEND' }),
      row({ kind: 'backend', proxy: 'redis', name: 'BACKEND' }),
    ];
    expect(lines(section).map(({ key }) => key)).toEqual(['backend:redis', 'frontend:redis']);
  });

  test('servers whose backend is missing from the reading are not lost', () => {
    expect(only(lines([row()]))).toMatchObject({ head: null, proxy: 'be_web', status: 'ok' });
  });

  test('a backend is as bad as its worst server', () => expect(only(lines(ROWS)).status).toBe('critical'));

  test('a server out on purpose does not take its backend out', () => {
    expect(only(lines([row({ kind: 'backend', name: 'BACKEND' }), row({}, 'maintenance')])).status).toBe('ok');
  });

  test('a stale reading holds nothing that is ok', () => {
    const statuses = lines(ROWS, 60_000).flatMap((line) => [line.status, ...line.children.map((child) => child.status)]);
    expect(new Set(statuses)).toEqual(new Set(['critical', 'stale']));
  });

  test('a backend opens itself for trouble of its own and not for its age', () => {
    expect(opensItself(only(lines(ROWS)))).toBe(true);
    expect(opensItself(only(lines([row()], 60_000)))).toBe(false);
  });
});

describe('lines sorted by a column', () => {
  const by = (column: string, isDown: boolean, rows: readonly LiveRow[]) => {
    const sortedBy = COLUMNS.find(({ id }) => id === column)?.sortedBy ?? expect.unreachable(`no column ${column}`);
    return sortLinesBy(lines(rows), isDown, sortedBy).map(({ proxy, children }) =>
      [proxy, ...children.map(({ view }) => view.name)].join(' '),
    );
  };
  const backend = (proxy: string, sessions: number | null) => row({ kind: 'backend', proxy, name: 'BACKEND', sessions });
  const estate = [
    ...[backend('be_a', 5), row({ proxy: 'be_a', name: 'a1', sessions: 1 }), row({ proxy: 'be_a', name: 'a2', sessions: 4 }, 'critical')],
    ...[backend('be_b', 9), row({ proxy: 'be_b', name: 'b1', sessions: null }), row({ proxy: 'be_b', name: 'b2', sessions: 9 })],
    row({ proxy: 'be_headless', name: 'h1', sessions: 100 }),
  ];

  test.each<[string, string, boolean, string[]]>([
    ['servers within their backend and backends among themselves', 'sessions', true, ['be_b b2 b1', 'be_a a2 a1', 'be_headless h1']],
    ['the other way round, and what has nothing still last', 'sessions', false, ['be_a a1 a2', 'be_b b2 b1', 'be_headless h1']],
    ['by name', 'name', true, ['be_b b2 b1', 'be_a a2 a1', 'be_headless h1']],
    ['by a figure that nothing has: as they stand by themselves', 'queue', true, ['be_a a2 a1', 'be_b b1 b2', 'be_headless h1']],
  ])('%s', (_name, column, isDown, expected) => expect(by(column, isDown, estate)).toEqual(expected));

  test('what changed last stands first', () => {
    const servers = [row({ name: 'old', changedAt: 1_000 }), row({ name: 'never' }), row({ name: 'new', changedAt: 9_000 })];
    expect(by('changed', false, servers)).toEqual(['be_web new old never']);
  });
});

describe('a held order', () => {
  test('keeps what stands where it stands, and puts what is new last', () => {
    const before = orderOf(lines([row({ name: 'web01' }), row({ name: 'web02' })]));
    const after = lines([row({ name: 'web00' }), row({ name: 'web01' }), row({ name: 'web02' }, 'critical')]);
    expect(only(reorder(after, before)).children.map((child) => child.view.name)).toEqual(['web01', 'web02', 'web00']);
  });

  test('drops what is gone', () => {
    const before = orderOf(lines([row({ name: 'web01' }), row({ name: 'web02' })]));
    expect(only(reorder(lines([row({ name: 'web02' })]), before)).children).toHaveLength(1);
  });
});

describe('what is drawn', () => {
  const kinds = (drawn: ReturnType<typeof unfold>) =>
    drawn.map((item) => {
      if (item.is === 'rest') return `rest of ${item.lines.length}`;
      return item.is === 'proxy' ? item.line.proxy : item.line.view.name;
    });

  test('a folded backend hides its servers', () => {
    expect(kinds(unfold(lines(ROWS), { ...ALL, isOpen: () => false }))).toEqual(['be_web', 'fe_web']);
  });

  test('a filter leaves what matches and what it stands under', () => {
    expect(kinds(unfold(lines(ROWS), { ...ALL, matched: new Set(['be_web/server/web01']) }))).toEqual(['be_web', 'web01']);
  });

  test('what is found about a row stands under it, before its figures', () => {
    const isOne = (id: string) => id === 'be_web/server/web02';
    const drawn = unfold(lines(ROWS), { ...ALL, hasFigures: isOne, isFound: isOne });
    expect(drawn.map((item) => item.is)).toEqual(['proxy', 'row', 'found', 'figures', 'row', 'proxy']);
  });

  test('the figures of a row stand under it', () => {
    const drawn = unfold(lines(ROWS), { ...ALL, hasFigures: (id) => id === 'be_web/server/web02' });
    expect(drawn.map((item) => item.is)).toEqual(['proxy', 'row', 'figures', 'row', 'proxy']);
  });

  test('frontends and backends without servers stand in one line at the end, and under it when they are asked for', () => {
    const all = lines([...ROWS, row({ kind: 'backend', proxy: 'be_empty', name: 'BACKEND' })]);
    const rest = restOf(all);
    const folded = { ...ALL, isOpen: () => false, rest };
    expect(kinds(unfold(all, folded))).toEqual(['be_web', 'rest of 2']);
    expect(kinds(unfold(all, { ...folded, isRestOpen: true }))).toEqual(['be_web', 'rest of 2', 'be_empty', 'fe_web']);
    expect(kinds(unfold(all, { ...ALL, rest, matched: new Set(['fe_web/frontend/FRONTEND']) }))).toEqual(['fe_web']);
  });

  test.each<[string, readonly LiveRow[], string[]]>([
    ['none that is not ok', [row(), row({ kind: 'frontend', proxy: 'fe', name: 'FRONTEND' }, 'warning')], []],
    ['none where there would be nothing else', [row({ kind: 'frontend', proxy: 'fe', name: 'FRONTEND' })], []],
    ['none with servers', [row(), row({ proxy: 'be_api' })], []],
    [
      'a frontend with its listeners',
      [row(), row({ kind: 'frontend', proxy: 'fe', name: 'FRONTEND' }), row({ kind: 'listener', proxy: 'fe', name: 'sock-1' })],
      ['frontend:fe'],
    ],
  ])('of them that line holds %s', (_name, rows, keys) => expect([...restOf(lines(rows))]).toEqual(keys));

  test('age alone takes nothing out of that line', () => expect([...restOf(lines(ROWS, 60_000))]).toEqual(['frontend:fe_web']));
});
