import { type Cluster, type Copy, type Index, type Node, type Shard, shardBytes } from '../../model/cluster.ts';
import type { Ask, Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isOpenFrom, numbersOf, type Release } from '../release.ts';
import { nested } from './flat.ts';
import { indexMetadata } from './index-metadata.ts';
import { indicesBy, seenNodes } from './names.ts';

const own = (release: Release): string[] => [
  ...[
    'local',
    'flat_settings',
    'wait_for_metadata_version',
    'wait_for_timeout',
    'ignore_unavailable',
    'allow_no_indices',
    'expand_wildcards',
  ],
  ...masterParameters(release),
];

const ALL = ['version', 'master_node', 'cluster_manager_node', 'blocks', 'nodes', 'metadata', 'routing_table', 'routing_nodes'];

export const stateRoutes: Route[] = ['/_cluster/state', '/_cluster/state/{metric}', '/_cluster/state/{metric}/{index}'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'cluster:monitor/state', privilege: 'monitor', parameters: own },
  needsMaster: (ask) => !isLocal(ask),
  serve: (ask) => stateOf(ask, metricsOf(ask.parts.metric), isLocal(ask)),
}));

/** From 9.2 it is always the asked node that answers. */
function isLocal({ release, query }: Ask): boolean {
  return isElasticFrom(release, 9, 2) || isOn(query, 'local');
}

/** Unknown ones mean nothing, as in every version. */
export function metricsOf(told: string | undefined): string[] {
  return told === undefined || told === '_all' ? ALL : told.split(',');
}

/** The cluster state: as the asked node has it, or as the master does, to whom it is passed on. */
export function stateOf(ask: Ask, metrics: readonly string[], local: boolean): Record<string, unknown> {
  const { release, cluster, view } = ask;
  const has = (metric: string): boolean => metrics.includes(metric);
  const masterId = local ? view.masterId : cluster.masterId;
  const newest = local ? view : { version: cluster.stateVersion, stateUuid: cluster.stateUuid };
  const indices = indicesBy(cluster, ask.parts.index, true);
  return {
    ...{ cluster_name: cluster.name, cluster_uuid: view.clusterUuid },
    ...(has('version') ? { version: newest.version, state_uuid: newest.stateUuid } : {}),
    ...(has('master_node') ? { master_node: masterId } : {}),
    ...(has('cluster_manager_node') && isOpenFrom(release, 2) ? { cluster_manager_node: masterId } : {}),
    ...(has('blocks') ? { blocks: blocksOf(indices, masterId) } : {}),
    ...(has('nodes') ? { nodes: Object.fromEntries(seenNodes(ask).map((node) => [node.id, stateNode(release, node)])) } : {}),
    ...(has('metadata') ? { metadata: metadataOf(ask, indices) } : {}),
    ...(has('routing_table')
      ? { routing_table: { indices: Object.fromEntries(indices.map((index) => [index.name, tableOf(release, index)])) } }
      : {}),
    ...(has('routing_nodes') ? { routing_nodes: routingNodes(ask, indices) } : {}),
  };
}

export function stateNode(release: Release, node: Node): unknown {
  const { major, minor } = numbersOf(node.version);
  return {
    ...{ name: node.name, ephemeral_id: node.ephemeralId, transport_address: transportOf(node) },
    ...(isElasticFrom(release, 8, 3) ? { external_id: node.name } : {}),
    attributes: node.attributes,
    ...(isElasticFrom(release, 7, 17) ? { roles: node.roles } : {}),
    ...(isElasticFrom(release, 8, 8) ? { version: node.version } : {}),
    ...(isElasticFrom(release, 8, 11)
      ? { min_index_version: (major - 1) * 1_000_000 + 99, max_index_version: major * 1_000_000 + minor * 1_000 }
      : {}),
  };
}

export function transportOf({ ip, transportPort }: Node): string {
  return `${ip}:${transportPort}`;
}

function blocksOf(indices: readonly Index[], masterId: string | null): unknown {
  const blocked = indices.filter(({ settings }) => settings['index.blocks.read_only_allow_delete'] === 'true');
  const description = 'disk usage exceeded flood-stage watermark, index has read-only-allow-delete block';
  const block = { 12: { description, retryable: false, levels: ['metadata_write', 'write'] } };
  return {
    ...(masterId === null
      ? {
          global: {
            2: { description: 'no master', retryable: true, disable_state_persistence: true, levels: ['write', 'metadata_write'] },
          },
        }
      : {}),
    ...(blocked.length === 0 ? {} : { indices: Object.fromEntries(blocked.map(({ name }) => [name, block])) }),
  };
}

