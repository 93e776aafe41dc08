import { type Index, isActive, type Node } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import type { DeciderSays } from './explain-types.ts';
import { type Filter, type FilterKind, type Filters, filtersOf, indexSettingOf, type Look, numberOf } from './look.ts';
import type { Placed } from './tally.ts';

/** Deciders that look at which node it is and what it holds already. */
export type Decider = (look: Look, placed: Placed, node: Node) => DeciderSays;

export const no = (decider: string, explanation: string): DeciderSays => ({ decider, decision: 'NO', explanation });
export const yes = (decider: string, explanation: string): DeciderSays => ({ decider, decision: 'YES', explanation });
export const wait = (decider: string, explanation: string): DeciderSays => ({ decider, decision: 'THROTTLE', explanation });

/** The lists of names, addresses and attributes in the settings of the cluster, and of the index. */
export const filter: Decider = (look, { index }, node) =>
  byFilters(look.filters, node, 'cluster setting [cluster.routing.allocation.') ??
  byFilters(filtersOf(look, index), node, 'index setting [index.routing.allocation.') ??
  yes('filter', 'node passes include/exclude/require filters');

function byFilters(filters: Filters, node: Node, where: string): DeciderSays | null {
  const wrong = (kind: FilterKind, verb: string) => no('filter', `node ${verb} ${where}${kind}] filters [${text(filters[kind])}]`);
  if (filters.require.length > 0 && !filters.require.every((one) => matches(one, node))) return wrong('require', 'does not match');
  if (filters.include.length > 0 && !filters.include.some((one) => matches(one, node))) return wrong('include', 'does not match');
  if (filters.exclude.some((one) => matches(one, node))) return wrong('exclude', 'matches');
  return null;
}

function matches({ attribute, values }: Filter, node: Node): boolean {
  const own = ownValues(attribute, node);
  return values.some((value) => own.some((one) => (value.includes('*') ? wildcard(value).test(one) : value === one)));
}

function ownValues(attribute: string, node: Node): string[] {
  if (attribute === '_name') return [node.name];
  if (attribute === '_id') return [node.id];
  if (attribute === '_host') return [node.host, node.ip];
  if (attribute === '_ip' || attribute === '_host_ip' || attribute === '_publish_ip') return [node.ip];
  return node.attributes[attribute] === undefined ? [] : [node.attributes[attribute]];
}

function wildcard(value: string): RegExp {
  return new RegExp(`^${value.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}

function text(filters: readonly Filter[]): string {
  return filters.map(({ attribute, values }) => `${attribute}:"${values.join(' OR ')}"`).join(',');
}

/** Elasticsearch: the first tier of the index's preference that has a node holds it. */
export const dataTier: Decider = (look, { index }, node) => {
  const preference = index.settings['index.routing.allocation.include._tier_preference'] ?? '';
  if (preference === '' || look.cluster.product === 'opensearch') return yes('data_tier', 'there are no tier preferences');
  const tiers = preference.split(',');
  const tier = tiers.find((one) => look.dataNodes.some((other) => isOfTier(other, one)));
  if (tier === undefined) {
    return no('data_tier', `index has a preference for tiers [${preference}] and no nodes for any of these tiers are in the cluster`);
  }
  const has = `index has a preference for tiers [${preference}] and node`;
  if (!isOfTier(node, tier)) return no('data_tier', `${has} does not meet the required [${tier}] tier`);
  return yes('data_tier', `${has} has tier [${tier}]`);
};

function isOfTier({ roles }: Node, tier: string): boolean {
  return roles.some((role) => role === 'data' || role === tier);
}

/** No node has a shard twice; with same_shard.host no host either. */
export const sameShard: Decider = (look, { shard, copy, index }, node) => {
  const name = `[${index.name}][${shard.number}]`;
  for (const other of shard.copies) {
    const isOwn = other === copy;
    const at = [other.nodeId, other.recovery?.toId ?? null];
    if (at.includes(node.id)) {
      const said = isOwn ? 'this shard is already allocated to this node' : 'a copy of this shard is already allocated to this node';
      return no('same_shard', `${said} [${name}, node[${node.id}], [${other.isPrimary ? 'P' : 'R'}], s[${other.state}]]`);
    }
    if (isOwn || settingOf(look.cluster, 'cluster.routing.allocation.same_shard.host') !== 'true') continue;
    const hosts = at.flatMap((id) => (id === null ? [] : [look.cluster.nodes.get(id)?.host]));
    if (hosts.includes(node.host)) {
      return no(
        'same_shard',
        `cannot allocate to node [${node.id}] because a copy of this shard is already allocated to host [${node.host}]`,
      );
    }
  }
  return yes('same_shard', 'none of the nodes on this host hold a copy of this shard');
};

/** As many shards of one index, or of all, as a node may hold. */
export const shardsLimit: Decider = (look, { index, copy }, node) => {
  const ofIndex = Number(indexSettingOf(index, 'index.routing.allocation.total_shards_per_node') ?? -1);
  const ofAll = numberOf(look.cluster, 'cluster.routing.allocation.total_shards_per_node');
  const held = ofIndex <= 0 ? 0 : heldOf(index, node.id) - (copy.nodeId === node.id ? 1 : 0);
  if (ofIndex > 0 && held >= ofIndex) {
    const setting = `index setting [index.routing.allocation.total_shards_per_node=${ofIndex}]`;
    return no('shards_limit', `too many shards [${held}] allocated to this node for index [${index.name}], ${setting}`);
  }
  const all = (look.tally.holdings.get(node.id)?.shards ?? 0) - (copy.nodeId === node.id ? 1 : 0);
  if (ofAll > 0 && all >= ofAll) {
    const setting = `cluster setting [cluster.routing.allocation.total_shards_per_node=${ofAll}]`;
    return no('shards_limit', `too many shards [${all}] allocated to this node, ${setting}`);
  }
  return yes('shards_limit', 'the shard count is under the limits of the cluster and of the index');
};

/** How many copies of an index are on a node or on their way to it. */
export function heldOf(index: Index, nodeId: string): number {
  let held = 0;
  for (const { copies } of index.shards) {
    for (const copy of copies) {
      if (isActive(copy) && copy.nodeId === nodeId) held += 1;
      if (copy.recovery?.toId === nodeId) held += 1;
    }
  }
  return held;
}

/** Copies of a shard are spread over the values of an attribute, where the cluster says which. */
export const awareness: Decider = (look, { shard, copy }, node) => {
  const attributes = (settingOf(look.cluster, 'cluster.routing.allocation.awareness.attributes') ?? '').split(',').filter(Boolean);
  if (attributes.length === 0) return yes('awareness', 'allocation awareness is not enabled');
  for (const attribute of attributes) {
    const value = node.attributes[attribute];
    if (value === undefined) {
      return no('awareness', `node does not contain the awareness attribute [${attribute}]`);
    }
    const values = new Set(look.dataNodes.flatMap(({ attributes: own }) => own[attribute] ?? []));
    const most = Math.ceil(shard.copies.length / values.size);
    const there = shard.copies.filter((other) => {
      const at = other === copy ? null : (other.recovery?.toId ?? other.nodeId);
      return at !== null && look.cluster.nodes.get(at)?.attributes[attribute] === value;
    }).length;
    if (there >= most) {
      const said = `there are [${shard.copies.length}] copies of this shard and [${values.size}] values for attribute [${attribute}]`;
      return no('awareness', `${said}, so at most [${most}] may be on nodes with value [${value}], and [${there}] are`);
    }
  }
  return yes('awareness', 'node meets all awareness attribute requirements');
};
