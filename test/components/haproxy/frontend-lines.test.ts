import { expect, test } from 'vitest';
import { filterFrontends, tierRows, toFrontendLines } from '#components/haproxy/frontend-lines.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, MOMENT, readAgo, row, SILENT, state } from '../estate.ts';
import { part } from '../hosts/judged.ts';

const frontend = (proxy: string, sessions: number) =>
  row({
    kind: 'frontend',
    proxy,
    name: 'FRONTEND',
    state: state({ word: 'open', said: 'OPEN' }),
    sessions,
    alias: proxy === 'fe_web' ? 'Web shop' : null,
  });
const listener = row(
  { kind: 'listener', proxy: 'fe_web', name: 'sock-1', state: state({ word: 'full', said: 'FULL' }) },
  'warning',
  'full: at its limit',
);
const ROWS = [frontend('fe_api', 2), frontend('fe_web', 5), listener];
const lines = (parts: readonly Part[], moment = MOMENT) => toFrontendLines(tierRows(parts, moment));

test('frontends stand worst first, with what their listeners come to, summed over the instances of their tier', () => {
  const found = lines([part('lb05', ROWS), part('lb06', ROWS)]);
  expect(found.map(({ head, listeners, status }) => [head.view.proxy, head.view.sessions, listeners.length, status])).toEqual([
    ['fe_web', 10, 1, 'warning'],
    ['fe_api', 4, 0, 'ok'],
  ]);
});

test('one name in two tiers is two lines', () => {
  const inner = part('lb1', ROWS, { source: { system: 'haproxy', group: 'inner', node: 'lb1', probe: 'stats' }, groupTitle: 'Inner' });
  expect(lines([part('lb05', ROWS), inner]).map(({ key }) => key)).toHaveLength(4);
  expect(filterFrontends(lines([part('lb05', ROWS), inner]), 'group:inner web')).toHaveLength(1);
});

test.each<[string, Part, typeof MOMENT]>([
  ['a reading that is too old', part('lb06', ROWS, readAgo(40_000)), MOMENT],
  ['an instance that refuses', part('lb06', ROWS, failing('refused', 1_000, 'connection refused')), MOMENT],
  ['a feed that is not heard', part('lb06', ROWS), SILENT],
])('%s leaves no frontend ok', (_name, second, moment) => {
  const found = lines([part('lb05', ROWS), second], moment);
  expect(found.map(({ head, status }) => [head.isWhole, status])).toEqual([
    [false, 'stale'],
    [false, 'stale'],
  ]);
});

test('a frontend is found by what people call it, and by its listener', () => {
  const all = lines([part('lb05', ROWS)]);
  expect(filterFrontends(all, 'proxy:"web shop"').map(({ head }) => head.view.proxy)).toEqual(['fe_web']);
  expect(filterFrontends(all, 'listener:sock').map(({ head }) => head.view.proxy)).toEqual(['fe_web']);
  expect(filterFrontends(all, 'state:full')).toHaveLength(1);
});
