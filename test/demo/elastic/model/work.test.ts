import { describe, expect, test } from 'vitest';
import { type Cluster, nodeOf } from '#demo/elastic/model/cluster.ts';
import { logsEstate, smallEstate } from '#demo/elastic/model/estates.ts';
import { gaugesOf } from '#demo/elastic/model/gauges.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { applyIndexSettings } from '#demo/elastic/model/index-actions.ts';
import { obey } from '#demo/elastic/model/orders.ts';
import { cancelTask, executePolicy, retryStep } from '#demo/elastic/model/upkeep-actions.ts';
import { wrongOf } from './invariants.ts';
import { cluster, copyOf, index, MINUTE, pass, SECOND, T0 } from './small-cluster.ts';

const small = () => smallEstate({ name: 'search', product: 'elasticsearch', version: '8.17.0', now: T0 });
const logs = () => logsEstate({ name: 'logs', product: 'elasticsearch', version: '8.17.0', now: T0 });

function posts(made: Cluster) {
  const found = made.indices.get('posts');
  if (!found) throw new Error('no posts');
  return found;
}

describe('what is counted', () => {
  test('grows by its rate, within the swing of visitors, and lands on the nodes that hold a copy', () => {
    const made = cluster();
    index(made, [['es1', 'es2']], { searchesPerSecond: 100, writesPerSecond: 50 });
    const { docs, primaryBytes } = posts(made);
    pass(made, 10 * MINUTE);
    expect(posts(made).counters.searches / 60_000).toBeGreaterThan(0.6);
    expect(posts(made).counters.searches / 60_000).toBeLessThan(1.4);
    expect((posts(made).docs - docs) / 30_000).toBeGreaterThan(0.6);
    expect(posts(made).primaryBytes).toBeGreaterThan(primaryBytes);
    const [one, two, three] = ['es1', 'es2', 'es3'].map((name) => nodeOf(made, name).counters);
    expect((one?.searches ?? 0) + (two?.searches ?? 0)).toBeCloseTo(posts(made).counters.searches, 3);
    expect(three).toMatchObject({ searches: 0, indexed: 0 });
    // A document is written to every copy.
    expect(two?.indexed).toBeCloseTo(posts(made).docs - docs, 3);
  });

  test('stops where there is no primary, where it is blocked, and where there is no master', () => {
    const made = cluster();
    index(made, [['es1']], { writesPerSecond: 50 });
    obey(made, { order: 'stop node', node: 'es1' }, T0);
    const still = () => {
      const { docs } = posts(made);
      pass(made, MINUTE);
      return posts(made).docs === docs;
    };
    expect(still()).toBe(true);
    obey(made, { order: 'start node', node: 'es1' }, made.now);
    pass(made, 10 * SECOND);
    expect([copyOf(made, true).state, still()]).toEqual(['STARTED', false]);
    applyIndexSettings(made, ['posts'], { 'index.blocks.write': 'true' }, made.now);
    expect(still()).toBe(true);
    applyIndexSettings(made, ['posts'], { 'index.blocks.write': null }, made.now);
    for (const node of ['es2', 'es3']) obey(made, { order: 'stop node', node }, made.now);
    expect([made.masterId, still()]).toEqual([null, true]);
  });

  test('a pool that rejects, a breaker that trips: counted until it is over', () => {
    const made = cluster();
    obey(made, { order: 'reject', node: 'es2', pool: 'write', perSecond: 3 }, T0);
    obey(made, { order: 'trip breaker', node: 'es3', breaker: 'parent' }, T0);
    pass(made, MINUTE);
    expect(nodeOf(made, 'es2').counters.pools.write?.rejected).toBeCloseTo(180, 3);
    expect(nodeOf(made, 'es3').counters.breakers.parent?.tripped).toBeGreaterThan(50);
    expect(gaugesOf(nodeOf(made, 'es2'), made.now).pools.write).toEqual({ active: 16, queue: 10_000 });
    const parent = nodeOf(made, 'es3').counters.breakers.parent;
    expect(gaugesOf(nodeOf(made, 'es3'), made.now).breakers.parent).toBeGreaterThan(parent?.limitBytes ?? Number.POSITIVE_INFINITY);
    obey(made, { order: 'accept', node: 'es2' }, made.now);
    pass(made, MINUTE);
    expect(nodeOf(made, 'es2').counters.pools.write?.rejected).toBeCloseTo(180, 3);
  });

  test('gauges stay within what there is, and are the same for the same moment', () => {
    const made = small();
    for (let turn = 0; turn < 50; turn++) {
      const now = pass(made, 7 * SECOND);
      for (const node of made.nodes.values()) {
        const gauges = gaugesOf(node, now);
        expect(gauges).toEqual(gaugesOf(node, now));
        expect(gauges.cpuPercent).toBeGreaterThanOrEqual(1);
        expect(gauges.cpuPercent).toBeLessThanOrEqual(100);
        expect(gauges.heapUsedBytes).toBeLessThan(node.heapMaxBytes);
        expect(gauges.memoryUsedBytes).toBeLessThan(node.memoryBytes);
      }
    }
  });
});

