import { isActive, type Shard } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import { type Decider, no, wait, yes } from './deciders-place.ts';
import type { DeciderSays } from './explain-types.ts';
import { healthOf } from './health.ts';
import { indexSettingOf, type Look, numberOf } from './look.ts';
import type { Placed } from './tally.ts';

const C = 'cluster.routing';

/** Five times and no more, until somebody says that it shall be tried again. */
export const maxRetry: Decider = (_, { copy, index }) => {
  const most = Number(indexSettingOf(index, 'index.allocation.max_retries'));
  const failed = copy.unassigned?.failedAttempts ?? 0;
  if (failed === 0) return yes('max_retry', 'shard has no previous failures');
  const times = `[${failed}] times but [${most}] retries are allowed`;
  if (failed < most) return yes('max_retry', `shard has failed allocating ${times}`);
  const said = `shard has exceeded the maximum number of retries [${most}] on failed allocation attempts`;
  const info = `[unassigned_info[[reason=${copy.unassigned?.reason}], failed_attempts[${failed}], details[${copy.unassigned?.details}]]]`;
  return no('max_retry', `${said} - manually call [POST /_cluster/reroute?retry_failed] to retry, ${info}`);
};

/** A replica is made from its primary, so that one comes first. */
export const replicaAfterPrimary: Decider = (_, { shard, copy }) => {
  if (copy.isPrimary) return yes('replica_after_primary_active', 'shard is primary and can be allocated');
  if (shard.copies.some((other) => other.isPrimary && isActive(other))) {
    return yes('replica_after_primary_active', 'primary shard for this replica is already active');
  }
  return no('replica_after_primary_active', 'primary shard for this replica is not yet active');
};

/** What the settings let be allocated at all; that of the index before that of the cluster. */
export const enable: Decider = (look, { index, copy }) => {
  const own = index.settings['index.routing.allocation.enable'];
  const value = (own ?? settingOf(look.cluster, `${C}.allocation.enable`) ?? 'all').toLowerCase();
  const isNew = copy.isPrimary && copy.unassigned?.reason === 'INDEX_CREATED';
  const isAllowed = value === 'all' || (value === 'primaries' && copy.isPrimary) || (value === 'new_primaries' && isNew);
  if (isAllowed) return yes('enable', value === 'all' ? 'all allocations are allowed' : `${value.replace('_', ' ')} are allowed`);
  const setting =
    own === undefined ? `cluster setting [${C}.allocation.enable=${value}]` : `index setting [index.routing.allocation.enable=${own}]`;
  const what =
    value === 'none'
      ? 'no allocations are allowed'
      : value === 'primaries'
        ? 'replica allocations are forbidden'
        : 'only new primaries may be allocated';
  return no('enable', `${what} due to ${setting}`);
};

/** Whether copies may be moved only to spread them better. */
export const rebalanceEnable: Decider = (look, { index, copy }) => {
  const own = index.settings['index.routing.rebalance.enable'];
  const value = (own ?? settingOf(look.cluster, `${C}.rebalance.enable`) ?? 'all').toLowerCase();
  const isAllowed = value === 'all' || value === (copy.isPrimary ? 'primaries' : 'replicas');
  if (isAllowed) return yes('enable', value === 'all' ? 'all rebalancing is allowed' : `rebalancing of ${value} is allowed`);
  const setting =
    own === undefined ? `cluster setting [${C}.rebalance.enable=${value}]` : `index setting [index.routing.rebalance.enable=${own}]`;
  return no('enable', `${value === 'none' ? 'no rebalancing is allowed' : `only ${value} may be rebalanced`} due to ${setting}`);
};

/** Rebalancing of the whole cluster: once all are active, and so many at once. */
export function clusterSays(look: Look): DeciderSays[] {
  return [clusterRebalance(look), concurrentRebalance(look)];
}

