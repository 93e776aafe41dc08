import { isSeeding } from '../model/copy.ts';
import type { Group, Replica } from '../model/estate.ts';
import { isHeardBy } from '../model/links.ts';
import { groupHealth, HEALTHS, type Health, replicaHealth } from '../model/synchronization.ts';
import { type Asked, coded, here, type Row, reachesCluster, type Seen, seenGroups } from './asked.ts';

const ROLES = ['RESOLVING', 'PRIMARY', 'SECONDARY'] as const;
const OPERATIONAL = ['PENDING_FAILOVER', 'PENDING', 'ONLINE', 'OFFLINE', 'FAILED', 'FAILED_NO_QUORUM'] as const;
const CONNECTED = ['DISCONNECTED', 'CONNECTED'] as const;
const RECOVERY = ['ONLINE_IN_PROGRESS', 'ONLINE'] as const;
const JOINED = ['NOT_JOINED', 'JOINED_STANDALONE', 'JOINED_FAILOVER_CLUSTER_INSTANCE'] as const;

/** sys.dm_hadr_availability_group_states: who is primary by this replica's own knowledge, and health as far as it sees. */
export function groupStates(asked: Asked): Row[] {
  const { seen, at } = seenGroups(asked);
  return seen.map(({ group, replica }) => {
    const isPrimary = replica.role === 'PRIMARY';
    const recovery = RECOVERY[isRecovered(replica, at) ? 1 : 0];
    return {
      group_id: group.id,
      primary_replica: primaryKnown(asked, { group, replica }),
      ...coded('primary_recovery_health', RECOVERY, isPrimary ? recovery : null),
      ...coded('secondary_recovery_health', RECOVERY, replica.role === 'SECONDARY' ? recovery : null),
      ...coded('synchronization_health', HEALTHS, HEALTHS[isPrimary ? healthOfAll(group, replica, at) : replicaHealth(replica, at)]),
    };
  });
}

/** sys.dm_hadr_availability_replica_states: all replicas on a primary, only itself elsewhere. What goes on inside another server is not known. */
export function replicaStates(asked: Asked): Row[] {
  const { seen, at } = seenGroups(asked);
  return seen.flatMap(({ group, replica: viewer }) => {
    const shown = viewer.role === 'PRIMARY' ? group.replicas : [viewer];
    return shown.map((replica) => replicaRow(asked, { group, replica: viewer }, replica, at));
  });
}

/** sys.dm_hadr_availability_replica_cluster_states: which replicas have joined, as the cluster knows. */
export function replicaClusterStates(asked: Asked): Row[] {
  return seenGroups(asked)
    .seen.filter((each) => reachesCluster(asked, each))
    .flatMap(({ group }) =>
      group.replicas.map((replica) => ({
        replica_id: replica.id,
        replica_server_name: replica.instance,
        group_id: group.id,
        ...coded('join_state', JOINED, 'JOINED_STANDALONE'),
      })),
    );
}

/** sys.dm_hadr_availability_replica_cluster_nodes: on which host of the cluster each replica lives. */
export function replicaClusterNodes(asked: Asked): Row[] {
  return seenGroups(asked).seen.flatMap(({ group }) =>
    group.replicas.map(({ instance }) => ({
      group_name: group.name,
      replica_server_name: instance,
      node_name: instance.split('\\')[0] ?? instance,
    })),
  );
}

/** sys.dm_hadr_instance_node_map: the same by the resource of the group. */
export function instanceNodeMap(asked: Asked): Row[] {
  return seenGroups(asked).seen.flatMap(({ group }) =>
    group.replicas.map(({ instance }) => ({
      ag_resource_id: group.resourceId,
      instance_name: instance,
      node_name: instance.split('\\')[0] ?? instance,
    })),
  );
}

/** sys.dm_hadr_name_id_map: names of groups and what the cluster calls them. */
export function nameIdMap(asked: Asked): Row[] {
  return seenGroups(asked).seen.map(({ group }) => ({
    ag_name: group.name,
    ag_id: group.id,
    ag_resource_id: group.resourceId,
    ag_group_id: group.resourceId,
  }));
}

function replicaRow(asked: Asked, viewer: Seen, replica: Replica, at: number): Row {
  const isLocal = replica === viewer.replica;
  const isHeard = isLocal || isHeardBy(viewer.replica, replica);
  const isConnected = isLocal ? replica.role === 'PRIMARY' || replica.link.isUp : isHeard;
  const { error } = replica.link;
  return {
    replica_id: replica.id,
    group_id: viewer.group.id,
    is_local: isLocal,
    ...coded('role', ROLES, isHeard ? replica.role : 'SECONDARY'),
    ...coded('operational_state', OPERATIONAL, isLocal ? operational(asked, viewer) : null),
    ...coded('connected_state', CONNECTED, CONNECTED[isConnected ? 1 : 0]),
    ...coded('recovery_health', RECOVERY, isLocal ? RECOVERY[isRecovered(replica, at) ? 1 : 0] : null),
    ...coded('synchronization_health', HEALTHS, HEALTHS[isHeard ? replicaHealth(replica, at) : 0]),
    last_connect_error_number: error?.number ?? null,
    last_connect_error_description: error?.text ?? null,
    last_connect_error_timestamp: error ? here(asked, error.at) : null,
  };
}

function primaryKnown(asked: Asked, seen: Seen): string | null {
  if (seen.replica.role === 'PRIMARY') return seen.replica.instance;
  return reachesCluster(asked, seen) ? seen.replica.follows : null;
}

function operational(asked: Asked, seen: Seen): (typeof OPERATIONAL)[number] {
  if (seen.replica.role !== 'RESOLVING') return 'ONLINE';
  return reachesCluster(asked, seen) ? 'OFFLINE' : 'FAILED_NO_QUORUM';
}

function isRecovered(replica: Replica, at: number): boolean {
  return replica.role !== 'RESOLVING' && replica.copies.every((copy) => !isSeeding(copy, at) && at >= copy.revertingUntil);
}

function healthOfAll(group: Group, viewer: Replica, at: number): Health {
  return groupHealth(group.replicas.map((replica) => (isHeardBy(viewer, replica) ? replicaHealth(replica, at) : 0)));
}
