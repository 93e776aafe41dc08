import type { Found } from '../../../finding.ts';
import type { WitnessInput } from '../../../system.ts';
import { findWindowsCluster } from './witness-cluster.ts';
import { findDatabases } from './witness-databases.ts';
import { findHeartbeats } from './witness-heartbeat.ts';
import { findListeners } from './witness-listeners.ts';
import { mergeGroups, partiesOf } from './witness-parties.ts';
import { findRoles } from './witness-roles.ts';
import { findSeedings } from './witness-seeding.ts';
import { findUnread } from './witness-unread.ts';

/**
 * What the nodes of a cluster, each read directly, prove together of their availability groups: who is the primary, and whether what is written reaches the copies. No claim of one node about
 * another counts, and nothing that says HEALTHY does.
 */
export function witnessAg({ nodes, standing, inFlight }: WitnessInput<unknown>): Found[] {
  const parties = partiesOf(nodes);
  const groups = mergeGroups(parties);
  return [
    ...findRoles(groups, parties, { standing, inFlight }),
    ...findDatabases(groups, standing),
    ...findHeartbeats(groups),
    ...findUnread(groups, parties),
    ...findListeners(groups),
    ...findSeedings(parties),
    ...findWindowsCluster(parties),
  ];
}