function clusterRebalance({ cluster }: Look): DeciderSays {
  const rule = settingOf(cluster, `${C}.allocation.allow_rebalance`) ?? 'always';
  const setting = `cluster setting [${C}.allocation.allow_rebalance=${rule}]`;
  const { counts, color } = healthOf(cluster);
  if (rule === 'indices_primaries_active' && color === 'red') {
    return no('cluster_rebalance', `the cluster has unassigned primary shards and ${setting}`);
  }
  if (rule === 'indices_all_active' && counts.unassigned + counts.initializing > 0) {
    const which = counts.unassigned > 0 ? 'unassigned' : 'inactive';
    return no('cluster_rebalance', `the cluster has ${which} shards and ${setting}`);
  }
  return yes('cluster_rebalance', 'rebalancing is allowed as all shards are active that must be');
}

function concurrentRebalance({ cluster, tally }: Look): DeciderSays {
  const most = numberOf(cluster, `${C}.allocation.cluster_concurrent_rebalance`);
  let moving = 0;
  for (const { placed } of tally.holdings.values()) for (const { copy } of placed) if (copy.state === 'RELOCATING') moving += 1;
  const said = `[${moving}] concurrent rebalances, cluster setting [${C}.allocation.cluster_concurrent_rebalance=${most}]`;
  if (most >= 0 && moving >= most) return wait('concurrent_rebalance', `reached the limit of concurrently rebalancing shards: ${said}`);
  return yes('concurrent_rebalance', `below threshold: ${said}`);
}

/** So many copies at once are made on a node, and from one. */
export const throttling: Decider = (look, { shard, copy }, node) => {
  const incoming = look.tally.holdings.get(node.id)?.incoming ?? [];
  if (copy.isPrimary && copy.state === 'UNASSIGNED') return throttlePrimary(look, incoming);
  const into = limit(look, 'incoming');
  const arriving = incoming.filter(({ copy: one }) => one.recovery?.fromId !== null).length;
  if (arriving >= into) return full('incoming', arriving, into);
  const leaving = outgoingOf(look, shard);
  const from = limit(look, 'outgoing');
  if (leaving >= from) return full('outgoing', leaving, from);
  return yes('throttling', `below shard recovery limit of outgoing: [${leaving} < ${from}] incoming: [${arriving} < ${into}]`);
};

/** Whether as many copies as may be are made from the node of its primary already. */
export function isSourceFull(look: Look, { copy, shard }: Placed): boolean {
  const isFromStore = copy.isPrimary && copy.state === 'UNASSIGNED';
  return !isFromStore && outgoingOf(look, shard) >= limit(look, 'outgoing');
}

function outgoingOf(look: Look, { copies }: Shard): number {
  const nodeId = copies.find((other) => other.isPrimary && isActive(other))?.nodeId;
  return nodeId ? (look.tally.holdings.get(nodeId)?.outgoing ?? 0) : 0;
}

function throttlePrimary(look: Look, incoming: readonly Placed[]): DeciderSays {
  const most = numberOf(look.cluster, `${C}.allocation.node_initial_primaries_recoveries`);
  const own = incoming.filter(({ copy }) => copy.recovery?.fromId === null).length;
  const setting = `cluster setting [${C}.allocation.node_initial_primaries_recoveries=${most}]`;
  if (own >= most) return wait('throttling', `reached the limit of ongoing initial primary recoveries [${own}], ${setting}`);
  return yes('throttling', `below primary recovery limit of [${most}]`);
}

function limit({ cluster }: Look, way: 'incoming' | 'outgoing'): number {
  const name = `${C}.allocation.node_concurrent_${way}_recoveries`;
  const own = cluster.settings.transient[name] ?? cluster.settings.persistent[name];
  return own === undefined ? numberOf(cluster, `${C}.allocation.node_concurrent_recoveries`) : Number(own);
}

function full(way: 'incoming' | 'outgoing', count: number, most: number): DeciderSays {
  const setting = `cluster setting [${C}.allocation.node_concurrent_${way}_recoveries=${most}] (can also be set via [${C}.allocation.node_concurrent_recoveries])`;
  const where = way === 'outgoing' ? ' on the node [primary] that it is made from' : '';
  return wait('throttling', `reached the limit of ${way} shard recoveries [${count}]${where}, ${setting}`);
}
