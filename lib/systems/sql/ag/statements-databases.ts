import { SERVER_STATE, type SqlStatement } from '../statement.ts';

// As text: the driver would round 25 digits. A secondary tells its own databases alone.
const LSNS = [
  'recovery_lsn',
  'truncation_lsn',
  'last_sent_lsn',
  'last_received_lsn',
  'last_hardened_lsn',
  'last_redone_lsn',
  'last_commit_lsn',
  'end_of_log_lsn',
]
  .map((name) => `CAST(d.${name} AS varchar(25)) AS ${name}`)
  .join(',\n  ');

const TIMES = ['last_sent_time', 'last_received_time', 'last_hardened_time', 'last_redone_time', 'last_commit_time']
  .map((name) => `d.${name} AS ${name}`)
  .join(', ');

const COLUMNS = `d.group_id AS group_id, d.replica_id AS replica_id, d.group_database_id AS group_database_id, d.database_id AS database_id,
  d.is_local AS is_local, d.is_primary_replica AS is_primary_replica, d.synchronization_state_desc AS synchronization_state_desc,
  d.synchronization_health_desc AS synchronization_health_desc, d.database_state_desc AS database_state_desc,
  d.is_suspended AS is_suspended, d.suspend_reason_desc AS suspend_reason_desc, d.is_commit_participant AS is_commit_participant,
  d.log_send_queue_size AS log_send_queue_size, d.log_send_rate AS log_send_rate,
  d.redo_queue_size AS redo_queue_size, d.redo_rate AS redo_rate,
  ${LSNS},
  ${TIMES}`;

/** The databases of all groups, on the primary those of the others too (sys.dm_hadr_database_replica_states). The lag is told from 2016 on. */
export const DATABASES: readonly SqlStatement<'databases'>[] = [
  {
    name: 'databases',
    since: 12,
    editions: null,
    right: SERVER_STATE,
    text: `SELECT ${COLUMNS}, CAST(NULL AS bigint) AS secondary_lag_seconds
FROM sys.dm_hadr_database_replica_states AS d`,
  },
  {
    name: 'databases',
    since: 13,
    editions: null,
    right: SERVER_STATE,
    text: `SELECT ${COLUMNS}, d.secondary_lag_seconds AS secondary_lag_seconds
FROM sys.dm_hadr_database_replica_states AS d`,
  },
];
