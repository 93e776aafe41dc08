import { type Cluster, type Node, nodeOf } from '../../model/cluster.ts';
import { explain, explainAny } from '../../model/explain.ts';
import type { DeciderSays, Explanation, NodeOpinion } from '../../model/explain-types.ts';
import { tally } from '../../model/tally.ts';
import { type Ask, bodyOf, type Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isSearch, type Release } from '../release.ts';
import { timeText } from '../sizes.ts';
import { illegalArgument } from '../wire-error.ts';
import { transportOf } from './state.ts';

export const explainRoutes: Route[] = [
  {
    ...{
      methods: ['GET', 'POST'],
      path: '/_cluster/allocation/explain',
      action: 'cluster:monitor/allocation/explain',
      privilege: 'monitor',
    },
    parameters: (release: Release) => [
      ...['include_yes_decisions', 'include_disk_info', ...masterParameters(release)],
      ...(isElasticFrom(release, 9, 2) ? ['index', 'shard', 'primary', 'current_node'] : []),
    ],
    needsMaster: () => true,
    serve,
  },
];

function serve(ask: Ask): unknown {
  const { cluster, query, now } = ask;
  const told = { ...Object.fromEntries(query), ...bodyOf(ask) };
  const allSaid = isOn(query, 'include_yes_decisions');
  const disks = isOn(query, 'include_disk_info') ? { cluster_info: disksOf(cluster) } : {};
  if (told.index === undefined) {
    const any = explainAny(cluster, now, allSaid);
    if (any === null) throw illegalArgument(nothingToExplain(ask.release));
    return { ...(isElasticFrom(ask.release, 7, 15) ? { note: NOTE } : {}), ...shown(ask, any, disks) };
  }
  if (told.shard === undefined || told.primary === undefined)
    throw illegalArgument(`a ${told.shard === undefined ? 'shard' : 'primary'} must be specified when an index is`);
  const node = told.current_node === undefined ? {} : { node: String(told.current_node) };
  const asked = { index: String(told.index), shard: Number(told.shard), isPrimary: String(told.primary) === 'true', allSaid, ...node };
  return shown(ask, explain(cluster, asked, now), disks);
}

const NOTE =
  'No shard was specified in the explain API request, so this response explains a randomly chosen unassigned shard. There may be other unassigned shards in this cluster which cannot be assigned for different reasons. It may not be possible to assign this shard until one of the other shards is assigned correctly. To explain the allocation of other shards (whether assigned or unassigned) you must specify the target shard in the request to this API.';

function nothingToExplain(release: Release): string {
  if (isElasticFrom(release, 7, 15))
    return 'No shard was specified in the request which means the response should explain a randomly-chosen unassigned shard, but there are no unassigned shards in this cluster. To explain the allocation of an assigned shard you must specify the target shard in the request.';
  return 'unable to find any unassigned shards to explain [ClusterAllocationExplainRequest[useAnyUnassignedShard=true,includeYesDecisions?=false]';
}

function shown(ask: Ask, told: Explanation, disks: object): object {
  const { cluster, release } = ask;
  const { index, shard, copy, assigned, unassigned } = told;
  const nodes = told.nodes.map((one) => opinion(release, cluster, one));
  return {
    ...{ index, shard, primary: copy.isPrimary, current_state: copy.state.toLowerCase() },
    ...(copy.unassigned !== null && copy.state !== 'STARTED' && copy.state !== 'RELOCATING'
      ? { unassigned_info: lost(copy.unassigned) }
      : {}),
    ...(assigned === null ? {} : { current_node: currentNode(release, nodeOf(cluster, assigned.nodeId), assigned.ranking) }),
    ...disks,
    ...(unassigned === null ? {} : whyNowhere(unassigned)),
    ...(assigned === null ? {} : whyThere(assigned, copy.state)),
    ...(nodes.length === 0 ? {} : { node_allocation_decisions: nodes }),
  };
}

function lost({ reason, at, failedAttempts, details, status }: NonNullable<Explanation['copy']['unassigned']>): object {
  return {
    ...{ reason, at: new Date(at).toISOString() },
    ...(failedAttempts > 0 ? { failed_allocation_attempts: failedAttempts } : {}),
    ...(details === null ? {} : { details }),
    last_allocation_status: status,
  };
}

function whyNowhere({ verdict, says, configuredDelayMs, remainingDelayMs }: NonNullable<Explanation['unassigned']>): object {
  return {
    ...{ can_allocate: verdict, allocate_explanation: says },
    ...(configuredDelayMs === null ? {} : { configured_delay: timeText(configuredDelayMs), configured_delay_in_millis: configuredDelayMs }),
    ...(remainingDelayMs === null ? {} : { remaining_delay: timeText(remainingDelayMs), remaining_delay_in_millis: remainingDelayMs }),
  };
}

function whyThere(told: NonNullable<Explanation['assigned']>, state: string): object {
  if (state === 'INITIALIZING' || state === 'RELOCATING') return { explanation: told.says };
  if (told.canRemain === 'no')
    return {
      ...{
        can_remain_on_current_node: 'no',
        can_remain_decisions: told.remainSays,
        can_move_to_other_node: told.canMove,
        move_explanation: told.says,
      },
    };
  return {
    ...{ can_remain_on_current_node: 'yes', can_rebalance_cluster: told.canRebalanceCluster },
    ...(told.clusterSays.length === 0 ? {} : { can_rebalance_cluster_decisions: told.clusterSays }),
    ...{ can_rebalance_to_other_node: told.canRebalanceToOther, rebalance_explanation: told.says },
  };
}

function currentNode(release: Release, node: Node, ranking: number): unknown {
  const roles = isElasticFrom(release, 8, 11) ? { roles: node.roles } : {};
  return {
    id: node.id,
    name: node.name,
    transport_address: transportOf(node),
    ...roles,
    attributes: node.attributes,
    weight_ranking: ranking,
  };
}

function opinion(release: Release, cluster: Cluster, { nodeId, verdict, ranking, says, store }: NodeOpinion): unknown {
  const node = nodeOf(cluster, nodeId);
  return {
    ...{ node_id: nodeId, node_name: node.name, transport_address: transportOf(node) },
    ...(isElasticFrom(release, 8, 11) ? { roles: node.roles } : {}),
    ...{ node_attributes: node.attributes, node_decision: verdict },
    ...(store === null ? {} : { store: storeOf(store) }),
    ...(isSearch(release) || ranking > 0 ? { weight_ranking: ranking } : {}),
    ...(says.length === 0 ? {} : { deciders: says satisfies DeciderSays[] }),
  };
}

function storeOf({ isFound, isInSync, allocationId }: NonNullable<NodeOpinion['store']>): unknown {
  if (!isFound) return { found: false };
  return { in_sync: isInSync, ...(allocationId === null ? {} : { allocation_id: allocationId }) };
}

function disksOf(cluster: Cluster): unknown {
  const nodes = [...tally(cluster).holdings].map(([id, { diskUsedBytes: used, diskAvailableBytes: free }]) => {
    const { name } = nodeOf(cluster, id);
    const total = used + free;
    const space = {
      ...{ path: '/usr/share/elasticsearch/data', total_bytes: total, used_bytes: used, free_bytes: free },
      ...{ free_disk_percent: Math.round((free / total) * 1000) / 10, used_disk_percent: Math.round((used / total) * 1000) / 10 },
    };
    return [id, { node_name: name, least_available: space, most_available: space }];
  });
  return { nodes: Object.fromEntries(nodes), shard_sizes: {}, shard_paths: {}, reserved_sizes: [] };
}