describe('the queue of the master', () => {
  test('grows while it works off nothing, and no shard moves until it is free', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'block queue' }, T0);
    const { stateVersion } = made;
    obey(made, { order: 'stop node', node: 'es3' }, T0 + SECOND);
    pass(made, MINUTE);
    expect(made.pending.length).toBeGreaterThan(20);
    expect(made.pending.filter(({ isExecuting }) => isExecuting)).toHaveLength(1);
    expect(made.pending[0]?.at).toBe(T0);
    obey(made, { order: 'free queue' }, made.now);
    expect(made.pending).toEqual([]);
    pass(made, SECOND);
    expect(made.stateVersion).toBeGreaterThan(stateVersion);
  });
});

describe('tasks', () => {
  test('a reindex goes on, and ends soon after it was cancelled', () => {
    const made = small();
    const [task] = made.tasks;
    if (!task) throw new Error('no task');
    pass(made, MINUTE);
    expect(task.status?.done).toBeGreaterThan(0);
    expect(cancelTask(made, task, made.now)?.isCancelled).toBe(true);
    expect(made.tasks).toHaveLength(1);
    pass(made, 30 * SECOND);
    expect(made.tasks).toEqual([]);
    expect(cancelTask(made, task, made.now)).toBeNull();
  });

  test('one that is done is begun anew, as another', () => {
    const made = small();
    const before = made.tasks[0]?.id;
    pass(made, 115 * MINUTE);
    expect(made.tasks).toHaveLength(1);
    expect(made.tasks[0]?.id).not.toBe(before);
    expect(made.tasks[0]?.startedAt).toBeGreaterThan(T0);
    expect(made.tasks[0]?.endsAt).toBeGreaterThan(made.now + 60 * MINUTE);
  });

  test('one that cannot be cancelled is refused', () => {
    const made = small();
    const [task] = made.tasks;
    if (!task) throw new Error('no task');
    task.isCancellable = false;
    expect(() => cancelTask(made, task, T0)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('life cycles', () => {
  test('in error stand until their step is tried again, which fails as long as the cause is there', () => {
    const made = logs();
    const name = [...made.indices.keys()][0] ?? '';
    const step = () => made.indices.get(name)?.lifecycle;
    expect(() => retryStep(made, name, T0)).toThrow(/has not encountered an error/);
    obey(made, { order: 'fail lifecycle', index: name }, T0);
    expect(step()).toMatchObject({ step: 'ERROR', failedStep: 'complete', error: { type: 'illegal_argument_exception' } });
    retryStep(made, name, T0);
    expect(step()).toMatchObject({ step: 'complete', retries: 1 });
    pass(made, 40 * SECOND);
    expect(step()?.step).toBe('ERROR');
    obey(made, { order: 'mend lifecycle', index: name }, made.now);
    retryStep(made, name, made.now);
    pass(made, 5 * MINUTE);
    expect(step()).toMatchObject({ step: 'complete', error: null });
  });
});

describe('snapshots', () => {
  test('are taken every night', () => {
    const made = small();
    const [policy] = made.policies;
    pass(made, 2 * 86_400_000);
    expect(policy).toMatchObject({ taken: 216, failed: 1 });
    expect(policy?.nextAt).toBeGreaterThan(made.now);
    expect(made.snapshots).toHaveLength(9);
    expect(made.snapshots.every(({ state }) => state === 'SUCCESS')).toBe(true);
  });

  test('are kept for two weeks: the oldest go', () => {
    const made = small();
    const first = made.snapshots[0]?.name;
    for (let turn = 0; turn < 10; turn++) {
      executePolicy(made, 'nightly', made.now);
      pass(made, MINUTE);
    }
    expect(made.snapshots).toHaveLength(14);
    expect(made.snapshots.some(({ name }) => name === first)).toBe(false);
  });

  test('by hand one starts at once, and fails with what is said while the repository is broken', () => {
    const made = small();
    const policy = made.policies[0];
    obey(made, { order: 'fail snapshots', policy: 'nightly' }, T0);
    const before = policy?.lastSuccess?.at ?? 0;
    const name = executePolicy(made, 'nightly', T0);
    expect(made.snapshots.at(-1)).toMatchObject({ name, state: 'IN_PROGRESS' });
    pass(made, 2 * MINUTE);
    expect(made.snapshots.at(-1)).toMatchObject({ name, state: 'FAILED' });
    expect(policy?.lastFailure).toMatchObject({ snapshot: name });
    expect(policy?.lastSuccess?.at).toBe(before);
    obey(made, { order: 'mend snapshots', policy: 'nightly' }, made.now);
    executePolicy(made, 'nightly', made.now);
    pass(made, 2 * MINUTE);
    expect(policy?.lastSuccess?.at).toBeGreaterThan(before);
    expect(() => executePolicy(made, 'weekly', made.now)).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('of a cluster with a red index are partial', () => {
    const made = small();
    obey(made, { order: 'fail shard', index: 'math-v3', shard: 0, isPrimary: true }, T0);
    executePolicy(made, 'nightly', T0);
    pass(made, 2 * MINUTE);
    expect(made.snapshots.at(-1)).toMatchObject({ state: 'PARTIAL', failedShards: 1 });
  });
});

describe('data streams', () => {
  test.each([
    ['elasticsearch', '8.17.0', '.ds-logs-web-prod-2026.02.04-000022'],
    ['opensearch', '2.19.1', '.ds-logs-web-prod-000022'],
  ] as const)(
    'at midnight each gets an index of the new day; others move to their tiers and the oldest go (%s)',
    (product, version, name) => {
      const made = logsEstate({ name: 'logs', product, version, now: Date.UTC(2026, 1, 3, 23, 59) });
      const before = [...made.indices.keys()];
      pass(made, 2 * MINUTE);
      expect(made.indices.size).toBe(before.length);
      expect(before.filter((one) => !made.indices.has(one))).toHaveLength(5);
      expect(made.indices.get(name)).toMatchObject({ docs: expect.any(Number), lifecycle: { phase: 'hot', step: 'check-rollover-ready' } });
      expect(healthOf(made).counts.relocating).toBeGreaterThan(0);
      pass(made, 5 * 60 * MINUTE);
      expect(healthOf(made)).toMatchObject({ color: 'green', counts: { relocating: 0 } });
      expect(made.indices.get(name)?.docs).toBeGreaterThan(10_000);
      expect(wrongOf(made)).toEqual([]);
      for (const { dataStream, shards, rates } of made.indices.values()) {
        const roles = shards.flatMap(({ copies }) => copies.map(({ nodeId }) => made.nodes.get(nodeId ?? '')?.attributes.temp));
        if (dataStream !== null && rates.writesPerSecond > 0) expect(new Set(roles)).toEqual(new Set(['hot']));
      }
    },
  );
});
