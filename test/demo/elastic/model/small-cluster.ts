import { advance } from '#demo/elastic/model/advance.ts';
import { addIndex, addNode, createCluster, type IndexSpec, type NodeSpec } from '#demo/elastic/model/build.ts';
import { type Cluster, type Copy, nodeOf, type Role } from '#demo/elastic/model/cluster.ts';
import { tally } from '#demo/elastic/model/tally.ts';

export const T0 = Date.UTC(2026, 1, 3, 9, 30);
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const GB = 1024 ** 3;

const ROLES: readonly Role[] = ['master', 'data', 'ingest'];

type Made = { nodes?: readonly Partial<NodeSpec>[]; version?: string; product?: Cluster['product'] };

/** es1, es2, es3 (or as many as are given), each master and data, with a disk of 100 GB that nobody else uses; no index. */
export function cluster({ nodes = [{}, {}, {}], version = '8.17.0', product = 'elasticsearch' }: Made = {}): Cluster {
  const made = createCluster({ name: 'test', product, version }, T0);
  for (const [place, node] of nodes.entries()) addNode(made, { name: `es${place + 1}`, roles: ROLES, diskGb: 100, othersGb: 0, ...node });
  return made;
}

/** Adds an index of 1 GB a primary: `places` are names of nodes, a list for each shard with the primary's first. */
export function index(made: Cluster, places: readonly (readonly string[])[], spec: Partial<IndexSpec> = {}): void {
  const ids = places.map((names) => names.map((name) => nodeOf(made, name).id));
  addIndex(made, { name: 'posts', docs: 1_000, primaryBytes: places.length * GB, ...spec }, ids);
}

/** Moves it on by so many ms and tells its time. */
export function pass(made: Cluster, ms: number): number {
  advance(made, made.now + ms);
  return made.now;
}

/** A copy of posts[0], primary or the first replica. */
export function copyOf(made: Cluster, isPrimary: boolean, name = 'posts'): Copy {
  const copy = made.indices.get(name)?.shards[0]?.copies.find((one) => one.isPrimary === isPrimary);
  if (!copy) throw new Error(`no such copy of ${name}`);
  return copy;
}

/** Where a copy is, by name of the node. */
export function placeOf(made: Cluster, { nodeId }: Copy): string | null {
  return nodeId === null ? null : nodeOf(made, nodeId).name;
}

/** How many shards each node holds, by name. */
export function held(made: Cluster): Record<string, number> {
  return Object.fromEntries([...tally(made).holdings].map(([id, { shards }]) => [nodeOf(made, id).name, shards]));
}

export function persist(settings: Record<string, string | null>) {
  return { persistent: settings, transient: {} };
}
