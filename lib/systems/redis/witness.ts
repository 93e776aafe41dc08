import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import { findMovement } from './witness-movement.ts';
import { findBacklogs, findWritable } from './witness-own.ts';
import { partiesOf } from './witness-parties.ts';
import { findRoles } from './witness-roles.ts';

/** What the nodes of a replication group, each read directly, prove together: who follows whom, and whether what is written reaches the replicas. No claim of a master counts. */
export function witnessGroup({ nodes, standing }: WitnessInput<unknown>): Found[] {
  const parties = partiesOf(nodes);
  return [...findRoles(parties, standing), ...findMovement(parties), ...findWritable(parties), ...findBacklogs(parties, standing)];
}