function metadataOf({ cluster, view, query }: Ask, indices: readonly Index[]): unknown {
  return {
    ...{ cluster_uuid: view.clusterUuid, cluster_uuid_committed: true },
    cluster_coordination: coordinationOf(cluster),
    templates: {},
    indices: Object.fromEntries(
      indices.map((index) => [index.name, indexMetadata(index, isOn(query, 'flat_settings') ? (flat) => flat : nested)]),
    ),
    'index-graveyard': { tombstones: [] },
  };
}

function coordinationOf({ term, nodes }: Cluster): unknown {
  const masters = [...nodes.values()].filter(({ roles }) => roles.includes('master')).map(({ id }) => id);
  return { term, last_committed_config: masters, last_accepted_config: masters, voting_config_exclusions: [] };
}

function tableOf(release: Release, index: Index): unknown {
  return {
    shards: Object.fromEntries(
      index.shards.map((shard) => [shard.number, shard.copies.map((copy) => routed(release, { index, shard, copy }))]),
    ),
  };
}

/** Everything that is to be on a node, the successor of a copy that relocates too; and what is nowhere. */
function routingNodes(ask: Ask, indices: readonly Index[]): unknown {
  const placed = indices.flatMap((index) => index.shards.flatMap((shard) => shard.copies.map((copy) => ({ index, shard, copy }))));
  const nodes = Object.fromEntries(seenNodes(ask).map(({ id }) => [id, [] as unknown[]]));
  for (const one of placed) {
    const { nodeId, state, recovery } = one.copy;
    if (nodeId !== null) nodes[nodeId]?.push(routed(ask.release, one));
    if (state === 'RELOCATING' && recovery !== null) nodes[recovery.toId]?.push(successor(ask.release, one));
  }
  return { unassigned: placed.filter(({ copy }) => copy.nodeId === null).map((one) => routed(ask.release, one)), nodes };
}

type Placed = { index: Index; shard: Shard; copy: Copy };

function routed(release: Release, { index, shard, copy }: Placed): Record<string, unknown> {
  const { state, isPrimary, nodeId, recovery, allocationId } = copy;
  const moves = state === 'RELOCATING' && recovery !== null;
  return {
    ...{ state, primary: isPrimary, node: nodeId, relocating_node: moves ? recovery.toId : null, shard: shard.number, index: index.name },
    ...(moves ? { expected_shard_size_in_bytes: shardBytes(index) } : {}),
    ...(state === 'UNASSIGNED' || state === 'INITIALIZING' ? { recovery_source: sourceOf(copy) } : {}),
    ...(allocationId === null ? {} : { allocation_id: { id: allocationId, ...(moves ? { relocation_id: recovery.allocationId } : {}) } }),
    ...(copy.unassigned !== null && state !== 'STARTED' && !moves ? { unassigned_info: whyUnassigned(copy.unassigned) } : {}),
    ...(isElasticFrom(release, 8, 10) ? { relocation_failure_info: { failed_attempts: 0 } } : {}),
  };
}

function successor(release: Release, placed: Placed): unknown {
  const { allocation_id: _, ...own } = routed(release, placed);
  const { recovery, nodeId, allocationId } = placed.copy;
  return {
    ...{ ...own, state: 'INITIALIZING', node: recovery?.toId ?? null, relocating_node: nodeId, recovery_source: { type: 'PEER' } },
    allocation_id: { id: recovery?.allocationId, relocation_id: allocationId },
  };
}

function sourceOf({ recovery, isPrimary, unassigned }: Copy): { type: string; bootstrap_new_history_uuid?: boolean } {
  const type = recovery?.source ?? (!isPrimary ? 'PEER' : unassigned?.reason === 'INDEX_CREATED' ? 'EMPTY_STORE' : 'EXISTING_STORE');
  return type === 'EXISTING_STORE' ? { type, bootstrap_new_history_uuid: false } : { type };
}

/** In the table the words are those of the code, in explanations those for people. */
const STATUS: Partial<Record<string, string>> = { no: 'deciders_no', throttled: 'deciders_throttled' };

function whyUnassigned({
  reason,
  at,
  failedAttempts,
  failedNodeIds,
  isDelayed,
  details,
  status,
}: NonNullable<Copy['unassigned']>): unknown {
  return {
    ...{ reason, at: new Date(at).toISOString() },
    ...(failedAttempts > 0 ? { failed_attempts: failedAttempts } : {}),
    ...(failedNodeIds.length > 0 ? { failed_nodes: failedNodeIds } : {}),
    delayed: isDelayed,
    ...(details === null ? {} : { details }),
    allocation_status: STATUS[status] ?? status,
  };
}
