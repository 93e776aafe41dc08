import { type Cluster, type Index, isActive, type Node } from './cluster.ts';
import { FLOOD_BLOCK } from './disks.ts';
import { wave } from './made-id.ts';

/** How long one search and one document take, in ms; how many bytes each of them sends over the network. */
const SEARCH_MS = 6;
const INDEX_MS = 0.4;
const SEARCH_BYTES = 9_000;

type Asked = { searches: number; writes: number };

/** Lets documents, searches and all counters grow from the cluster's time to `now`, by the rates of its indices with their waves. */
export function grow(cluster: Cluster, now: number): void {
  const seconds = (now - cluster.now) / 1000;
  const asked = new Map<string, Asked>([...cluster.nodes.keys()].map((id) => [id, { searches: 0, writes: 0 }]));
  let seed = 0;
  for (const index of cluster.indices.values()) {
    seed += 1;
    growIndex(cluster, index, { seconds, swing: wave(now, seed), asked });
  }
  for (const node of cluster.nodes.values()) growNode(node, asked.get(node.id) ?? { searches: 0, writes: 0 }, seconds);
}

type Stretch = { seconds: number; swing: number; asked: Map<string, Asked> };

function growIndex({ masterId }: Cluster, index: Index, { seconds, swing, asked }: Stretch): void {
  const { rates, counters, shards } = index;
  if (rates.searchesPerSecond === 0 && rates.writesPerSecond === 0) return;
  const searches = rates.searchesPerSecond * swing;
  const writes = masterId === null || isBlocked(index) ? 0 : rates.writesPerSecond * swing;
  const done = { searches: 0, writes: 0 };
  for (const { copies } of shards) {
    let active = 0;
    for (const copy of copies) if (isActive(copy)) active += 1;
    if (active === 0) continue;
    // The first copy is the primary.
    const written = copies[0] && isActive(copies[0]) ? writes / shards.length : 0;
    done.searches += searches;
    done.writes += written;
    for (const copy of copies) {
      const node = copy.nodeId === null || !isActive(copy) ? undefined : asked.get(copy.nodeId);
      if (!node) continue;
      node.searches += searches / active;
      node.writes += written;
    }
  }
  counters.searches += done.searches * seconds;
  counters.searchMs += done.searches * seconds * SEARCH_MS;
  counters.indexed += done.writes * seconds;
  counters.indexMs += done.writes * seconds * INDEX_MS;
  index.docs += done.writes * seconds;
  index.deletedDocs += done.writes * seconds * 0.05;
  index.primaryBytes += done.writes * seconds * rates.bytesPerDoc;
}

function isBlocked({ settings }: Index): boolean {
  return [FLOOD_BLOCK, 'index.blocks.read_only', 'index.blocks.write'].some((name) => settings[name] === 'true');
}

function growNode(node: Node, { searches, writes }: Asked, seconds: number): void {
  node.rates = { searchesPerSecond: searches, writesPerSecond: writes };
  if (node.condition === 'stopped') return;
  const { counters } = node;
  counters.searches += searches * seconds;
  counters.searchMs += searches * seconds * SEARCH_MS;
  counters.fetches += searches * seconds * 0.8;
  counters.indexed += writes * seconds;
  counters.indexMs += writes * seconds * INDEX_MS;
  counters.cpuMs += (searches * SEARCH_MS + writes * INDEX_MS + 20) * seconds;
  // A young collection for every so much work, and one in any case every 20 seconds; an old one hardly ever.
  const young = seconds * (0.05 + (searches + writes) / 2_500);
  counters.young.runs += young;
  counters.young.ms += young * 21;
  counters.receivedCount += (searches + writes + 4) * seconds;
  counters.receivedBytes += (searches * SEARCH_BYTES + writes * 1_200 + 3_000) * seconds;
  counters.sentCount += (searches + writes + 4) * seconds;
  counters.sentBytes += (searches * SEARCH_BYTES + writes * 900 + 3_000) * seconds;
  growPools(node, { searches, writes }, seconds);
}

function growPools({ counters, faults }: Node, { searches, writes }: Asked, seconds: number): void {
  const work: Record<string, number> = { search: searches, write: writes / 20, management: 2, generic: 1, refresh: 1, flush: 0.05 };
  for (const [name, pool] of Object.entries(counters.pools)) {
    pool.completed += (work[name] ?? 0) * seconds;
    if (faults.rejecting?.pool === name) {
      pool.rejected += faults.rejecting.perSecond * seconds;
      pool.largest = pool.size;
    }
  }
  const breaker = faults.tripping === null ? undefined : counters.breakers[faults.tripping];
  if (breaker) breaker.tripped += seconds * 1.5;
}
