import { describe, expect, test } from 'vitest';
import { nodeOf } from '#demo/elastic/model/cluster.ts';
import { applySettings } from '#demo/elastic/model/cluster-settings.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { applyIndexSettings } from '#demo/elastic/model/index-actions.ts';
import { obey } from '#demo/elastic/model/orders.ts';
import { tally } from '#demo/elastic/model/tally.ts';
import { cluster, copyOf, GB, held, index, MINUTE, pass, persist, placeOf, SECOND, T0 } from './small-cluster.ts';

const EXCLUDE = 'cluster.routing.allocation.exclude._name';
const ENABLE = 'cluster.routing.allocation.enable';

describe('a node that leaves', () => {
  test('is waited for a minute: its replica takes over, and nothing is copied until then', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    pass(made, 50 * SECOND);
    expect(placeOf(made, copyOf(made, true))).toBe('es2');
    expect(copyOf(made, false)).toMatchObject({
      state: 'UNASSIGNED',
      unassigned: { reason: 'NODE_LEFT', isDelayed: true, status: 'delayed_allocation' },
    });
    expect(healthOf(made)).toMatchObject({ color: 'yellow', counts: { delayed: 1, unassigned: 1 }, activePercent: 50 });
    pass(made, 15 * SECOND);
    expect(copyOf(made, false)).toMatchObject({ state: 'INITIALIZING', recovery: { source: 'PEER', reusedBytes: 0 } });
    pass(made, MINUTE);
    expect(placeOf(made, copyOf(made, false))).toBe('es3');
    expect(healthOf(made).color).toBe('green');
  });

  test('and comes back in time uses what lies on its disk', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    obey(made, { order: 'start node', node: 'es1' }, T0 + 20 * SECOND);
    pass(made, SECOND);
    const { recovery } = copyOf(made, false);
    expect(placeOf(made, copyOf(made, false))).toBe('es1');
    expect((recovery?.reusedBytes ?? 0) / (recovery?.totalBytes ?? 1)).toBeGreaterThan(0.9);
    pass(made, 10 * SECOND);
    expect(healthOf(made).color).toBe('green');
  });

  test('with the only copy makes the index red, until it is back with its data', () => {
    const made = cluster();
    index(made, [['es1']]);
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    pass(made, 10 * MINUTE);
    expect(copyOf(made, true)).toMatchObject({ state: 'UNASSIGNED', unassigned: { status: 'no_valid_shard_copy' } });
    expect(healthOf(made)).toMatchObject({ color: 'red', counts: { unassignedPrimary: 1 } });
    obey(made, { order: 'start node', node: 'es1' }, made.now);
    pass(made, 10 * SECOND);
    expect(copyOf(made, true)).toMatchObject({ state: 'STARTED', unassigned: null });
  });

  test('with a copy that was not in step any more does not make it the primary', () => {
    const made = cluster({ nodes: [{}, {}, {}, {}, {}] });
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'disable allocation' }, T0);
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    obey(made, { order: 'stop node', node: 'es2' }, T0 + SECOND);
    obey(made, { order: 'start node', node: 'es1' }, T0 + 2 * SECOND);
    obey(made, { order: 'enable allocation' }, T0 + 10 * SECOND);
    pass(made, MINUTE);
    expect(healthOf(made).color).toBe('red');
    obey(made, { order: 'start node', node: 'es2' }, made.now);
    pass(made, MINUTE);
    expect(healthOf(made).color).toBe('green');
  });

  test('and comes back when its copy is being made elsewhere loses what lies on its disk once that is whole', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    pass(made, 65 * SECOND);
    obey(made, { order: 'start node', node: 'es1' }, made.now);
    const bytes = () => tally(made).holdings.get(nodeOf(made, 'es1').id)?.indicesBytes;
    expect([copyOf(made, false).state, bytes()]).toEqual(['INITIALIZING', GB]);
    pass(made, MINUTE);
    expect([placeOf(made, copyOf(made, false)), bytes()]).toEqual(['es3', 0]);
  });

  test('while copies are made on it leaves their sources as they were', () => {
    const made = cluster();
    index(made, [['es1']]);
    applySettings(made, persist({ [EXCLUDE]: 'es1' }), T0);
    pass(made, SECOND);
    const target = copyOf(made, true).recovery?.toId ?? '';
    obey(made, { order: 'slow recoveries', bytesPerSecond: 0 }, made.now);
    obey(made, { order: 'stop node', node: target }, made.now);
    expect(placeOf(made, copyOf(made, true))).toBe('es1');
    expect(healthOf(made).counts.active).toBe(1);
  });
});

