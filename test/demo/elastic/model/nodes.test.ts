import { describe, expect, test } from 'vitest';
import { nodeOf } from '#demo/elastic/model/cluster.ts';
import { applySettings } from '#demo/elastic/model/cluster-settings.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { type ElasticOrder, endOf, obey } from '#demo/elastic/model/orders.ts';
import { answers, viewOf } from '#demo/elastic/model/view.ts';
import { cluster, index, MINUTE, pass, persist, SECOND, T0 } from './small-cluster.ts';

const names = ['es1', 'es2', 'es3'];

/** Who each node takes for the master, by name; a stopped or frozen one says nothing. */
function masters(made: ReturnType<typeof cluster>): (string | null | undefined)[] {
  return names.map((name) => {
    const view = viewOf(made, name);
    if (!view) return undefined;
    return view.masterId === null ? null : nodeOf(made, view.masterId).name;
  });
}

test('while all is well all nodes say the same', () => {
  const made = cluster();
  expect(masters(made)).toEqual(['es1', 'es1', 'es1']);
  const views = names.map((name) => viewOf(made, name));
  expect(new Set(views.map((view) => view?.stateUuid)).size).toBe(1);
  expect(new Set(views.map((view) => view?.clusterUuid))).toEqual(new Set([made.uuid]));
});

test('every change makes a new version with a new uuid', () => {
  const made = cluster();
  const { stateVersion, stateUuid } = made;
  applySettings(made, persist({ 'cluster.routing.rebalance.enable': 'none' }), T0);
  const between = made.stateUuid;
  applySettings(made, persist({ 'cluster.routing.rebalance.enable': null }), T0);
  expect(made.stateVersion).toBe(stateVersion + 2);
  expect(new Set([stateUuid, between, made.stateUuid]).size).toBe(3);
});

describe('a master that stops', () => {
  test('is followed by another after an election; until then nobody has one, and nobody is counted out', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    const { term } = made;
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    expect(masters(made)).toEqual([undefined, null, null]);
    expect(answers(made, 'es1')).toBe('refused');
    expect(healthOf(made)).toMatchObject({ color: 'red', nodes: 3 });
    pass(made, 3 * SECOND);
    expect(made.term).toBe(term + 1);
    expect(masters(made)[1]).toBe(masters(made)[2]);
    expect(['es2', 'es3']).toContain(masters(made)[1]);
    expect(healthOf(made)).toMatchObject({ color: 'yellow', nodes: 2 });
  });

  test('with one more leaves no majority: no master, and no change, until one is back', () => {
    const made = cluster();
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    obey(made, { order: 'stop node', node: 'es2' }, T0);
    pass(made, 10 * MINUTE);
    const version = made.stateVersion;
    pass(made, 10 * MINUTE);
    expect([masters(made), made.stateVersion]).toEqual([[undefined, undefined, null], version]);
    obey(made, { order: 'start node', node: 'es2' }, made.now);
    pass(made, 5 * SECOND);
    expect(masters(made)[2]).not.toBeNull();
    expect(healthOf(made)).toMatchObject({ nodes: 2 });
  });
});

test('half of those who vote are no majority', () => {
  const made = cluster({ nodes: [{}, {}, {}, {}] });
  for (const node of ['es1', 'es2']) obey(made, { order: 'stop node', node }, T0);
  pass(made, MINUTE);
  expect(masters(made)).toEqual([undefined, undefined, null]);
});

test('an isolated node answers without a master, with the state that it had; the others count it out', () => {
  const made = cluster();
  const had = viewOf(made, 'es3');
  obey(made, { order: 'isolate node', node: 'es3' }, T0);
  pass(made, MINUTE);
  expect(masters(made)).toEqual(['es1', 'es1', null]);
  expect(viewOf(made, 'es3')).toMatchObject({ version: had?.version, stateUuid: had?.stateUuid, isHeld: true });
  expect(viewOf(made, 'es3')?.nodeIds).toHaveLength(3);
  expect(viewOf(made, 'es1')?.nodeIds).toHaveLength(2);
  obey(made, { order: 'rejoin node', node: 'es3' }, made.now);
  expect(viewOf(made, 'es3')).toMatchObject({ version: made.stateVersion, isHeld: false });
});

test('a frozen node is silent, and counted out after half a minute', () => {
  const made = cluster();
  obey(made, { order: 'freeze node', node: 'es3' }, T0);
  pass(made, 20 * SECOND);
  expect([answers(made, 'es3'), healthOf(made).nodes]).toEqual(['silent', 3]);
  pass(made, 15 * SECOND);
  expect(healthOf(made).nodes).toBe(2);
  obey(made, { order: 'thaw node', node: 'es3' }, made.now);
  expect([answers(made, 'es3'), healthOf(made).nodes]).toEqual(['answers', 3]);
});

