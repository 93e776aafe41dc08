import type { AgSets } from '#lib/systems/sql/ag/parse.ts';
import type { ClusterSets } from '#lib/systems/sql/ag/parse-cluster.ts';
import type { LogSets } from '#lib/systems/sql/ag/parse-logs.ts';
import type { Row } from '#lib/systems/sql/ag/parse-row.ts';

export const G = 'AAAAAAAA-0000-0000-0000-000000000001';
export const R1 = 'BBBBBBBB-0000-0000-0000-000000000001';
export const R2 = 'BBBBBBBB-0000-0000-0000-000000000002';
export const D = 'CCCCCCCC-0000-0000-0000-000000000001';

/** 14:02:05 by the clock of a server that is 5 h 30 min ahead of UTC, as the driver gives it: UTC fields are its local clock. */
export const LOCAL = new Date(Date.UTC(2026, 10, 22, 14, 2, 5));

const nothing = (names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, null]));
const LSNS = [
  'recovery_lsn',
  'truncation_lsn',
  'last_sent_lsn',
  'last_received_lsn',
  'last_hardened_lsn',
  'last_redone_lsn',
  'last_commit_lsn',
];
const TIMES = ['last_sent_time', 'last_received_time', 'last_hardened_time', 'last_redone_time', 'last_commit_time'];

export const databaseRow = (over: Row = {}): Row => ({
  ...{ group_id: G, replica_id: R1, group_database_id: D, database_id: 7, is_local: true, is_primary_replica: true },
  ...{ synchronization_state_desc: 'SYNCHRONIZED', synchronization_health_desc: 'HEALTHY', database_state_desc: 'ONLINE' },
  ...{ is_suspended: false, suspend_reason_desc: null, is_commit_participant: true },
  ...{ log_send_queue_size: null, log_send_rate: null, redo_queue_size: '12', redo_rate: 70, secondary_lag_seconds: null },
  ...nothing([...LSNS, ...TIMES]),
  end_of_log_lsn: '27841000030211800004',
  last_commit_time: LOCAL,
  ...over,
});

export const replicaRow = (over: Row = {}): Row => ({
  ...{ replica_id: R1, group_id: G, replica_server_name: 'NY-SQL01', endpoint_url: 'TCP://ny-sql01:5022' },
  ...{ availability_mode_desc: 'SYNCHRONOUS_COMMIT', failover_mode_desc: 'AUTOMATIC', session_timeout: 10, seeding_mode_desc: 'MANUAL' },
  ...{
    primary_role_allow_connections_desc: 'READ_WRITE',
    secondary_role_allow_connections_desc: 'ALL',
    backup_priority: 50,
    read_only_routing_url: null,
  },
  ...over,
});

export const stateRow = (over: Row = {}): Row => ({
  ...{
    replica_id: R1,
    group_id: G,
    is_local: true,
    role_desc: 'PRIMARY',
    operational_state_desc: 'ONLINE',
    connected_state_desc: 'CONNECTED',
  },
  ...{ recovery_health_desc: 'ONLINE', synchronization_health_desc: 'HEALTHY', last_connect_error_number: null },
  ...{ last_connect_error_description: null, last_connect_error_timestamp: null },
  ...over,
});

const second = { replica_id: R2, is_local: false };

