import type { Cluster, DataStream, Index, Shard } from './cluster.ts';
import { DAY, DAYS, dayName, daySettings, lifecycleOf, tierOf } from './data-stream-days.ts';
import { madeId } from './made-id.ts';
import { unplaced } from './place.ts';
import { commit } from './state-version.ts';

/** When a day has begun between the cluster's time and `now`, every data stream gets an index for it; older ones go on to their tiers, and the oldest are deleted. */
export function rollOver(cluster: Cluster, now: number): void {
  const today = Math.floor(now / DAY);
  if (today === Math.floor(cluster.now / DAY) || cluster.dataStreams.size === 0) return;
  for (const stream of cluster.dataStreams.values()) {
    const backing = [...cluster.indices.values()].filter(({ dataStream }) => dataStream === stream.name);
    const newest = backing.at(-1);
    if (!newest) continue;
    beginDay(cluster, stream, newest, now);
    for (const index of backing) grownOlder(cluster, index, today - Math.floor(index.createdAt / DAY));
  }
  commit(cluster);
}

function beginDay(cluster: Cluster, stream: DataStream, before: Index, now: number): void {
  stream.generation += 1;
  const createdAt = Math.floor(now / DAY) * DAY;
  const name = dayName(cluster, { stream: stream.name, generation: stream.generation, createdAt });
  const { primaries, replicas, rates } = before;
  const shards = Array.from({ length: primaries }, (_, number): Shard => {
    const copies = Array.from({ length: replicas + 1 }, (_copy, turn) => unplaced(turn === 0, 'INDEX_CREATED', now));
    return { number, copies, dormant: [], failing: null };
  });
  cluster.indices.set(name, {
    ...before,
    name,
    uuid: madeId('index', cluster.name, name),
    createdAt,
    settings: daySettings(cluster, 'hot'),
    aliases: [],
    docs: 0,
    deletedDocs: 0,
    primaryBytes: 0,
    rates: { ...rates },
    counters: { searches: 0, searchMs: 0, indexed: 0, indexMs: 0, flushes: 0, refreshes: 0, cacheClears: 0 },
    lifecycle: lifecycleOf(0, createdAt),
    shards,
  });
  before.rates = { ...rates, searchesPerSecond: rates.searchesPerSecond / 10, writesPerSecond: 0 };
}

/** A life cycle in error stays where it is. */
function grownOlder(cluster: Cluster, index: Index, age: number): void {
  if (index.lifecycle?.isFailing) return;
  if (age >= DAYS) {
    cluster.indices.delete(index.name);
    return;
  }
  index.settings = { ...index.settings, ...daySettings(cluster, tierOf(age)) };
  index.lifecycle = lifecycleOf(age, index.createdAt);
}
