import { type Cluster, type Copy, holdsData, type Index, isActive, membersOf, type Node, type Shard, shardBytes } from './cluster.ts';

/** A copy with whose it is. */
export type Placed = { index: Index; shard: Shard; copy: Copy };

/** What a node holds. `shards` are the copies there, and those on their way to it. */
export type Holding = {
  placed: Placed[];
  incoming: Placed[];
  /** How many copies are made from its own, and how many leave it. */
  outgoing: number;
  leaving: number;
  shards: number;
  primaries: number;
  /** Of shards, on disk. */
  indicesBytes: number;
  /** What those on their way to it will still take, and what those on their way off will free. */
  arrivingBytes: number;
  leavingBytes: number;
  diskUsedBytes: number;
  diskAvailableBytes: number;
};

/** What every member that holds data has, by id; and every copy that is nowhere. */
export type Tally = { holdings: Map<string, Holding>; unassigned: Placed[] };

/** Counts every copy once, and every byte where it lies. */
export function tally(cluster: Cluster): Tally {
  const found: Tally = { holdings: new Map(), unassigned: [] };
  for (const node of membersOf(cluster)) if (holdsData(node)) found.holdings.set(node.id, emptyHolding());
  for (const index of cluster.indices.values()) {
    for (const shard of index.shards) {
      for (const copy of shard.copies) count(found, { index, shard, copy });
      for (const store of shard.dormant) add(found.holdings.get(store.nodeId), store.bytes);
    }
  }
  for (const [id, holding] of found.holdings) measure(holding, cluster.nodes.get(id));
  return found;
}

/** Notes that a copy is being made, in a tally that was taken before. */
export function noteIncoming({ holdings }: Tally, placed: Placed): void {
  const { copy } = placed;
  const recovery = copy.recovery;
  if (!recovery) return;
  const left = recovery.totalBytes - recovery.recoveredBytes - recovery.reusedBytes;
  const target = holdings.get(recovery.toId);
  if (target) {
    target.incoming.push(placed);
    target.shards += 1;
    target.primaries += copy.isPrimary && copy.state === 'INITIALIZING' ? 1 : 0;
    target.arrivingBytes += left;
  }
  const source = recovery.fromId === null ? undefined : holdings.get(recovery.fromId);
  if (source) source.outgoing += 1;
  const old = copy.state === 'RELOCATING' && copy.nodeId !== null ? holdings.get(copy.nodeId) : undefined;
  if (!old) return;
  old.leaving += 1;
  old.leavingBytes += shardBytes(placed.index);
}

function count(found: Tally, placed: Placed): void {
  const { copy, index } = placed;
  if (copy.state === 'UNASSIGNED') found.unassigned.push(placed);
  if (isActive(copy) && copy.nodeId !== null) {
    const holding = found.holdings.get(copy.nodeId);
    if (holding) {
      holding.placed.push(placed);
      holding.shards += 1;
      holding.primaries += copy.isPrimary ? 1 : 0;
      add(holding, shardBytes(index));
    }
  }
  if (copy.recovery === null) return;
  noteIncoming(found, placed);
  add(found.holdings.get(copy.recovery.toId), copy.recovery.recoveredBytes + copy.recovery.reusedBytes);
}

function add(holding: Holding | undefined, bytes: number): void {
  if (holding) holding.indicesBytes += bytes;
}

function measure(holding: Holding, node: Node | undefined): void {
  const total = node?.diskBytes ?? 0;
  holding.diskUsedBytes = Math.min(total, holding.indicesBytes + (node?.othersBytes ?? 0));
  holding.diskAvailableBytes = total - holding.diskUsedBytes;
}

function emptyHolding(): Holding {
  return {
    placed: [],
    incoming: [],
    outgoing: 0,
    leaving: 0,
    shards: 0,
    primaries: 0,
    indicesBytes: 0,
    arrivingBytes: 0,
    leavingBytes: 0,
    diskUsedBytes: 0,
    diskAvailableBytes: 0,
  };
}
