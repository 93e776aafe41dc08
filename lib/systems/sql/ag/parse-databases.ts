import { ParseError } from '../../../failure.ts';
import type { AgDatabase, AgReplica, Positions } from './model.ts';
import { type Clock, readPast } from './parse-clock.ts';
import { knownWord, type RowReader, rowsOf, type Sets } from './parse-row.ts';
import { HEALTHS } from './parse-words.ts';

export type DatabaseSets = Sets<'databases' | 'databaseNames'>;

const SYNC_STATES = {
  'not synchronizing': 'not synchronizing',
  synchronizing: 'synchronizing',
  synchronized: 'synchronized',
  reverting: 'reverting',
  initializing: 'initializing',
} as const;

type Known = { clock: Clock; replicas: ReadonlyMap<string, readonly AgReplica[]> };

/**
 * The databases of each group as the node has them (sys.dm_hadr_database_replica_states and _cluster_states). One that the cluster has at the node's own replica and that has no state
 * there is not joined, and told with nothing known of it. Rows of groups that the node does not list are of one that goes or comes just now. Throws ParseError.
 */
export function readDatabases(raw: DatabaseSets, { clock, replicas }: Known): Map<string, AgDatabase[]> {
  const names = rowsOf(raw, 'databaseNames').map((row) => ({
    replicaId: row.id('replica_id'),
    id: row.id('group_database_id'),
    name: row.needed('database_name'),
    isFailoverReady: row.flag('is_failover_ready'),
    isJoined: row.flag('is_database_joined'),
  }));
  const named = new Map(names.map((one) => [keyOf(one), one]));
  const anywhere = new Map(names.map(({ id, name }) => [id, name]));
  const states = rowsOf(raw, 'databases').map((row) => {
    const own = { replicaId: row.id('replica_id'), id: row.id('group_database_id') };
    const { isFailoverReady = null, isJoined = null } = named.get(keyOf(own)) ?? {};
    // Without quorum, or for a moment while a database comes, no view names it.
    const name = anywhere.get(own.id) ?? own.id;
    return { group: row.id('group_id'), database: { ...own, name, isFailoverReady, isJoined, ...readState(row, clock) } };
  });
  const known = new Set(states.map(({ database }) => keyOf(database)));
  const groups = new Map([...replicas].flatMap(([group, own]) => own.map((replica) => [replica.id, { group, replica }] as const)));
  const bare = names.flatMap((one) => {
    const at = groups.get(one.replicaId);
    return known.has(keyOf(one)) || !at?.replica.isLocal ? [] : [{ group: at.group, database: { ...one, ...NO_STATE } }];
  });
  const grouped = Map.groupBy([...states, ...bare], ({ group }) => group);
  return new Map([...grouped].map(([group, own]) => [group, own.map(({ database }) => database)]));
}

function keyOf({ replicaId, id }: Pick<AgDatabase, 'replicaId' | 'id'>): string {
  return `${replicaId} ${id}`;
}

type State = Omit<AgDatabase, 'id' | 'replicaId' | 'name' | 'isFailoverReady' | 'isJoined'>;

function readState(row: RowReader, clock: Clock): State {
  const isLocal = row.flag('is_local');
  // What is not known to be its own would be told by nobody.
  if (isLocal === null) throw new ParseError('databases.is_local is NULL, which it never is');
  return {
    isLocal,
    isPrimary: row.flag('is_primary_replica'),
    syncState: knownWord('the synchronization state', row.word('synchronization_state_desc'), SYNC_STATES),
    syncHealth: knownWord('the health of a database', row.word('synchronization_health_desc'), HEALTHS),
    databaseState: row.word('database_state_desc'),
    isSuspended: row.flag('is_suspended'),
    suspendReason: row.word('suspend_reason_desc'),
    isCommitParticipant: row.flag('is_commit_participant'),
    sendQueueKb: row.number('log_send_queue_size'),
    sendRateKbPerSecond: row.number('log_send_rate'),
    redoQueueKb: row.number('redo_queue_size'),
    redoRateKbPerSecond: row.number('redo_rate'),
    lagSeconds: row.number('secondary_lag_seconds'),
    positions: readPositions(row, clock),
  };
}

function readPositions(row: RowReader, clock: Clock): Positions {
  return {
    endOfLog: row.lsn('end_of_log_lsn'),
    lastSent: row.lsn('last_sent_lsn'),
    lastReceived: row.lsn('last_received_lsn'),
    lastHardened: row.lsn('last_hardened_lsn'),
    lastRedone: row.lsn('last_redone_lsn'),
    lastCommit: row.lsn('last_commit_lsn'),
    truncation: row.lsn('truncation_lsn'),
    recovery: row.lsn('recovery_lsn'),
    lastSentAt: readPast(row, 'last_sent_time', clock),
    lastReceivedAt: readPast(row, 'last_received_time', clock),
    lastHardenedAt: readPast(row, 'last_hardened_time', clock),
    lastRedoneAt: readPast(row, 'last_redone_time', clock),
    lastCommitAt: readPast(row, 'last_commit_time', clock),
  };
}

const NO_STATE: State = {
  isLocal: true,
  isPrimary: null,
  syncState: null,
  syncHealth: null,
  databaseState: null,
  isSuspended: null,
  suspendReason: null,
  isCommitParticipant: null,
  sendQueueKb: null,
  sendRateKbPerSecond: null,
  redoQueueKb: null,
  redoRateKbPerSecond: null,
  lagSeconds: null,
  positions: {
    endOfLog: null,
    lastSent: null,
    lastReceived: null,
    lastHardened: null,
    lastRedone: null,
    lastCommit: null,
    truncation: null,
    recovery: null,
    lastSentAt: null,
    lastReceivedAt: null,
    lastHardenedAt: null,
    lastRedoneAt: null,
    lastCommitAt: null,
  },
};
