import { type Cluster, holdsData, type Index, isActive, membersOf, type Shard } from './cluster.ts';

export type Color = 'green' | 'yellow' | 'red';
export type Counts = {
  active: number;
  activePrimary: number;
  relocating: number;
  initializing: number;
  unassigned: number;
  unassignedPrimary: number;
  delayed: number;
};
export type Health = { color: Color; counts: Counts };

const COLORS: readonly Color[] = ['green', 'yellow', 'red'];

/** Of one shard: green when all its copies are active, yellow when the primary is, else red. A relocating copy is active; its successor is counted nowhere. */
export function healthOfShard(shard: Shard): Health {
  const counts = none();
  for (const copy of shard.copies) {
    if (isActive(copy)) counts.active += 1;
    if (isActive(copy) && copy.isPrimary) counts.activePrimary += 1;
    if (copy.state === 'RELOCATING') counts.relocating += 1;
    if (copy.state === 'INITIALIZING') counts.initializing += 1;
    if (copy.state !== 'UNASSIGNED') continue;
    counts.unassigned += 1;
    if (copy.isPrimary) counts.unassignedPrimary += 1;
    if (copy.unassigned?.isDelayed) counts.delayed += 1;
  }
  const color = counts.active === shard.copies.length ? 'green' : counts.activePrimary > 0 ? 'yellow' : 'red';
  return { color, counts };
}

/** The worst of its shards. */
export function healthOfIndex(index: Index): Health {
  return worst(index.shards.map(healthOfShard));
}

/** The worst of all indices. A cluster without a master is red. `activePercent` is of all copies that should be. */
export function healthOf(cluster: Cluster): Health & { nodes: number; dataNodes: number; activePercent: number } {
  const found = worst([...cluster.indices.values()].map(healthOfIndex));
  const { active, initializing, unassigned } = found.counts;
  const all = active + initializing + unassigned;
  const members = membersOf(cluster);
  return {
    ...found,
    color: cluster.masterId === null ? 'red' : found.color,
    nodes: members.length,
    dataNodes: members.filter(holdsData).length,
    activePercent: all === 0 ? 100 : (100 * active) / all,
  };
}

function worst(healths: readonly Health[]): Health {
  const counts = none();
  let rank = 0;
  for (const health of healths) {
    rank = Math.max(rank, COLORS.indexOf(health.color));
    counts.active += health.counts.active;
    counts.activePrimary += health.counts.activePrimary;
    counts.relocating += health.counts.relocating;
    counts.initializing += health.counts.initializing;
    counts.unassigned += health.counts.unassigned;
    counts.unassignedPrimary += health.counts.unassignedPrimary;
    counts.delayed += health.counts.delayed;
  }
  return { color: COLORS[rank] ?? 'red', counts };
}

function none(): Counts {
  return { active: 0, activePrimary: 0, relocating: 0, initializing: 0, unassigned: 0, unassignedPrimary: 0, delayed: 0 };
}
