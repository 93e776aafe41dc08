import type { Shard } from '#lib/systems/elastic/model-data.ts';
import { counted } from '../words.ts';

/** Why a copy is not assigned (UnassignedInfo.Reason), in plain words that follow "because". */
const REASONS: Readonly<Record<string, string>> = {
  INDEX_CREATED: 'its index was created and no member has taken it yet',
  CLUSTER_RECOVERED: 'the whole cluster was started anew',
  INDEX_REOPENED: 'its index was opened again',
  INDEX_CLOSED: 'its index was closed',
  DANGLING_INDEX_IMPORTED: 'its index was found on a disk and taken in',
  NEW_INDEX_RESTORED: 'its index is restored from a snapshot',
  EXISTING_INDEX_RESTORED: 'its closed index is restored from a snapshot',
  REPLICA_ADDED: 'more replicas were asked for',
  ALLOCATION_FAILED: 'making it failed',
  NODE_LEFT: 'the member that held it left the cluster',
  NODE_RESTARTING: 'the member that held it is restarted on purpose',
  REROUTE_CANCELLED: 'somebody cancelled it',
  REINITIALIZED: 'it is made again from the beginning',
  REALLOCATED_REPLICA: 'a better place was found for it',
  PRIMARY_FAILED: 'its primary failed while it was made',
  FORCED_EMPTY_PRIMARY: 'somebody had it made empty',
  MANUAL_ALLOCATION: 'somebody assigned it by hand',
  UNPROMOTABLE_REPLICA: 'its primary failed, and it cannot take its place',
};

/** The reason alone, for what is counted. One that is not known is told as it stands on the wire. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason;
}

/** Why a copy is nowhere, in a sentence without its beginning: with how often it failed, and whether the cluster waits. Empty where it is not told. */
export function unassignedWords({ unassigned }: Pick<Shard, 'unassigned'>): string {
  if (unassigned === null) return '';
  const { reason, failedTimes, isDelayed, status } = unassigned;
  return [
    `${reasonWords(reason)}${failedTimes ? `, ${counted(failedTimes, 'time')}` : ''}`,
    ...(isDelayed === true || status === 'delayed_allocation' ? ['the cluster waits for it to come back'] : []),
    ...(status === 'no_valid_shard_copy' ? ['no member that is there holds a good copy'] : []),
    ...(status === 'fetching_shard_data' ? ['members are asked what they hold of it'] : []),
    ...(status === 'deciders_throttled' || status === 'throttled' ? ['it waits for others that are being made'] : []),
  ].join('; ');
}