describe('a drain', () => {
  test('takes every shard from the node at the pace of its recoveries, and its end lets some come back', () => {
    const made = cluster({ nodes: [{}, {}, {}, {}] });
    for (let number = 0; number < 8; number++)
      index(
        made,
        [
          ['es1', 'es2'],
          ['es3', 'es1'],
        ],
        { name: `i${number}` },
      );
    applySettings(made, persist({ [EXCLUDE]: 'es1' }), T0);
    pass(made, 2 * SECOND);
    const begun = tally(made).holdings.get(copyOf(made, true, 'i0').nodeId ?? '');
    expect(begun?.leaving).toBeGreaterThan(0);
    expect(held(made).es1).toBeGreaterThan(10);
    pass(made, 40 * MINUTE);
    expect(held(made).es1).toBe(0);
    expect(healthOf(made)).toMatchObject({ color: 'green', counts: { relocating: 0 } });
    applySettings(made, persist({ [EXCLUDE]: null }), made.now);
    pass(made, 40 * MINUTE);
    expect(Math.max(...Object.values(held(made))) - Math.min(...Object.values(held(made)))).toBeLessThanOrEqual(2);
  });

  test('goes no further than there is room for: with two nodes and two copies nothing moves', () => {
    const made = cluster({ nodes: [{}, {}] });
    index(made, [['es1', 'es2']]);
    applySettings(made, persist({ [EXCLUDE]: 'es1' }), T0);
    pass(made, 10 * MINUTE);
    expect(held(made)).toEqual({ es1: 1, es2: 1 });
  });

  test('moves one gigabyte in no less time than its pace allows', () => {
    const made = cluster({ nodes: [{}, {}] });
    index(made, [['es1']], { primaryBytes: 4 * GB });
    applySettings(made, persist({ [EXCLUDE]: 'es1', 'indices.recovery.max_bytes_per_sec': '20mb' }), T0);
    pass(made, 3 * MINUTE);
    expect(copyOf(made, true).state).toBe('RELOCATING');
    pass(made, 40 * SECOND);
    expect(held(made)).toEqual({ es1: 0, es2: 1 });
  });
});

describe('settings that forbid', () => {
  test('allocation none: nothing is placed and nothing moves; all: it goes on', () => {
    const made = cluster();
    index(made, [['es1']]);
    applySettings(made, persist({ [ENABLE]: 'none', [EXCLUDE]: 'es1' }), T0);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '1' }, T0);
    pass(made, 5 * MINUTE);
    expect(healthOf(made).counts).toMatchObject({ active: 1, unassigned: 1, relocating: 0 });
    applySettings(made, persist({ [ENABLE]: null }), made.now);
    pass(made, 5 * MINUTE);
    expect(held(made)).toEqual({ es1: 0, es2: 1, es3: 1 });
  });

  test('allocation primaries: a replica stays where it is not', () => {
    const made = cluster();
    index(made, [['es1']]);
    applySettings(made, persist({ [ENABLE]: 'primaries' }), T0);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '1' }, T0);
    pass(made, MINUTE);
    expect(copyOf(made, false).unassigned).toMatchObject({ reason: 'REPLICA_ADDED', status: 'no' });
  });

  test('rebalance none: an empty node stays empty', () => {
    const made = cluster();
    for (let number = 0; number < 6; number++) index(made, [['es1', 'es2']], { name: `i${number}` });
    applySettings(made, persist({ 'cluster.routing.rebalance.enable': 'none' }), T0);
    pass(made, 10 * MINUTE);
    expect(held(made)).toEqual({ es1: 6, es2: 6, es3: 0 });
    applySettings(made, persist({ 'cluster.routing.rebalance.enable': null }), made.now);
    pass(made, 10 * MINUTE);
    expect(held(made)).toEqual({ es1: 4, es2: 4, es3: 4 });
  });
});

