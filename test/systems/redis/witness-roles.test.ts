import { describe, expect, test } from 'vitest';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import type { Said } from '#lib/systems/redis/witness-parties.ts';
import { found, group, kinds, master, replica, sentences } from './group.ts';
import { settings } from './hand-made.ts';

const twice = (said: Said): Said[] => [said, said];
const M = twice(master(10));
const H2 = { replicationId: 'h2' };
const of = (name: string): Said[] => twice(replica(name, 10));
const stranger = twice(replica('z', 10));
const roles = (said: Record<string, readonly Said[]>): string[] => kinds(found(said)).filter((one) => !/not known|idle|moving/.test(one));

describe('who follows whom', () => {
  test.each<[what: string, said: Record<string, readonly Said[]>, expected: string[]]>([
    ['a master and its replicas', { a: M, b: of('a'), c: of('a') }, []],
    ['a chain', { a: M, b: of('a'), c: of('b'), d: of('c') }, []],
    ['one master alone', { a: M }, []],
    ['masters without a replica and without a common history', { a: M, b: twice(master(9, { replicationId: 'h2' })) }, []],
    ['two masters of one history', { a: M, b: M }, ['critical a,b: two masters']],
    [
      'a replica that was made a master',
      { a: M, b: twice(master(9, { replicationId: 'h2', olderReplicationId: 'h1' })) },
      ['critical a,b: two masters'],
    ],
    ['two masters of one history and a replica', { a: M, b: M, c: of('a') }, ['critical a,b: two masters']],
    ['a master of another history beside a group', { a: M, b: twice(master(9, H2)), c: of('a') }, ['warning a,b: separate']],
    [
      'two pairs that have nothing in common',
      { a: M, b: of('a'), c: twice(master(9, H2)), d: twice(replica('c', 9, H2)) },
      ['warning a,c: separate'],
    ],
    [
      'two pairs, one of which has the history of the other from before',
      { a: M, b: of('a'), c: twice(master(9, H2)), d: twice(replica('c', 9, { ...H2, olderReplicationId: 'h1' })) },
      ['critical a,c: two masters'],
    ],
    [
      'a master that had the history of the other when it was read before',
      { a: [...M, master(10)], b: of('a'), c: [...twice(master(9, H2)), replica('a', 9)] },
      ['critical a,c: two masters'],
    ],
    [
      'the masters of a cluster that is not said to be one',
      { a: twice(master(1, { mode: 'cluster' })), b: M, c: of('a') },
      ['unknown a: slots not asked'],
    ],
    ['a replica of an address that is no node', { a: M, b: of('a'), c: stranger }, ['warning c: stranger']],
    ['two of them, and one below', { a: M, b: of('a'), c: stranger, d: stranger, e: of('d') }, ['warning c,d,e: stranger']],
    ['a master that nobody follows', { a: M, b: stranger }, ['warning a: unfollowed', 'warning b: stranger']],
    ['a master that nobody follows who is read', { a: M, b: stranger, c: [] }, ['warning b: stranger']],
    ['a circle', { a: of('b'), b: of('a') }, ['critical a,b: circle']],
    ['a circle of three, and one below it', { a: of('b'), b: of('c'), c: of('a'), d: of('a') }, ['critical a,b,c,d: circle']],
    ['a replica of itself, and one below it', { a: of('a'), b: of('a') }, ['critical a,b: circle']],
    ['a replica of a node that is not read', { a: [], b: of('a') }, []],
    ['a replica that takes writes', { a: M, b: twice(replica('a', 10, { isWritable: true })) }, ['warning b: writable']],
  ])('%s', (_, said, expected) => expect(roles(said)).toEqual(expected));

  test.each<[what: string, said: Record<string, readonly Said[]>]>([
    ['two masters', { a: M, b: [master(10), replica('a', 10)], c: of('a') }],
    ['a circle', { a: [replica('b', 10), master(10)], b: of('a') }],
    ['an unknown master', { a: M, b: of('a'), c: [replica('z', 10), replica('a', 10)] }],
    ['two masters, one of them read once', { a: M, b: [master(10)], c: of('a') }],
  ])('%s: not before it survived one more reading of everyone, and then it stays', (_, said) => {
    expect(roles(said)).toEqual([]);
    const proved = Object.fromEntries(Object.entries(said).map(([node, [newest]]) => [node, newest ? twice(newest) : []]));
    const ids = found(proved).map(({ id }) => id);
    expect(kinds(found(said, { standing: new Set(ids) }))).toEqual(expect.arrayContaining(roles(proved)));
    expect(roles(proved)).toHaveLength(1);
  });

  const flying = (...nodes: string[]) => nodes.map((node) => ({ group: 'sessions', node, target: 'role', wanted: 'master' }));
  const turning: [what: string, said: Record<string, readonly Said[]>, flies: string][] = [
    ['two masters', { a: M, b: M, c: of('a') }, 'a'],
    ['a master that nobody follows', { a: M, b: stranger }, 'b'],
    ['an address that is no node', { a: M, b: of('a'), c: stranger }, 'c'],
    ['a circle', { a: of('b'), b: of('a') }, 'b'],
  ];
  test.each(turning)('%s: not while a step of ours on one of them is on its way, and at once when it is not any more', (_, said, flies) => {
    const raised = (inFlight: ReturnType<typeof flying>, standing = new Set<string>()): string[] =>
      kinds(found(said, { inFlight, standing })).filter((one) => /two masters|unfollowed|stranger|circle/.test(one));
    expect(raised(flying(...Object.keys(said)))).toEqual([]);
    expect(raised(flying(flies)).length).toBeLessThan(raised([]).length);
    expect(raised(flying('elsewhere'))).toEqual(raised([]));
    // What was wrong before the order is not taken back by it.
    expect(raised(flying(flies), new Set(found(said).map(({ id }) => id)))).toEqual(raised([]));
  });

  test('what is stuck is told whatever is on its way', () => {
    const said = { a: [master(30), master(20)], b: twice(replica('a', 10)) };
    expect(kinds(found(said, { inFlight: flying('a', 'b') }))).toEqual(kinds(found(said)));
  });

  test('two pairs that Sentinels watch as one set are two masters', () => {
    const { nodes } = group({ a: M, b: of('a'), c: twice(master(9, H2)), d: twice(replica('c', 9, H2)) });
    const set = { name: 'main', sentinels: 3, limits: { pendingWarning: 20 } };
    const watched = nodes.map((node) => ({ ...node, settings: { ...(node.settings as RedisSettings), set } }));
    expect(kinds(found({}, { nodes: watched }))).toContain('critical a,c: two masters');
  });

  test('two masters that stand stay so when what tied them is read no longer', () => {
    const said = { a: M, c: twice(master(9, H2)), d: of('a') };
    expect(kinds(found(said, { standing: new Set(['masters a, c']) }))).toContain('critical a,c: two masters');
  });

  test('each is told with who says what', () => {
    expect(sentences(found({ a: M, b: M, c: of('a') }))).toMatch(
      /^a and b both are masters by their own word: .*; c follows a, no node read here follows b$/m,
    );
    expect(sentences(found({ a: of('b'), b: of('a') }))).toMatch(/a follows b, b follows a: none of them has a master/);
    expect(sentences(found({ a: M, b: stranger }))).toMatch(/though it is the master here: b names 10\.0\.0\.1:26$/m);
  });
});

