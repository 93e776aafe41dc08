import type { SystemView } from './asked.ts';
import {
  availabilityDatabases,
  availabilityGroups,
  availabilityGroupsCluster,
  availabilityReplicas,
  routingLists,
} from './availability.ts';
import { backupMedia, backupSets } from './backups.ts';
import { performanceCounters } from './counters.ts';
import { databases } from './databases.ts';
import { fileSpaceUsage } from './file-space.ts';
import { databaseFiles, masterFiles, virtualFileStats, volumeStats } from './files.ts';
import { cluster, clusterMembers, clusterNetworks } from './hadr-cluster.ts';
import { databaseClusterStates, databaseReplicaStates } from './hadr-databases.ts';
import { groupStates, instanceNodeMap, nameIdMap, replicaClusterNodes, replicaClusterStates, replicaStates } from './hadr-replicas.ts';
import { listenerAddresses, listeners, tcpListeners } from './listeners.ts';
import { schedulers, serverServices, windowsInfo } from './machine.ts';
import { memoryClerks } from './memory-clerks.ts';
import { ringBuffers } from './ring-buffers.ts';
import { automaticSeeding, physicalSeedingStats } from './seeding.ts';
import { configurations, hostInfo, processMemory, sysInfo, sysMemory } from './server.ts';
import { execConnections, execRequests, execSessions } from './sessions.ts';
import { waitStats } from './waits.ts';

/** The documented views that the model has rows for, by name. All others answer with their columns and no row. */
export const SYSTEM_VIEWS: Readonly<Record<string, SystemView>> = {
  'sys.dm_hadr_cluster': cluster,
  'sys.dm_hadr_cluster_members': clusterMembers,
  'sys.dm_hadr_cluster_networks': clusterNetworks,
  'sys.dm_hadr_name_id_map': nameIdMap,
  'sys.availability_groups': availabilityGroups,
  'sys.availability_groups_cluster': availabilityGroupsCluster,
  'sys.availability_replicas': availabilityReplicas,
  'sys.availability_databases_cluster': availabilityDatabases,
  'sys.availability_read_only_routing_lists': routingLists,
  'sys.dm_hadr_availability_group_states': groupStates,
  'sys.dm_hadr_availability_replica_states': replicaStates,
  'sys.dm_hadr_availability_replica_cluster_states': replicaClusterStates,
  'sys.dm_hadr_availability_replica_cluster_nodes': replicaClusterNodes,
  'sys.dm_hadr_instance_node_map': instanceNodeMap,
  'sys.dm_hadr_database_replica_states': databaseReplicaStates,
  'sys.dm_hadr_database_replica_cluster_states': databaseClusterStates,
  'sys.dm_hadr_automatic_seeding': automaticSeeding,
  'sys.dm_hadr_physical_seeding_stats': physicalSeedingStats,
  // No page was ever repaired in this estate: to be read, and empty.
  'sys.dm_hadr_auto_page_repair': () => [],
  'sys.availability_group_listeners': listeners,
  'sys.availability_group_listener_ip_addresses': listenerAddresses,
  'sys.dm_tcp_listener_states': tcpListeners,
  'sys.databases': databases,
  'sys.master_files': masterFiles,
  'sys.database_files': databaseFiles,
  'sys.dm_io_virtual_file_stats': virtualFileStats,
  'sys.dm_os_volume_stats': volumeStats,
  'sys.dm_os_performance_counters': performanceCounters,
  'sys.dm_os_sys_info': sysInfo,
  'sys.dm_os_sys_memory': sysMemory,
  'sys.dm_os_process_memory': processMemory,
  'sys.dm_os_host_info': hostInfo,
  'sys.dm_os_ring_buffers': ringBuffers,
  'sys.dm_exec_sessions': execSessions,
  'sys.dm_exec_connections': execConnections,
  'sys.dm_exec_requests': execRequests,
  'sys.configurations': configurations,
  'sys.dm_os_schedulers': schedulers,
  'sys.dm_os_wait_stats': waitStats,
  'sys.dm_os_memory_clerks': memoryClerks,
  'sys.dm_os_windows_info': windowsInfo,
  'sys.dm_server_services': serverServices,
  'sys.dm_db_file_space_usage': fileSpaceUsage,
  'msdb.dbo.backupset': backupSets,
  'msdb.dbo.backupmediafamily': backupMedia,
};
