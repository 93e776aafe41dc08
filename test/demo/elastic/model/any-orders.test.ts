import { expect, test } from 'vitest';
import { advance } from '#demo/elastic/model/advance.ts';
import type { Cluster } from '#demo/elastic/model/cluster.ts';
import { applySettings } from '#demo/elastic/model/cluster-settings.ts';
import { logsEstate, smallEstate } from '#demo/elastic/model/estates.ts';
import { explainAny } from '#demo/elastic/model/explain.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { applyIndexSettings } from '#demo/elastic/model/index-actions.ts';
import { type ElasticOrder, endOf, obey } from '#demo/elastic/model/orders.ts';
import { reroute } from '#demo/elastic/model/reroute.ts';
import { sidesOf } from '#demo/elastic/model/state-version.ts';
import { answers, viewOf } from '#demo/elastic/model/view.ts';
import { wrongOf } from './invariants.ts';

const T0 = Date.UTC(2026, 1, 3, 9, 30);

/** A dice that always falls the same way for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * sides);
  };
}

type Roll = (sides: number) => number;

function anyOrder(cluster: Cluster, roll: Roll): ElasticOrder {
  const names = [...cluster.nodes.values()].map(({ name }) => name);
  const node = names[roll(names.length)] ?? '';
  const indices = [...cluster.indices.keys()];
  const index = indices[roll(indices.length)] ?? '';
  const orders: ElasticOrder[] = [
    { order: 'stop node', node },
    { order: 'start node', node },
    { order: 'isolate node', node },
    { order: 'rejoin node', node },
    { order: 'freeze node', node },
    { order: 'thaw node', node },
    { order: 'lag node', node },
    { order: 'diverge node', node },
    { order: 'fill disk', node, ratio: 0.8 + roll(20) / 100 },
    { order: 'empty disk', node },
    { order: 'fail shard', index, shard: 0, isPrimary: roll(2) === 0 },
    { order: 'mend shard', index, shard: 0 },
    { order: 'disable allocation' },
    { order: 'enable allocation' },
    { order: 'slow recoveries', bytesPerSecond: roll(3) * 5_000_000 },
    { order: 'usual recoveries' },
    { order: 'block queue' },
    { order: 'free queue' },
    { order: 'reject', node, pool: 'write', perSecond: 4 },
    { order: 'trip breaker', node, breaker: 'parent' },
    cluster.other ? { order: 'heal masters' } : { order: 'split masters', nodes: [node] },
  ];
  return orders[roll(orders.length)] ?? { order: 'free queue' };
}

function anyChange(cluster: Cluster, roll: Roll, now: number): void {
  const names = [...cluster.nodes.values()].map(({ name }) => name);
  const index = [...cluster.indices.keys()][roll(cluster.indices.size)] ?? '';
  const name = names[roll(names.length)] ?? '';
  switch (roll(5)) {
    case 0: {
      const excluded = roll(2) === 0 ? name : null;
      applySettings(cluster, { persistent: { 'cluster.routing.allocation.exclude._name': excluded }, transient: {} }, now);
      return;
    }
    case 1:
      applyIndexSettings(cluster, [index], { 'index.number_of_replicas': String(roll(3)) }, now);
      return;
    case 2:
      reroute(cluster, { commands: [], retryFailed: true, isDryRun: false, isExplained: false }, now);
      return;
    case 3: {
      const [from = '', to = ''] = [name, names[roll(names.length)]];
      try {
        const command = { is: 'move' as const, index, shard: 0, fromNode: from, toNode: to };
        reroute(cluster, { commands: [command], retryFailed: false, isDryRun: roll(2) === 0, isExplained: true }, now);
      } catch {
        // It is not there, or was refused: as often as not.
      }
      return;
    }
    default:
      explainAny(cluster, now);
  }
}

function versions(cluster: Cluster): Map<string, number> {
  return new Map(sidesOf(cluster).map((side) => [side.branch, side.stateVersion]));
}

test.each([1, 2, 3, 4])('whatever is ordered, a cluster stays one that could be (%i)', (seed) => {
  const roll = dice(seed * 7_919);
  const spec = { name: `any${seed}`, version: ['7.17.0', '8.17.0', '9.5.1'][seed % 3] ?? '', now: T0 };
  const cluster =
    seed % 2 === 0 ? smallEstate({ ...spec, product: 'elasticsearch' }) : logsEstate({ ...spec, product: 'opensearch', version: '2.19.1' });
  const told: ElasticOrder[] = [];
  let now = T0;
  let before = versions(cluster);
  for (let turn = 0; turn < 40; turn++) {
    now += roll(40_000);
    if (roll(3) === 0) {
      advance(cluster, now);
      for (const side of sidesOf(cluster)) if (side.masterId !== null) anyChange(side, roll, now);
    } else {
      const order = anyOrder(cluster, roll);
      obey(cluster, order, now);
      told.push(order);
    }
    for (const { name } of cluster.nodes.values()) expect(viewOf(cluster, name) === null).toBe(answers(cluster, name) !== 'answers');
    expect(wrongOf(cluster), JSON.stringify(told.at(-1))).toEqual([]);
    const after = versions(cluster);
    for (const [side, version] of after) expect(version).toBeGreaterThanOrEqual(before.get(side) ?? 0);
    before = after;
  }
});

test.each([11, 12])('whatever was ordered, once it is all ended a cluster is green again (%i)', (seed) => {
  const roll = dice(seed * 104_729);
  const cluster = smallEstate({ name: `end${seed}`, product: 'elasticsearch', version: '8.17.0', now: T0 });
  const told: ElasticOrder[] = [];
  let now = T0;
  for (let turn = 0; turn < 25; turn++) {
    now += roll(20_000);
    const order = anyOrder(cluster, roll);
    obey(cluster, order, now);
    told.push(order);
  }
  for (const order of told.reverse()) obey(cluster, endOf(order), now);
  advance(cluster, now + 60_000);
  reroute(cluster, { commands: [], retryFailed: true, isDryRun: false, isExplained: false }, now + 60_000);
  advance(cluster, now + 5 * 3_600_000);
  expect(wrongOf(cluster)).toEqual([]);
  expect(healthOf(cluster)).toMatchObject({ color: 'green', nodes: 3 });
});
