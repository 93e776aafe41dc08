import { type Cluster, holdsData, type Index, membersOf, type Node } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import { knownIndexSetting } from './known-settings.ts';
import { msOf } from './setting-values.ts';
import { type Tally, tally } from './tally.ts';

export type FilterKind = 'include' | 'require' | 'exclude';
export type Filter = { attribute: string; values: string[] };
export type Filters = Record<FilterKind, Filter[]>;

/** A cluster as those see it who decide where shards go: what is where, and the settings that they ask for again and again. */
export type Look = {
  cluster: Cluster;
  now: number;
  tally: Tally;
  dataNodes: Node[];
  filters: Filters;
  /** Of indices, read once. */
  indexFilters: Map<Index, Filters>;
  plain: Map<Index, boolean>;
  /** How much all shards of a node count, and those of one index. */
  balance: { shard: number; index: number };
};

const KINDS: readonly FilterKind[] = ['include', 'require', 'exclude'];

export function lookAt(cluster: Cluster, now: number): Look {
  const { persistent, transient } = cluster.settings;
  return {
    cluster,
    now,
    tally: tally(cluster),
    dataNodes: membersOf(cluster).filter(holdsData),
    filters: readFilters('cluster.routing.allocation', { ...persistent, ...transient }),
    indexFilters: new Map(),
    plain: new Map(),
    balance: {
      shard: numberOf(cluster, 'cluster.routing.allocation.balance.shard'),
      index: numberOf(cluster, 'cluster.routing.allocation.balance.index'),
    },
  };
}

/** What the settings of an index say of nodes. */
export function filtersOf(look: Look, index: Index): Filters {
  const known = look.indexFilters.get(index);
  if (known) return known;
  const read = readFilters('index.routing.allocation', index.settings);
  look.indexFilters.set(index, read);
  return read;
}

/** Whether its settings say nothing of where it may be. */
export function isPlainIndex(look: Look, index: Index): boolean {
  const known = look.plain.get(index);
  if (known !== undefined) return known;
  const isPlain = !Object.keys(index.settings).some((name) => name.startsWith('index.routing.allocation.'));
  look.plain.set(index, isPlain);
  return isPlain;
}

/** A setting of the cluster as a number; 0 where it is none. */
export function numberOf(cluster: Cluster, name: string): number {
  return Number(settingOf(cluster, name) ?? 0);
}

/** A setting of an index, or what it is by default; null for one that has none. */
export function indexSettingOf(index: Index, name: string): string | null {
  return index.settings[name] ?? knownIndexSetting(name)?.value ?? null;
}

/** For how long copies of it wait for a node that left, in ms. */
export function delayOf(index: Index): number {
  return msOf(indexSettingOf(index, 'index.unassigned.node_left.delayed_timeout') ?? '1m');
}

function readFilters(prefix: string, settings: Record<string, string>): Filters {
  const found: Filters = { include: [], require: [], exclude: [] };
  for (const [name, value] of Object.entries(settings)) {
    if (!name.startsWith(prefix) || value === '') continue;
    const [kind, attribute, ...rest] = name.slice(prefix.length + 1).split('.');
    const known = KINDS.find((one) => one === kind);
    if (!known || !attribute || attribute === '_tier_preference' || rest.length > 0) continue;
    found[known].push({ attribute, values: value.split(',').map((one) => one.trim()) });
  }
  return found;
}