describe('a master that is called by another name than in the configuration', () => {
  const byName = (said: Record<string, readonly Said[]>): string[] => {
    const nodes = group(said).nodes.map((node) => ({
      ...node,
      settings: { ...settings(), address: { host: `cache-${node.node}`, port: 6379 } },
    }));
    return kinds(found(said, { nodes }));
  };
  const named = (history: string): Said[] => twice(replica('a', 10, { replicationId: history }, { host: '10.0.0.7', port: 6379 }));

  test('is known by its port and its history', () => {
    expect(byName({ a: M, b: named('h1'), c: named('h1') })).toEqual(['ok b: idle', 'ok c: idle']);
  });

  test.each<[what: string, a: Said[]]>([
    ['is not read', []],
    ['has another history', twice(master(10, { replicationId: 'h2' }))],
  ])('and %s is not known, and no stranger', (_, a) => {
    expect(byName({ a, b: named('h1') })).toEqual(['unknown b: stranger']);
  });
});

describe('the backlog of a master', () => {
  const grown = (perSecond: number, bytes: number | null = 1_000_000): Said[] =>
    [2, 1, 0].map((step) => master(step * 5 * perSecond, { backlogBytes: bytes }));
  const follower = (perSecond: number): Said[] => [2, 1, 0].map((step) => replica('a', step * 5 * perSecond));

  test.each<[what: string, a: Said[], b: Said[], expected: string[]]>([
    ['that lasts for longer than the limit of 15 s', grown(60_000), follower(60_000), []],
    ['that lasts for less', grown(70_000), follower(70_000), ['warning a: backlog']],
    ['without a replica', grown(70_000), [], []],
    ['that is not told', grown(70_000, null), follower(70_000), []],
    ['of a master that was read twice', grown(70_000).slice(0, 2), follower(70_000), []],
  ])('%s', (_, a, b, expected) => expect(roles({ a, b })).toEqual(expected));

  test('that stands is gone only when it lasts for clearly longer', () => {
    const said = { a: grown(60_000), b: follower(60_000) };
    const standing = new Set(['backlog of a']);
    expect(kinds(found(said, { standing }))).toContain('warning a: backlog');
    expect(kinds(found({ a: grown(50_000), b: follower(50_000) }, { standing }))).not.toContain('warning a: backlog');
  });
});
