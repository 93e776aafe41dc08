import type { Group, Replica } from '../model/estate.ts';
import { type Asked, coded, here, localGroups, type Row, reachesCluster } from './asked.ts';

/** The pages before 2025 have EXTERNAL and NONE the other way round: the word is right in all. */
const CLUSTER_TYPES = ['WSFC', 'NONE', 'EXTERNAL'] as const;
const PREFERENCES = ['PRIMARY', 'SECONDARY_ONLY', 'SECONDARY', 'NONE'] as const;
const MODES = ['ASYNCHRONOUS_COMMIT', 'SYNCHRONOUS_COMMIT'] as const;
const FAILOVERS = ['AUTOMATIC', 'MANUAL'] as const;
const ALLOWS = ['NO', 'READ_ONLY', 'ALL'] as const;
/** The SID of sa. */
const OWNER = Uint8Array.of(1);

/** sys.availability_groups: the copy that the instance keeps, so also without a cluster. */
export function availabilityGroups(asked: Asked): Row[] {
  if (!maySee(asked)) return [];
  return localGroups(asked).map(({ group }) => ({
    ...groupRow(group),
    version: 1,
    basic_features: asked.instance.engineEdition === 2,
    dtc_support: false,
    db_failover: true,
    is_distributed: false,
    ...coded('cluster_type', CLUSTER_TYPES, group.clusterType),
    required_synchronized_secondaries_to_commit: 0,
    sequence_number: 4_294_967_296,
    is_contained: false,
  }));
}

/** sys.availability_groups_cluster: what the cluster has, where it can be reached. */
export function availabilityGroupsCluster(asked: Asked): Row[] {
  if (!maySee(asked)) return [];
  return localGroups(asked)
    .filter((each) => reachesCluster(asked, each))
    .map(({ group }) => groupRow(group));
}

/** sys.availability_replicas: all replicas of the groups; without the cluster only its own. */
export function availabilityReplicas(asked: Asked): Row[] {
  if (!maySee(asked)) return [];
  return localGroups(asked).flatMap((each) => {
    const isReached = reachesCluster(asked, each);
    const shown = isReached ? each.group.replicas : [each.replica];
    return shown.map((replica) => replicaRow(asked, { ...each, isReached }, replica));
  });
}

/** sys.availability_databases_cluster: the databases of the groups, where the cluster can be reached. */
export function availabilityDatabases(asked: Asked): Row[] {
  if (!maySee(asked)) return [];
  return localGroups(asked)
    .filter((each) => reachesCluster(asked, each))
    .flatMap(({ group, replica }) =>
      replica.copies.map(({ name, groupDatabaseId }) => ({ group_id: group.id, group_database_id: groupDatabaseId, database_name: name })),
    );
}

/** sys.availability_read_only_routing_lists: where each primary would send connections that only read. */
export function routingLists(asked: Asked): Row[] {
  if (!maySee(asked)) return [];
  return localGroups(asked).flatMap(({ group }) =>
    group.replicas.flatMap(({ id, routing }) =>
      routing.map((to, index) => ({ replica_id: id, routing_priority: index + 1, read_only_replica_id: to })),
    ),
  );
}

function groupRow(group: Group): Row {
  return {
    group_id: group.id,
    name: group.name,
    resource_id: group.resourceId,
    resource_group_id: group.resourceId,
    failure_condition_level: 3,
    health_check_timeout: 30_000,
    ...coded('automated_backup_preference', PREFERENCES, 'SECONDARY'),
  };
}

function replicaRow(asked: Asked, seen: { group: Group; replica: Replica; isReached: boolean }, replica: Replica): Row {
  const isLocal = replica === seen.replica;
  const host = replica.instance.split('\\')[0]?.toLowerCase();
  return {
    replica_id: replica.id,
    group_id: seen.group.id,
    replica_metadata_id: isLocal ? 65_536 : 65_536 + seen.group.replicas.indexOf(replica) + 1,
    replica_server_name: replica.instance,
    owner_sid: isLocal ? OWNER : null,
    endpoint_url: seen.isReached ? replica.endpointUrl : null,
    ...coded('availability_mode', MODES, replica.mode),
    ...coded('failover_mode', FAILOVERS, replica.failover),
    session_timeout: replica.sessionTimeoutSeconds,
    // It starts at 2.
    primary_role_allow_connections: replica.primaryAllows === 'ALL' ? 2 : 3,
    primary_role_allow_connections_desc: replica.primaryAllows,
    ...coded('secondary_role_allow_connections', ALLOWS, replica.allows),
    create_date: isLocal ? here(asked, replica.createdAt) : null,
    modify_date: isLocal ? here(asked, replica.createdAt) : null,
    backup_priority: replica.backupPriority,
    read_only_routing_url: replica.allows === 'NO' ? null : `TCP://${host}.example.net:1433`,
    ...coded('seeding_mode', ['AUTOMATIC', 'MANUAL'], replica.seeding),
    read_write_routing_url: null,
  };
}

function maySee({ hasPermission }: Asked): boolean {
  return hasPermission('VIEW ANY DEFINITION');
}
