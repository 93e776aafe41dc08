import { allocate } from './allocate.ts';
import type { Cluster } from './cluster.ts';
import { watchDisks } from './disks.ts';
import { grow } from './grow.ts';
import { delayOf } from './look.ts';
import { isUnsettled, settle } from './membership.ts';
import { growQueue } from './queue.ts';
import { isStill, recover } from './recover.ts';
import { sidesOf } from './state-version.ts';
import { keepUp } from './upkeep.ts';

/** While something moves it is moved on by a second at a time; while all is still by half a minute. */
const STEP_MS = 1_000;
const STILL_STEP_MS = 30_000;

/** Moves the cluster on to `now`: recoveries, allocation, counters, tasks, life cycles. Nothing happens for a moment that has passed. */
export function advance(cluster: Cluster, now: number): void {
  for (const side of sidesOf(cluster)) {
    while (side.now < now) step(side, Math.min(now, side.now + (isAtRest(side) ? STILL_STEP_MS : STEP_MS)));
  }
}

function isAtRest(cluster: Cluster): boolean {
  return !cluster.isDirty && !isUnsettled(cluster, cluster.now) && isStill(cluster);
}

function step(cluster: Cluster, to: number): void {
  grow(cluster, to);
  recover(cluster, to);
  keepUp(cluster, to);
  growQueue(cluster, to);
  cluster.now = to;
  if (cluster.queueStuckAt !== null) return;
  settle(cluster, to);
  if (cluster.masterId === null) return;
  watchDisks(cluster, to);
  if (cluster.isDirty || isDelayOver(cluster)) allocate(cluster, to);
}

function isDelayOver(cluster: Cluster): boolean {
  for (const index of cluster.indices.values()) {
    for (const { copies } of index.shards) {
      for (const { unassigned } of copies) if (unassigned?.isDelayed && cluster.now >= unassigned.at + delayOf(index)) return true;
    }
  }
  return false;
}