test('split masters: each side has its own, with its own nodes, versions and shards, until they are healed', () => {
  const made = cluster();
  index(made, [['es1', 'es3']]);
  obey(made, { order: 'split masters', nodes: ['es3'] }, T0);
  pass(made, MINUTE);
  expect(masters(made)).toEqual(['es1', 'es1', 'es3']);
  expect(viewOf(made, 'es3')?.clusterUuid).toBe(made.uuid);
  expect(viewOf(made, 'es3')?.stateUuid).not.toBe(made.stateUuid);
  expect([viewOf(made, 'es1')?.nodeIds.length, viewOf(made, 'es3')?.nodeIds.length]).toEqual([2, 1]);
  const other = viewOf(made, 'es3')?.side;
  if (!other) throw new Error('es3 has no side');
  expect([healthOf(made).color, healthOf(other).color]).toEqual(['yellow', 'yellow']);
  expect(() => obey(made, { order: 'split masters', nodes: ['es2'] }, made.now)).toThrow(/split already/);
  obey(made, { order: 'heal masters' }, made.now);
  pass(made, MINUTE);
  expect(masters(made)).toEqual(['es1', 'es1', 'es1']);
  expect(healthOf(made)).toMatchObject({ color: 'green', nodes: 3 });
});

test('a lagging node stays at its version while the others go on; a diverged one has another uuid for the same', () => {
  const made = cluster();
  obey(made, { order: 'lag node', node: 'es2' }, T0);
  obey(made, { order: 'diverge node', node: 'es3' }, T0);
  applySettings(made, persist({ 'cluster.routing.rebalance.enable': 'none' }), T0);
  const [one, two, three] = names.map((name) => viewOf(made, name));
  expect(two?.version).toBe((one?.version ?? 0) - 1);
  expect(three?.version).toBe(one?.version);
  expect(three?.stateUuid).not.toBe(one?.stateUuid);
  obey(made, { order: 'catch up node', node: 'es2' }, made.now);
  obey(made, { order: 'converge node', node: 'es3' }, made.now);
  expect(new Set(names.map((name) => viewOf(made, name)?.stateUuid)).size).toBe(1);
});

test('a node can tell the uuid of another cluster', () => {
  const made = cluster();
  obey(made, { order: 'other uuid', node: 'es2' }, T0);
  expect(viewOf(made, 'es2')?.clusterUuid).not.toBe(made.uuid);
  obey(made, { order: 'own uuid', node: 'es2' }, T0);
  expect(viewOf(made, 'es2')?.clusterUuid).toBe(made.uuid);
});

test('a node that was started anew counts from nothing, under another ephemeral id', () => {
  const made = cluster();
  index(made, [['es2']], { searchesPerSecond: 50 });
  pass(made, MINUTE);
  const { ephemeralId, counters } = nodeOf(made, 'es2');
  expect(counters.searches).toBeGreaterThan(1_000);
  obey(made, { order: 'stop node', node: 'es2' }, made.now);
  obey(made, { order: 'start node', node: 'es2' }, made.now);
  expect(nodeOf(made, 'es2')).toMatchObject({ startedAt: made.now, counters: { searches: 0 } });
  expect(nodeOf(made, 'es2').ephemeralId).not.toBe(ephemeralId);
});

test.each<[ElasticOrder, string]>([
  [{ order: 'stop node', node: 'es1' }, 'start node'],
  [{ order: 'isolate node', node: 'es1' }, 'rejoin node'],
  [{ order: 'freeze node', node: 'es1' }, 'thaw node'],
  [{ order: 'lag node', node: 'es1' }, 'catch up node'],
  [{ order: 'diverge node', node: 'es1' }, 'converge node'],
  [{ order: 'other uuid', node: 'es1' }, 'own uuid'],
  [{ order: 'split masters', nodes: ['es1'] }, 'heal masters'],
  [{ order: 'fill disk', node: 'es1', ratio: 0.9 }, 'empty disk'],
  [{ order: 'fail shard', index: 'posts', shard: 0, isPrimary: true }, 'mend shard'],
  [{ order: 'disable allocation' }, 'enable allocation'],
  [{ order: 'slow recoveries', bytesPerSecond: 1 }, 'usual recoveries'],
  [{ order: 'block queue' }, 'free queue'],
  [{ order: 'trip breaker', node: 'es1', breaker: 'parent' }, 'rest breaker'],
  [{ order: 'reject', node: 'es1', pool: 'write', perSecond: 1 }, 'accept'],
  [{ order: 'fail lifecycle', index: 'posts' }, 'mend lifecycle'],
  [{ order: 'fail snapshots', policy: 'nightly' }, 'mend snapshots'],
])('$order is ended by its end, which ends itself', (told, end) => {
  expect(endOf(told).order).toBe(end);
  expect(endOf(endOf(told))).toEqual(endOf(told));
});

test('an order about a node that is not is an error', () => {
  expect(() => obey(cluster(), { order: 'stop node', node: 'es9' }, T0)).toThrow(/no node es9/);
});