/** What a primary with one other replica and one database tells. */
export const agSets = (over: Partial<AgSets> = {}): AgSets => ({
  node: [{ server_name: 'NY-SQL01', is_hadr_enabled: 1, said_at: new Date(Date.UTC(2026, 10, 22, 8, 32, 6)), offset_minutes: 330 }],
  groups: [
    {
      ...{
        group_id: G,
        name: 'SO_AG',
        failure_condition_level: 3,
        health_check_timeout: 30_000,
        automated_backup_preference_desc: 'SECONDARY_ONLY',
      },
      ...{ is_distributed: false, cluster_type_desc: 'wsfc' },
    },
  ],
  groupStates: [
    {
      ...{ group_id: G.toLowerCase(), primary_replica: 'NY-SQL01', primary_recovery_health_desc: 'ONLINE' },
      ...{ secondary_recovery_health_desc: null, synchronization_health_desc: 'PARTIALLY_HEALTHY' },
    },
  ],
  replicas: [replicaRow(), replicaRow({ replica_id: R2, replica_server_name: 'NY-SQL02' })],
  replicaStates: [
    stateRow(),
    stateRow({
      ...second,
      ...{ role_desc: 'SECONDARY', operational_state_desc: null, connected_state_desc: 'DISCONNECTED', recovery_health_desc: null },
      ...{ last_connect_error_number: 10_060, last_connect_error_description: 'timed out', last_connect_error_timestamp: LOCAL },
    }),
  ],
  joins: [{ replica_id: R1, group_id: G, join_state_desc: 'JOINED_STANDALONE_INSTANCE' }],
  databases: [
    databaseRow(),
    databaseRow({ ...second, is_primary_replica: false, synchronization_state_desc: 'NOT SYNCHRONIZING', log_send_queue_size: '900' }),
  ],
  databaseNames: [
    { replica_id: R1, group_database_id: D, database_name: 'StackOverflow', is_failover_ready: true, is_database_joined: true },
    { replica_id: R2, group_database_id: D, database_name: 'StackOverflow', is_failover_ready: false, is_database_joined: null },
  ],
  listeners: [{ group_id: G, listener_id: 'L1', dns_name: 'so-sql', port: 1433, is_conformant: true }],
  addresses: [{ listener_id: 'l1', ip_address: '10.0.0.9', ip_subnet_mask: '255.255.255.0', state_desc: 'ONLINE_PENDING' }],
  routing: [{ replica_id: R1, routing_priority: 1, read_only_replica_id: R2 }],
  ...over,
});

const counter = (object: string, name: string, instance: string, value: unknown): Row => ({
  ...{ object_name: object, counter_name: name, instance_name: instance, cntr_value: value },
});

export const logSets = (over: Partial<LogSets> = {}): LogSets => ({
  databases: [
    { database_id: 7, name: 'StackOverflow', group_database_id: D, state_desc: 'ONLINE', log_reuse_wait_desc: 'AVAILABILITY_REPLICA' },
  ],
  files: [
    { database_id: 7, file_id: 2, bytes_written: '9007199254740000', size_bytes: 4_096 },
    { database_id: 7, file_id: 3, bytes_written: 8, size_bytes: 4_096 },
  ],
  volumes: [
    { database_id: 7, file_id: 2, volume_mount_point: 'L:\\', total_bytes: '1000', available_bytes: 500 },
    { database_id: 7, file_id: 3, volume_mount_point: 'M:\\', total_bytes: 1_000, available_bytes: 400 },
  ],
  counters: [
    counter('MSSQL$X:Databases', 'Log File(s) Size (KB)', 'stackoverflow', '8'),
    counter('MSSQL$X:Databases', 'Log File(s) Used Size (KB)', 'StackOverflow', 2),
    counter('MSSQL$X:Databases', 'Log File(s) Used Size (KB)', '_Total', 99),
    counter('SQLServer:Availability Replica', 'Bytes Sent to Transport/sec', 'SO_AG:NY-SQL02', '77'),
    counter('SQLServer:Availability Replica', 'Bytes Received from Replica/sec', 'SO_AG:NY-SQL02', 33),
    counter('SQLServer:Availability Replica', 'Bytes Sent to Transport/sec', '_Total', 77),
  ],
  ...over,
});

export const clusterSets = (over: Partial<ClusterSets> = {}): ClusterSets => ({
  cluster: [{ cluster_name: 'NYC', quorum_type_desc: 'NODE_AND_FILE_SHARE_MAJORITY', quorum_state_desc: 'NORMAL_QUORUM' }],
  members: [{ member_name: 'NY-SQL01', member_type_desc: 'CLUSTER_NODE', member_state_desc: 'UP', number_of_quorum_votes: 1 }],
  networks: [{ member_name: 'NY-SQL01', network_subnet_ip: '10.0.0.0', network_subnet_prefix_length: 24, is_public: true }],
  ...over,
});