describe('a disk', () => {
  const fill = (ratio: number) => ({ order: 'fill disk' as const, node: 'es3', ratio });

  test('above the low watermark takes no new copy', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, fill(0.87), T0);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '2' }, T0);
    pass(made, 5 * MINUTE);
    expect(held(made)).toEqual({ es1: 1, es2: 1, es3: 0 });
    obey(made, { order: 'empty disk', node: 'es3' }, made.now);
    pass(made, 5 * MINUTE);
    expect(held(made).es3).toBe(1);
  });

  test('above the high watermark is left, until what leaves makes room enough', () => {
    const made = cluster();
    for (let number = 0; number < 6; number++) index(made, [['es3']], { name: `i${number}`, primaryBytes: GB });
    applySettings(made, persist({ 'cluster.routing.rebalance.enable': 'none' }), T0);
    obey(made, fill(0.905), T0);
    pass(made, 10 * MINUTE);
    expect(held(made).es3).toBe(5);
  });

  test.each([
    ['8.17.0', undefined],
    ['7.3.0', 'true'],
  ])('above the flood stage blocks its indices; %s leaves the block %s where there is room again', (version, after) => {
    const made = cluster({ version });
    index(made, [['es3', 'es1']], { writesPerSecond: 10 });
    index(made, [['es1', 'es2']], { name: 'others' });
    obey(made, { order: 'disable allocation' }, T0);
    obey(made, fill(0.97), T0);
    pass(made, 10 * SECOND);
    const block = (name: string) => made.indices.get(name)?.settings['index.blocks.read_only_allow_delete'];
    expect([block('posts'), block('others')]).toEqual(['true', undefined]);
    const docs = made.indices.get('posts')?.docs;
    pass(made, MINUTE);
    expect(made.indices.get('posts')?.docs).toBe(docs);
    obey(made, { order: 'empty disk', node: 'es3' }, made.now);
    pass(made, 20 * SECOND);
    expect(block('posts')).toBe(after);
  });

  test('is not looked at where the threshold is off', () => {
    const made = cluster();
    index(made, [['es3']]);
    applySettings(made, persist({ 'cluster.routing.allocation.disk.threshold_enabled': 'false' }), T0);
    obey(made, fill(0.98), T0);
    pass(made, MINUTE);
    expect([held(made).es3, made.indices.get('posts')?.settings]).toEqual([1, {}]);
  });
});

test.each([
  ['a tier that its index prefers', { 'index.routing.allocation.include._tier_preference': 'data_cold,data_warm' }, 'es3'],
  ['an attribute that its index requires', { 'index.routing.allocation.require.disk': 'ssd' }, 'es2'],
  ['names that its index includes', { 'index.routing.allocation.include._name': 'x*,*2' }, 'es2'],
  ['an address that its index excludes', { 'index.routing.allocation.exclude._ip': '10.7.2.40,10.7.2.42' }, 'es2'],
])('a copy goes where its index has it: %s', (_, settings, place) => {
  const made = cluster({
    nodes: [
      { roles: ['master', 'data_hot'] },
      { roles: ['master', 'data_hot'], attributes: { disk: 'ssd' } },
      { roles: ['master', 'data_warm'] },
    ],
  });
  index(made, [['es1']]);
  applyIndexSettings(made, ['posts'], settings, T0);
  pass(made, 2 * MINUTE);
  expect(placeOf(made, copyOf(made, true))).toBe(place);
});

test('copies are spread over the zones that the cluster is told of', () => {
  const zone = (name: string) => ({ attributes: { zone: name } });
  const made = cluster({ nodes: [zone('a'), zone('a'), zone('b')] });
  index(made, [['es1']]);
  index(made, [['es3', 'es1']], { name: 'heavy', primaryBytes: 10 * GB });
  index(made, [['es3', 'es1']], { name: 'heavier', primaryBytes: 10 * GB });
  applySettings(
    made,
    persist({ 'cluster.routing.allocation.awareness.attributes': 'zone', 'cluster.routing.rebalance.enable': 'none' }),
    T0,
  );
  applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '1' }, T0);
  pass(made, 2 * MINUTE);
  expect(placeOf(made, copyOf(made, false))).toBe('es3');
});
