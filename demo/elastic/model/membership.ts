import type { Cluster, Node } from './cluster.ts';
import { delayOf } from './look.ts';
import { madeNumber } from './made-id.ts';
import { dropDormant, promote, unassign } from './place.ts';
import { commit } from './state-version.ts';
import type { Placed } from './tally.ts';

/** After how long of silence a node is counted out, and how long an election takes. */
export const SILENCE_MS = 30_000;
export const ELECTION_MS = 2_000;

/** Counts nodes in and out, and has a master elected where there is none. Without one nothing is changed. */
export function settle(cluster: Cluster, now: number): void {
  elect(cluster, now);
  if (cluster.masterId === null) return;
  for (const node of cluster.nodes.values()) {
    const isThere = isReachable(cluster, node, now);
    if (node.isMember && !isThere) leave(cluster, node, now);
    if (!node.isMember && isThere) join(cluster, node, now);
  }
}

/** Whether something is on its way that only time brings. */
export function isUnsettled(cluster: Cluster, now: number): boolean {
  if (cluster.electAt !== null) return true;
  return [...cluster.nodes.values()].some((node) => node.condition === 'frozen' && node.isMember && now < node.changedAt + SILENCE_MS);
}

function isReachable({ cutOff }: Cluster, { id, condition, changedAt, isMember }: Node, now: number): boolean {
  if (cutOff.includes(id)) return false;
  return condition === 'up' || (condition === 'frozen' && isMember && now < changedAt + SILENCE_MS);
}

function elect(cluster: Cluster, now: number): void {
  const master = cluster.masterId === null ? undefined : cluster.nodes.get(cluster.masterId);
  if (master && isReachable(cluster, master, now)) return;
  if (cluster.masterId !== null) {
    cluster.masterId = null;
    cluster.electAt = now + ELECTION_MS;
  }
  const voters = [...cluster.nodes.values()].filter(({ id, roles }) => roles.includes('master') && !cluster.cutOff.includes(id));
  const there = voters.filter(({ condition }) => condition === 'up');
  if (there.length === 0 || there.length <= voters.length / 2) {
    cluster.electAt = null;
    return;
  }
  cluster.electAt ??= now + ELECTION_MS;
  if (now < cluster.electAt) return;
  cluster.term += 1;
  cluster.electAt = null;
  cluster.masterId = there[madeNumber(there.length, cluster.name, cluster.branch, cluster.term)]?.id ?? null;
  commit(cluster);
}

function join(cluster: Cluster, node: Node, now: number): void {
  node.isMember = true;
  node.joinedAt = now;
  commit(cluster);
  for (const index of cluster.indices.values()) for (const shard of index.shards) dropDormant(cluster, shard);
}

function leave(cluster: Cluster, node: Node, now: number): void {
  node.isMember = false;
  node.joinedAt = now;
  for (const index of cluster.indices.values()) {
    for (const shard of index.shards) {
      for (const copy of [...shard.copies]) lose(cluster, { index, shard, copy }, node);
      if (promote(shard)) delayHeirs({ index, shard }, node);
    }
  }
  commit(cluster);
}

function lose(cluster: Cluster, placed: Placed, node: Node): void {
  const { copy, index } = placed;
  const isDelayed = !copy.isPrimary && delayOf(index) > 0;
  if (copy.nodeId === node.id) {
    unassign(cluster, placed, { reason: 'NODE_LEFT', details: `node_left [${node.id}]`, isDelayed });
  } else if (copy.recovery?.toId === node.id || (copy.state === 'RELOCATING' && copy.recovery?.fromId === node.id)) {
    copy.state = 'STARTED';
    copy.recovery = null;
  } else if (copy.state === 'INITIALIZING' && copy.recovery?.fromId === node.id) {
    unassign(cluster, placed, { reason: 'PRIMARY_FAILED', details: 'primary failed while replica initializing', isDelayed: false });
  }
}

/** What was the primary waits for its node as a replica now. */
function delayHeirs({ index, shard }: Pick<Placed, 'index' | 'shard'>, node: Node): void {
  for (const { unassigned } of shard.copies) {
    if (unassigned?.reason === 'NODE_LEFT' && unassigned.lastNodeId === node.id) unassigned.isDelayed = delayOf(index) > 0;
  }
}
