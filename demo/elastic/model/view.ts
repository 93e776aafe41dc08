import { type Cluster, membersOf, nodeOf } from './cluster.ts';
import { madeId } from './made-id.ts';

/**
 * A cluster as one of its nodes has it. `side` is the cluster that the node belongs to: where masters are split, that may be the other. `isHeld`: its state is not the newest of its side.
 * `masterId` null: it knows none, and what needs a master is answered with 503.
 */
export type View = {
  side: Cluster;
  clusterUuid: string;
  version: number;
  stateUuid: string;
  masterId: string | null;
  nodeIds: string[];
  isHeld: boolean;
};

/** How `node` (a name or id) sees its cluster; null where it answers nobody: stopped, or frozen. `answers` tells those two apart. */
export function viewOf(cluster: Cluster, node: string): View | null {
  if (answers(cluster, node) !== 'answers') return null;
  const { id } = nodeOf(cluster, node);
  const side = cluster.other !== null && cluster.cutOff.includes(id) ? cluster.other : cluster;
  const { held, isMember, isDiverged, otherClusterUuid } = nodeOf(side, id);
  const version = held?.version ?? side.stateVersion;
  const stateUuid = held?.stateUuid ?? side.stateUuid;
  return {
    side,
    clusterUuid: otherClusterUuid ?? side.uuid,
    version,
    stateUuid: isDiverged ? madeId(stateUuid, id) : stateUuid,
    masterId: held ? held.masterId : isMember ? side.masterId : null,
    nodeIds: held?.nodeIds ?? membersOf(side).map((member) => member.id),
    isHeld: held !== null,
  };
}

/** How the process of a node takes a request: it answers, its port is closed, or it is silent. */
export function answers(cluster: Cluster, node: string): 'answers' | 'refused' | 'silent' {
  const { condition } = nodeOf(cluster, node);
  if (condition === 'stopped') return 'refused';
  return condition === 'frozen' ? 'silent' : 'answers';
}
