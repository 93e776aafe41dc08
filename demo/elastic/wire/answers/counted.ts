import { type Copy, type Index, isActive, type Node, shardBytes } from '../../model/cluster.ts';
import type { Gauges } from '../../model/node-state.ts';
import type { Holding } from '../../model/tally.ts';
import type { Counted } from './shard-stats.ts';

const NOTHING: Counted = {
  ...{ docs: 0, deleted: 0, bytes: 0, shards: 0, indexed: 0, indexMs: 0, searches: 0, searchMs: 0, searching: 0 },
  ...{ fetches: 0, flushes: 0, refreshes: 0 },
};

/** Of one copy: its even part of what the index counts. Writes go to every copy, a search to one of them. */
export function ofCopy(index: Index, { isPrimary }: Copy): Counted {
  const { primaries, replicas, docs, deletedDocs, counters } = index;
  const part = (whole: number, of = primaries): number => Math.floor(whole / of);
  const searched = primaries * (1 + replicas);
  return {
    ...{ docs: part(docs), deleted: part(deletedDocs), bytes: shardBytes(index), shards: 1 },
    ...{ indexed: part(counters.indexed), indexMs: part(counters.indexMs), searching: 0 },
    ...{
      searches: part(counters.searches, searched),
      searchMs: part(counters.searchMs, searched),
      fetches: part(counters.searches, searched),
    },
    ...{ flushes: isPrimary ? part(counters.flushes) : 0, refreshes: part(counters.refreshes) },
  };
}

function add(sum: Counted, one: Counted): Counted {
  const added = { ...sum };
  for (const name of Object.keys(NOTHING) as (keyof Counted)[]) added[name] += one[name];
  return added;
}

/** Of all copies of an index that are there, and of its primaries. A closed one counts nothing. */
export function ofIndex(index: Index): { primaries: Counted; total: Counted } {
  let [primaries, total] = [NOTHING, NOTHING];
  for (const { copies } of index.isOpen ? index.shards : []) {
    for (const copy of copies.filter(isActive)) {
      const own = ofCopy(index, copy);
      total = add(total, own);
      if (copy.isPrimary) primaries = add(primaries, own);
    }
  }
  return { primaries, total };
}

export function ofAll(many: readonly Counted[]): Counted {
  return many.reduce(add, NOTHING);
}

/** Of what a node holds; how much it has searched and written is its own count. */
export function ofNode(node: Node, holding: Holding | undefined, gauges: Gauges): Counted {
  const held = ofAll((holding?.placed ?? []).filter(({ copy }) => isActive(copy)).map(({ index, copy }) => ofCopy(index, copy)));
  const { searches, searchMs, fetches, indexed, indexMs } = node.counters;
  return { ...held, searches, searchMs, fetches, indexed, indexMs, searching: gauges.searchesRunning };
}
