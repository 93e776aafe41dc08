import { ANY_DEFINITION, type Right, SERVER_STATE, type SqlSets, type SqlStatement } from '../statement.ts';
import { DATABASES } from './statements-databases.ts';

export type AgSetName =
  | 'node'
  | 'groups'
  | 'groupStates'
  | 'replicas'
  | 'replicaStates'
  | 'joins'
  | 'databases'
  | 'databaseNames'
  | 'listeners'
  | 'addresses'
  | 'routing';

/** What the probe "ag" is told, each set by its name; columns as they are aliased in the statements. */
export type RawAg = SqlSets<AgSetName>;

type Statement = SqlStatement<AgSetName>;

const one = (name: AgSetName, right: Right, text: string): Statement => ({ name, since: 12, editions: null, right, text });

/** The node itself. `offset_minutes` is how far its clock, in which local datetimes are told, is ahead of UTC. */
const NODE = one(
  'node',
  null,
  `SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS server_name,
  CAST(SERVERPROPERTY('IsHadrEnabled') AS int) AS is_hadr_enabled,
  SYSDATETIMEOFFSET() AS said_at,
  DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes`,
);

const GROUP_COLUMNS = `g.group_id AS group_id, g.name AS name, g.failure_condition_level AS failure_condition_level,
  g.health_check_timeout AS health_check_timeout, g.automated_backup_preference_desc AS automated_backup_preference_desc`;

const GROUPS: readonly Statement[] = [
  // Before 2017 every group lives in a Windows cluster; before 2016 none is distributed.
  one(
    'groups',
    ANY_DEFINITION,
    `SELECT ${GROUP_COLUMNS}, CAST(0 AS bit) AS is_distributed, CAST('wsfc' AS nvarchar(60)) AS cluster_type_desc
FROM sys.availability_groups AS g`,
  ),
  {
    ...one(
      'groups',
      ANY_DEFINITION,
      `SELECT ${GROUP_COLUMNS}, g.is_distributed AS is_distributed, CAST('wsfc' AS nvarchar(60)) AS cluster_type_desc
FROM sys.availability_groups AS g`,
    ),
    since: 13,
  },
  {
    ...one(
      'groups',
      ANY_DEFINITION,
      `SELECT ${GROUP_COLUMNS}, g.is_distributed AS is_distributed, g.cluster_type_desc AS cluster_type_desc
FROM sys.availability_groups AS g`,
    ),
    since: 14,
  },
];

const GROUP_STATES = one(
  'groupStates',
  SERVER_STATE,
  `SELECT s.group_id AS group_id, s.primary_replica AS primary_replica, s.primary_recovery_health_desc AS primary_recovery_health_desc,
  s.secondary_recovery_health_desc AS secondary_recovery_health_desc, s.synchronization_health_desc AS synchronization_health_desc
FROM sys.dm_hadr_availability_group_states AS s`,
);

const REPLICA_COLUMNS = `r.replica_id AS replica_id, r.group_id AS group_id, r.replica_server_name AS replica_server_name, r.endpoint_url AS endpoint_url,
  r.availability_mode_desc AS availability_mode_desc, r.failover_mode_desc AS failover_mode_desc, r.session_timeout AS session_timeout,
  r.primary_role_allow_connections_desc AS primary_role_allow_connections_desc,
  r.secondary_role_allow_connections_desc AS secondary_role_allow_connections_desc,
  r.backup_priority AS backup_priority, r.read_only_routing_url AS read_only_routing_url`;

const REPLICAS: readonly Statement[] = [
  one(
    'replicas',
    ANY_DEFINITION,
    `SELECT ${REPLICA_COLUMNS}, CAST(NULL AS nvarchar(60)) AS seeding_mode_desc
FROM sys.availability_replicas AS r`,
  ),
  {
    ...one(
      'replicas',
      ANY_DEFINITION,
      `SELECT ${REPLICA_COLUMNS}, r.seeding_mode_desc AS seeding_mode_desc
FROM sys.availability_replicas AS r`,
    ),
    since: 13,
  },
];

// On a secondary it has a row for the local replica alone.
const REPLICA_STATES = one(
  'replicaStates',
  SERVER_STATE,
  `SELECT s.replica_id AS replica_id, s.group_id AS group_id, s.is_local AS is_local, s.role_desc AS role_desc,
  s.operational_state_desc AS operational_state_desc, s.connected_state_desc AS connected_state_desc,
  s.recovery_health_desc AS recovery_health_desc, s.synchronization_health_desc AS synchronization_health_desc,
  s.last_connect_error_number AS last_connect_error_number, s.last_connect_error_description AS last_connect_error_description,
  s.last_connect_error_timestamp AS last_connect_error_timestamp
FROM sys.dm_hadr_availability_replica_states AS s`,
);

const JOINS = one(
  'joins',
  SERVER_STATE,
  `SELECT j.replica_id AS replica_id, j.group_id AS group_id, j.join_state_desc AS join_state_desc
FROM sys.dm_hadr_availability_replica_cluster_states AS j`,
);

const DATABASE_NAMES = one(
  'databaseNames',
  SERVER_STATE,
  `SELECT c.replica_id AS replica_id, c.group_database_id AS group_database_id, c.database_name AS database_name,
  c.is_failover_ready AS is_failover_ready, c.is_database_joined AS is_database_joined
FROM sys.dm_hadr_database_replica_cluster_states AS c`,
);

const LISTENERS = one(
  'listeners',
  { before2022: 'VIEW ANY DEFINITION', from2022: 'VIEW SERVER PERFORMANCE STATE' },
  `SELECT l.group_id AS group_id, l.listener_id AS listener_id, l.dns_name AS dns_name, l.port AS port, l.is_conformant AS is_conformant
FROM sys.availability_group_listeners AS l`,
);

const ADDRESSES = one(
  'addresses',
  ANY_DEFINITION,
  `SELECT a.listener_id AS listener_id, a.ip_address AS ip_address, a.ip_subnet_mask AS ip_subnet_mask, a.state_desc AS state_desc
FROM sys.availability_group_listener_ip_addresses AS a`,
);

const ROUTING = one(
  'routing',
  ANY_DEFINITION,
  `SELECT p.replica_id AS replica_id, p.routing_priority AS routing_priority, p.read_only_replica_id AS read_only_replica_id
FROM sys.availability_read_only_routing_lists AS p`,
);

/** What is asked of a node on its availability groups. The groups come after their states: one that is made in between is in the later set. */
export const AG_STATEMENTS: readonly Statement[] = [
  NODE,
  GROUP_STATES,
  ...GROUPS,
  ...REPLICAS,
  REPLICA_STATES,
  JOINS,
  ...DATABASES,
  DATABASE_NAMES,
  LISTENERS,
  ADDRESSES,
  ROUTING,
];
