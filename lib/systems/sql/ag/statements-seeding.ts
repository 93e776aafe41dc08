import { ANY_DEFINITION, SERVER_STATE, type SqlSets, type SqlStatement } from '../statement.ts';

export type SeedingSetName = 'node' | 'seedings' | 'transfers' | 'databases' | 'replicas';

/** What the probe "seeding" is told, each set by its name; before 2016, which knows no automatic seeding, "node" alone. */
export type RawSeeding = Pick<SqlSets<SeedingSetName>, 'node'> & Partial<SqlSets<SeedingSetName>>;

/** The first major version that seeds by itself. */
export const SEEDING_MAJOR = 13;

/** The history of an instance is as long as it runs: what was done more than an hour ago by its own clock is left there. */
const LATELY = `s.completion_time IS NULL OR CAST(s.current_state AS nvarchar(60)) <> 'COMPLETED' OR s.completion_time > DATEADD(HOUR, -1, GETDATE())`;

/**
 * What is asked of a node on its automatic seedings (sys.dm_hadr_automatic_seeding), and how far those that run have come (sys.dm_hadr_physical_seeding_stats, whose times are UTC). The state
 * and its words are documented as types that they are not, and read as text. Names and joins are asked of those groups and databases alone.
 */
export const SEEDING_STATEMENTS: readonly SqlStatement<SeedingSetName>[] = [
  {
    ...{ name: 'node', since: 12, editions: null, right: null },
    text: `SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS server_name,
  CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version,
  SYSDATETIMEOFFSET() AS said_at, DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes`,
  },
  {
    ...{ name: 'seedings', since: SEEDING_MAJOR, editions: null, right: SERVER_STATE },
    text: `SELECT s.ag_id AS group_id, s.ag_db_id AS group_database_id, s.ag_remote_replica_id AS remote_replica_id, s.is_source AS is_source,
  s.start_time AS start_time, s.completion_time AS completion_time, CAST(s.current_state AS nvarchar(60)) AS current_state,
  s.failure_state AS failure_state, CAST(s.failure_state_desc AS nvarchar(256)) AS failure_state_desc,
  s.error_code AS error_code, s.number_of_attempts AS number_of_attempts
FROM sys.dm_hadr_automatic_seeding AS s
WHERE ${LATELY}`,
  },
  {
    ...{ name: 'transfers', since: SEEDING_MAJOR, editions: null, right: SERVER_STATE },
    text: `SELECT t.local_database_name AS local_database_name, t.remote_machine_name AS remote_machine_name, t.role_desc AS role_desc,
  t.internal_state_desc AS internal_state_desc, t.transfer_rate_bytes_per_second AS transfer_rate_bytes_per_second,
  t.transferred_size_bytes AS transferred_size_bytes, t.database_size_bytes AS database_size_bytes,
  t.start_time_utc AS start_time_utc, t.end_time_utc AS end_time_utc, t.estimate_time_complete_utc AS estimate_time_complete_utc,
  t.failure_code AS failure_code, t.failure_message AS failure_message, t.failure_time_utc AS failure_time_utc
FROM sys.dm_hadr_physical_seeding_stats AS t`,
  },
  {
    ...{ name: 'databases', since: SEEDING_MAJOR, editions: null, right: SERVER_STATE },
    text: `SELECT c.replica_id AS replica_id, c.group_database_id AS group_database_id, c.database_name AS database_name,
  c.is_database_joined AS is_database_joined
FROM sys.dm_hadr_database_replica_cluster_states AS c
WHERE c.group_database_id IN (SELECT s.ag_db_id FROM sys.dm_hadr_automatic_seeding AS s WHERE ${LATELY})`,
  },
  {
    ...{ name: 'replicas', since: SEEDING_MAJOR, editions: null, right: ANY_DEFINITION },
    text: `SELECT g.group_id AS group_id, g.name AS group_name, r.replica_id AS replica_id, r.replica_server_name AS replica_server_name
FROM sys.availability_groups AS g
JOIN sys.availability_replicas AS r ON r.group_id = g.group_id
WHERE g.group_id IN (SELECT s.ag_id FROM sys.dm_hadr_automatic_seeding AS s WHERE ${LATELY})`,
  },
];
