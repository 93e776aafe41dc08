import { createCounters } from './build.ts';
import { type Cluster, type Condition, type HeldState, membersOf, type Node, nodeOf } from './cluster.ts';
import { madeId } from './made-id.ts';
import { settle } from './membership.ts';
import { commit, sidesOf } from './state-version.ts';

/**
 * Nodes stop, lose the others, fall silent, keep an old state, tell another uuid; or masters are two: `nodes` go with the second, and each side counts the other out.
 */
export type NodeOrder =
  | { order: 'stop node' | 'start node' | 'isolate node' | 'rejoin node' | 'freeze node' | 'thaw node'; node: string }
  | { order: 'lag node' | 'catch up node' | 'diverge node' | 'converge node' | 'other uuid' | 'own uuid'; node: string }
  | { order: 'split masters'; nodes: readonly string[] }
  | { order: 'heal masters' };

/** Carries it out at `now`, to which the cluster has been moved. */
export function obeyNode(cluster: Cluster, told: NodeOrder, now: number): void {
  if (told.order === 'split masters') split(cluster, told.nodes, now);
  else if (told.order === 'heal masters') heal(cluster, now);
  else {
    for (const side of sidesOf(cluster)) {
      obeyOne(side, told.order, nodeOf(side, told.node));
      settle(side, now);
    }
  }
}

/** What ends it. */
export function endNodeOrder(told: NodeOrder): NodeOrder {
  if (!('node' in told)) return { order: 'heal masters' };
  const { order, node } = told;
  if (order === 'stop node' || order === 'start node') return { order: 'start node', node };
  if (order === 'isolate node' || order === 'rejoin node') return { order: 'rejoin node', node };
  if (order === 'freeze node' || order === 'thaw node') return { order: 'thaw node', node };
  if (order === 'lag node' || order === 'catch up node') return { order: 'catch up node', node };
  return order === 'diverge node' || order === 'converge node' ? { order: 'converge node', node } : { order: 'own uuid', node };
}

type OneOrder = Extract<NodeOrder, { node: string }>['order'];

function obeyOne(cluster: Cluster, order: OneOrder, node: Node): void {
  switch (order) {
    case 'stop node':
      change(cluster, node, 'stopped');
      return;
    case 'start node':
      start(cluster, node);
      return;
    case 'isolate node':
      node.held = stateOf(cluster, null);
      change(cluster, node, 'isolated');
      return;
    case 'freeze node':
      change(cluster, node, 'frozen');
      return;
    case 'rejoin node':
    case 'thaw node':
      node.held = null;
      change(cluster, node, 'up');
      return;
    case 'lag node':
      node.held = stateOf(cluster, cluster.masterId);
      return;
    case 'catch up node':
      node.held = null;
      return;
    case 'diverge node':
      node.isDiverged = true;
      return;
    case 'converge node':
      node.isDiverged = false;
      return;
    case 'other uuid':
      node.otherClusterUuid = madeId('another cluster', node.name);
      return;
    case 'own uuid':
      node.otherClusterUuid = null;
      return;
  }
}

function change(cluster: Cluster, node: Node, condition: Condition): void {
  if (node.condition === condition) return;
  node.condition = condition;
  node.changedAt = cluster.now;
}

/** A process that is new counts from nothing. */
function start(cluster: Cluster, node: Node): void {
  if (node.condition === 'up') return;
  change(cluster, node, 'up');
  node.held = null;
  node.startedAt = cluster.now;
  node.ephemeralId = madeId('run', node.id, cluster.now);
  node.counters = createCounters(cluster, node.cpus, node.heapMaxBytes);
}

function stateOf(cluster: Cluster, masterId: string | null): HeldState {
  const nodeIds = membersOf(cluster).map(({ id }) => id);
  return { version: cluster.stateVersion, stateUuid: cluster.stateUuid, masterId, nodeIds };
}

function split(cluster: Cluster, names: readonly string[], now: number): void {
  if (cluster.other !== null) throw new Error(`stand-in: the masters of ${cluster.name} are split already`);
  const away = names.map((name) => nodeOf(cluster, name).id);
  const other = structuredClone(cluster);
  other.branch = 'b';
  other.cutOff = [...cluster.nodes.keys()].filter((id) => !away.includes(id));
  cluster.cutOff = away;
  cluster.other = other;
  for (const side of sidesOf(cluster)) {
    commit(side);
    settle(side, now);
  }
}

/** The side of this cluster is what counts: the other nodes join it again, with what lies on their disks. */
function heal(cluster: Cluster, now: number): void {
  cluster.other = null;
  cluster.cutOff = [];
  settle(cluster, now);
}
