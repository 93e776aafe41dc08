import { describe, expect, test } from 'vitest';
import type { Cluster } from '#demo/elastic/model/cluster.ts';
import { nodeOf } from '#demo/elastic/model/cluster.ts';
import { applySettings } from '#demo/elastic/model/cluster-settings.ts';
import { explain, explainAny } from '#demo/elastic/model/explain.ts';
import { applyIndexSettings } from '#demo/elastic/model/index-actions.ts';
import { obey } from '#demo/elastic/model/orders.ts';
import { reroute } from '#demo/elastic/model/reroute.ts';
import { cluster, copyOf, held, index, MINUTE, pass, persist, placeOf, SECOND, T0 } from './small-cluster.ts';

const A = 'cluster.routing.allocation';

/** posts[0] has a primary on es1 and misses its replica. */
function missing(prepare: (made: Cluster) => void): Cluster {
  const made = cluster();
  index(made, [['es1']]);
  prepare(made);
  applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '1' }, T0);
  pass(made, 30 * SECOND);
  return made;
}

const set = (settings: Record<string, string>) => (made: Cluster) => applySettings(made, persist(settings), T0);

describe('why a replica is nowhere, said of es3', () => {
  test.each<[string, (made: Cluster) => void, string, string]>([
    [
      'enable',
      set({ [`${A}.enable`]: 'none' }),
      'NO',
      'no allocations are allowed due to cluster setting [cluster.routing.allocation.enable=none]',
    ],
    [
      'filter',
      set({ [`${A}.exclude._name`]: 'es2,es3' }),
      'NO',
      'node matches cluster setting [cluster.routing.allocation.exclude] filters [_name:"es2 OR es3"]',
    ],
    [
      'filter',
      set({ [`${A}.require._host`]: 'es9' }),
      'NO',
      'node does not match cluster setting [cluster.routing.allocation.require] filters [_host:"es9"]',
    ],
    ['shards_limit', set({ [`${A}.total_shards_per_node`]: '1', [`${A}.exclude._name`]: 'es2' }), 'NO', ''],
    ['awareness', set({ [`${A}.awareness.attributes`]: 'zone' }), 'NO', 'node does not contain the awareness attribute [zone]'],
    ['same_shard', set({ [`${A}.same_shard.host`]: 'true', [`${A}.exclude._name`]: 'es2' }), 'NO', ''],
    [
      'disk_threshold',
      (made) => {
        for (const node of ['es2', 'es3']) obey(made, { order: 'fill disk', node, ratio: 0.88 }, T0);
      },
      'NO',
      'the node is above the low watermark cluster setting [cluster.routing.allocation.disk.watermark.low=85%], having less than the minimum required [15gb] free space, actual free: [12gb], actual used: [88.0%]',
    ],
    ['max_retry', (made) => obey(made, { order: 'fail shard', index: 'posts', shard: 0, isPrimary: false }, T0), 'NO', ''],
  ])('%s', (decider, prepare, decision, text) => {
    const made = missing((one) => {
      if (decider === 'shards_limit') index(one, [['es3']], { name: 'other' });
      if (decider === 'same_shard') nodeOf(one, 'es3').host = nodeOf(one, 'es1').host;
      prepare(one);
    });
    const told = explainAny(made, made.now);
    expect(told).toMatchObject({ index: 'posts', shard: 0, unassigned: { verdict: 'no' }, assigned: null });
    const opinion = told?.nodes.find(({ nodeId }) => nodeId === nodeOf(made, 'es3').id);
    expect(opinion?.verdict).toBe('no');
    const says = opinion?.says.find((one) => one.decider === decider);
    expect(says?.decision).toBe(decision);
    expect(says?.explanation).toContain(text);
    expect(opinion?.says.every((one) => one.decision !== 'YES')).toBe(true);
  });
});

