import { type Cluster, type Copy, type Index, indexOf, isActive, Refusal } from './cluster.ts';
import { knownIndexSetting } from './known-settings.ts';
import { dropDormant, unplaced } from './place.ts';
import { commit } from './state-version.ts';

/** How many shards took part: `total` counts copies that should be, `successful` those that were. */
export type Broadcast = { total: number; successful: number; failed: number };

/** Changes settings of indices all or none ("index.blocks.read_only_allow_delete"); null takes one away. Throws Refusal as the product: 400, 404. */
export function applyIndexSettings(cluster: Cluster, names: readonly string[], change: Record<string, string | null>, now: number): void {
  const indices = names.map((name) => indexOf(cluster, name));
  for (const [name, value] of Object.entries(change)) checkSetting(indices, name, value);
  for (const index of indices) {
    for (const [name, value] of Object.entries(change)) {
      if (name === 'index.number_of_replicas') setReplicas(cluster, index, { replicas: value === null ? 1 : Number(value), now });
      else if (value === null) delete index.settings[name];
      else index.settings[name] = value;
    }
  }
  commit(cluster);
}

function checkSetting(indices: readonly Index[], name: string, value: string | null): void {
  const known = knownIndexSetting(name);
  if (!known && (value !== null || indices.every(({ settings }) => settings[name] === undefined))) {
    const reason = `unknown setting [${name}] please check that any required plugins are installed, or check the breaking changes documentation for removed settings`;
    throw new Refusal(400, 'illegal_argument_exception', reason);
  }
  const wrong = value === null ? null : (known?.wrong(value) ?? null);
  if (wrong !== null)
    throw new Refusal(400, 'illegal_argument_exception', `Failed to parse value [${value}] for setting [${name}]: ${wrong}`);
}

function setReplicas(cluster: Cluster, index: Index, { replicas, now }: { replicas: number; now: number }): void {
  index.replicas = replicas;
  for (const shard of index.shards) {
    // Those that are nowhere go first.
    const ordered = [...shard.copies].sort((a, b) => rank(a) - rank(b));
    shard.copies = ordered.slice(0, replicas + 1);
    while (shard.copies.length < replicas + 1) shard.copies.push(unplaced(false, 'REPLICA_ADDED', now));
    dropDormant(cluster, shard);
  }
}

function rank(copy: Copy): number {
  if (copy.isPrimary) return 0;
  return isActive(copy) ? 1 : copy.state === 'INITIALIZING' ? 2 : 3;
}

export function flush(cluster: Cluster, names: readonly string[]): Broadcast {
  return broadcast(cluster, names, 'flushes');
}

export function refresh(cluster: Cluster, names: readonly string[]): Broadcast {
  return broadcast(cluster, names, 'refreshes');
}

export function clearCache(cluster: Cluster, names: readonly string[]): Broadcast {
  return broadcast(cluster, names, 'cacheClears');
}

function broadcast(cluster: Cluster, names: readonly string[], counter: 'flushes' | 'refreshes' | 'cacheClears'): Broadcast {
  const indices = names.map((name) => indexOf(cluster, name));
  let total = 0;
  let successful = 0;
  for (const { shards, counters } of indices) {
    for (const { copies } of shards) {
      total += copies.length;
      successful += copies.filter(isActive).length;
    }
    counters[counter] += shards.reduce((sum, { copies }) => sum + copies.filter(isActive).length, 0);
  }
  return { total, successful, failed: 0 };
}
