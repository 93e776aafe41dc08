import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import { findCluster } from './cluster/witness.ts';
import { findSentinels } from './sentinel/witness.ts';
import { findMovement } from './witness-movement.ts';
import { findBacklogs, findWritable } from './witness-own.ts';
import { partiesOf } from './witness-parties.ts';
import { findRoles } from './witness-roles.ts';
import { findSyncLoops } from './witness-syncs.ts';

/** What the nodes of a replication group, each read directly, prove together: who follows whom, and whether what is written reaches the replicas. No claim of a master counts. */
export function witnessGroup({ nodes, standing, inFlight }: WitnessInput<unknown>): Found[] {
  const parties = partiesOf(nodes);
  return [
    ...findRoles(parties, { standing, inFlight }),
    ...findMovement(parties, standing),
    ...findWritable(parties),
    ...findBacklogs(parties, standing),
    ...findSyncLoops(parties, standing),
    ...findSentinels(nodes, parties, { standing, inFlight }),
    ...findCluster(nodes, parties, standing),
  ];
}