test('es1, which has the primary, is refused as the same shard, and all deciders are told on demand', () => {
  const made = missing(set({ [`${A}.enable`]: 'none' }));
  const told = explain(made, { index: 'posts', shard: 0, isPrimary: false, allSaid: true }, made.now);
  const opinion = told.nodes.find(({ nodeId }) => nodeId === nodeOf(made, 'es1').id);
  expect(opinion?.says.find(({ decider }) => decider === 'same_shard')?.explanation).toMatch(
    /^a copy of this shard is already allocated to this node \[\[posts\]\[0\]/,
  );
  expect(opinion?.says.some(({ decision }) => decision === 'YES')).toBe(true);
  expect(told.nodes.map(({ ranking }) => ranking)).toEqual([1, 2, 3]);
});

test('a primary that is nowhere says of each node what lies there', () => {
  const made = cluster();
  index(made, [['es1']]);
  obey(made, { order: 'stop node', node: 'es1' }, T0);
  pass(made, MINUTE);
  const told = explainAny(made, made.now);
  expect(told?.unassigned).toMatchObject({ verdict: 'no_valid_shard_copy', status: 'no_valid_shard_copy' });
  expect(told?.nodes.map(({ store }) => store?.isFound)).toEqual([false, false]);
});

test('a replica whose node left is waited for, with the time that is left', () => {
  const made = cluster();
  index(made, [['es1', 'es2']]);
  obey(made, { order: 'stop node', node: 'es2' }, T0);
  pass(made, 20 * SECOND);
  expect(explainAny(made, made.now)?.unassigned).toMatchObject({
    verdict: 'allocation_delayed',
    configuredDelayMs: MINUTE,
    remainingDelayMs: 40 * SECOND,
  });
});

test('when all are assigned nothing is to be explained; a copy on its way says so', () => {
  const made = cluster();
  index(made, [['es1']]);
  expect(explainAny(made, T0)).toBeNull();
  applySettings(made, persist({ [`${A}.exclude._name`]: 'es1' }), T0);
  pass(made, SECOND);
  expect(explain(made, { index: 'posts', shard: 0, isPrimary: true }, made.now).moving).toMatch(
    /relocating from node \[es1\] to node \[es2\]/,
  );
});

test('a copy that may not stay and finds no other place says both', () => {
  const made = cluster({ nodes: [{}, {}] });
  index(made, [['es1', 'es2']]);
  applySettings(made, persist({ [`${A}.exclude._name`]: 'es1' }), T0);
  pass(made, MINUTE);
  expect(explain(made, { index: 'posts', shard: 0, isPrimary: true }, made.now).assigned).toMatchObject({
    canRemain: 'no',
    canMove: 'no',
    remainSays: [{ decider: 'filter', decision: 'NO' }],
  });
});

test('a copy where it should be can remain, and the others are no better', () => {
  const made = cluster();
  index(made, [['es1', 'es2']]);
  const told = explain(made, { index: 'posts', shard: 0, isPrimary: true }, T0);
  expect(told.assigned).toMatchObject({ canRemain: 'yes', canMove: null, canRebalanceToOther: 'no' });
  expect(told.nodes.map(({ verdict }) => verdict).sort()).toEqual(['no', 'worse_balance']);
});

test.each([
  ['an index that is not', { index: 'nothing', shard: 0, isPrimary: true }, 404],
  ['a shard that is not', { index: 'posts', shard: 7, isPrimary: true }, 400],
  ['a replica that is not', { index: 'posts', shard: 0, isPrimary: false }, 400],
])('%s is refused', (_, asked, status) => {
  const made = cluster();
  index(made, [['es1']]);
  expect(() => explain(made, asked, T0)).toThrow(expect.objectContaining({ status }));
});

describe('reroute', () => {
  const move = (toNode: string) => ({ is: 'move' as const, index: 'posts', shard: 0, fromNode: 'es1', toNode });
  const ask = { retryFailed: false, isDryRun: false, isExplained: false };

  test('moves a shard, and only says so in a dry run', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    const before = made.stateUuid;
    const dry = reroute(made, { ...ask, commands: [move('es3')], isDryRun: true, isExplained: true }, T0);
    expect([made.stateUuid, copyOf(made, true).state, copyOf(dry.result, true).state]).toEqual([before, 'STARTED', 'RELOCATING']);
    expect(dry.explanations[0]?.says.every(({ decision }) => decision === 'YES')).toBe(true);
    reroute(made, { ...ask, commands: [move('es3')] }, T0);
    pass(made, 2 * MINUTE);
    expect(placeOf(made, copyOf(made, true))).toBe('es3');
  });

  test('refuses, all or none, what deciders refuse; with explain it says why and does nothing', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    const commands = [move('es3'), { ...move('es2') }];
    expect(() => reroute(made, { ...ask, commands: [move('es2')] }, T0)).toThrow(
      /\[move_allocation\] can't move 0.*a copy of this shard is already allocated/,
    );
    expect(() => reroute(made, { ...ask, commands }, T0)).toThrow(expect.objectContaining({ status: 400 }));
    expect(copyOf(made, true).state).toBe('STARTED');
    const told = reroute(made, { ...ask, commands: [move('es2')], isExplained: true }, T0);
    expect(told.explanations[0]?.says.filter(({ decision }) => decision === 'NO').map(({ decider }) => decider)).toEqual(['same_shard']);
    expect(copyOf(made, true).state).toBe('STARTED');
  });

  test('refuses nodes and shards that are not', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    expect(() => reroute(made, { ...ask, commands: [move('es9')] }, T0)).toThrow('failed to resolve [es9], no matching nodes');
    expect(() => reroute(made, { ...ask, commands: [{ ...move('es3'), fromNode: 'es3', toNode: 'es1' }] }, T0)).toThrow(
      /failed to find \[posts\]\[0\] on node \[es3\]/,
    );
  });

  test('cancels a replica, which is made again, and no primary unless it may', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    const cancel = (node: string, allowPrimary = false) => ({ is: 'cancel' as const, index: 'posts', shard: 0, node, allowPrimary });
    expect(() => reroute(made, { ...ask, commands: [cancel('es1')] }, T0)).toThrow(/shard is primary/);
    reroute(made, { ...ask, commands: [cancel('es2')] }, T0);
    expect(copyOf(made, false)).toMatchObject({ state: 'INITIALIZING', unassigned: { reason: 'REROUTE_CANCELLED' } });
    pass(made, MINUTE);
    expect(held(made)).toEqual({ es1: 1, es2: 1, es3: 0 });
  });
});
