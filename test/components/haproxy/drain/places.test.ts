import { describe, expect, test } from 'vitest';
import type { DrainPhase } from '#components/haproxy/drain/places.ts';
import { followedBy, scopeOf, whoIs, withDrain } from '#components/haproxy/drain/who.ts';
import type { Part } from '#lib/issues/issue.ts';
import { NEVER_READ, readAgo, row, SILENT, state } from '../../estate.ts';
import { failed, leaving, mark, on, serving, stateOf } from './drained.ts';

const OLD = readAgo(40_000);
const both = (...rows: Parameters<typeof on>[1]): Part[] => [on('lb05', rows), on('lb06', rows)];

describe('empty', () => {
  test.each<[string, Part[], boolean | null]>([
    ['nothing left anywhere', both(leaving(0)), true],
    ['a session on one', [on('lb05', [leaving(0)]), on('lb06', [leaving(1)])], false],
    ['a waiting request', both(leaving(0, 'be_web', { queue: 1 })), false],
    ['a connection in use', both(leaving(0, 'be_web', { usedConnections: 2 })), false],
    ['connections that the version does not count', both(leaving(0, 'be_web', { usedConnections: null })), true],
    ['sessions that are not told', both(leaving(null)), null],
    ['one that is not read now', [on('lb05', [leaving(0)]), on('lb06', [leaving(0)], OLD)], null],
    ['one that was never read', [on('lb05', [leaving(0)]), on('lb06', [], NEVER_READ)], null],
    ['a state that is not known', [on('lb05', [leaving(0)]), on('lb06', [row({ state: state({ word: 'unknown', said: 'XYZ' }) })])], null],
  ])('is said of all or not at all: %s', (_name, parts, expected) => {
    expect(stateOf(parts).isEmpty).toBe(expected);
  });

  test('an instance of another tier that never had it does not keep it from being said', () => {
    const other = on('co-lb02', [row({ name: 'web09' })], OLD);
    const away = { ...other, probe: { ...other.probe, source: { ...other.probe.source, group: 'colorado' } } };
    expect(stateOf([...both(leaving(0)), away]).isEmpty).toBe(true);
    expect(stateOf([...both(leaving(0)), { ...away, probe: { ...away.probe, newest: null } }]).isEmpty).toBeNull();
  });
});

test.each<[string, Part[], DrainPhase]>([
  ['drained on both', both(leaving(3)), 'draining'],
  ['drained on one alone', [on('lb05', [leaving(3)]), on('lb06', [serving(9)])], 'draining'],
  ['up on both', both(serving(9)), 'back'],
  ['down by its check on one', [on('lb05', [failed()]), on('lb06', [serving(9)])], 'down'],
  ['read nowhere now', [on('lb05', [leaving(3)], OLD), on('lb06', [leaving(3)], OLD)], 'unread'],
  ['named nowhere', both(row({ name: 'web09' })), 'nobody'],
  ['never read', [on('lb05', [], NEVER_READ)], 'nobody'],
])('a server that is %s', (_name, parts, phase) => {
  expect(stateOf(parts).phase).toBe(phase);
});

test('nothing is known while Vigil is not heard', () => {
  const state = stateOf(both(leaving(0)), { moment: SILENT });
  expect([state.phase, state.isEmpty]).toEqual(['unread', null]);
});

test('what was drained here and is down is still on its way out: down hides a drain', () => {
  const parts = both(failed());
  expect(stateOf(parts, { marks: [mark('lb05')] }).phase).toBe('draining');
  expect(stateOf(parts, { marks: [mark('lb05', 'be_web', { wanted: 'nolb' })] }).phase).toBe('down');
});

test('only what is on its way out is counted', () => {
  const state = stateOf([on('lb05', [leaving(3), serving(40, 'be_api')]), on('lb06', [leaving(4), leaving(5, 'be_api')])]);
  expect(state.left.sessions).toBe(12);
  expect(state.still.map(({ node, backend }) => `${backend} on ${node}`)).toEqual(['be_api on lb05']);
});

test('one tier alone can be followed', () => {
  expect(whoIs('public/web01')).toEqual({ server: 'web01', group: 'public' });
  expect(scopeOf('web01')).toEqual({ server: 'web01', group: null, backend: null, only: null });
  expect(stateOf(both(leaving(3)), { who: 'public/web01' }).left.sessions).toBe(6);
  expect(stateOf(both(leaving(3)), { who: 'internal/web01' }).phase).toBe('nobody');
});

test.each<[string, string, object, string | null]>([
  ['a drain', 'drain', { server: 'web01' }, 'web01'],
  ['maintenance', 'maintenance', { server: 'web01', backend: 'be_web', group: 'public' }, 'web01'],
  ['a drain of a whole backend', 'drain', { backend: 'be_web', group: 'public' }, null],
  ['the way back', 'return', { server: 'web01' }, null],
])('%s leads to whom it takes out', (_name, action, input, who) => {
  expect(followedBy({ system: 'haproxy', action, input })).toBe(who);
  expect(followedBy({ system: 'redis', action, input })).toBeNull();
});

test.each([
  ['/haproxy', 'web01', '/haproxy?drain=web01'],
  ['/haproxy?watch=be_web', 'web01', '/haproxy?watch=be_web&drain=web01'],
  ['/haproxy', '', '/haproxy'],
])('the panel goes along from view to view: %s with %s', (path, who, expected) => {
  expect(withDrain(path, who)).toBe(expected);
});
