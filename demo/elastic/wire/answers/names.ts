import { type Cluster, holdsData, type Index, isActive, type Node } from '../../model/cluster.ts';
import type { Ask } from '../ask.ts';
import { isLike } from '../filter-path.ts';
import { noSuchIndex } from '../wire-error.ts';

/** The indices that an expression means: names, aliases, data streams, `*` within them, `_all`. Hidden ones are meant by no `*` unless `withHidden`. Throws 404 for a name that nothing has. */
export function indicesBy(cluster: Cluster, expression: string | undefined, withHidden = false): Index[] {
  const all = [...cluster.indices.values()];
  if (expression === undefined) return all;
  const meant = new Set<Index>();
  for (const name of expression.split(',')) {
    if (name.startsWith('-')) for (const one of all.filter((index) => isNamed(index, name.slice(1)))) meant.delete(one);
    else for (const one of named(all, name, withHidden)) meant.add(one);
  }
  return [...meant];
}

function named(all: Index[], name: string, withHidden: boolean): Index[] {
  if (name === '_all') return named(all, '*', withHidden);
  const isPattern = name.includes('*');
  const found = all.filter((index) => isNamed(index, name) && (!isPattern || withHidden || !index.isHidden || index.dataStream !== null));
  if (found.length === 0 && !isPattern) throw noSuchIndex(name);
  return found;
}

function isNamed({ name, aliases, dataStream }: Index, pattern: string): boolean {
  return [name, ...aliases, ...(dataStream === null ? [] : [dataStream])].some((one) => isLike(one, pattern));
}

/** The nodes that the asked one knows of. */
export function seenNodes({ cluster, view }: Pick<Ask, 'cluster' | 'view'>): Node[] {
  return view.nodeIds.flatMap((id) => cluster.nodes.get(id) ?? []);
}

/** Those of them that answer it: itself, and those that are well while it is. */
export function isReached({ node }: Pick<Ask, 'node'>, other: Node): boolean {
  return other.id === node.id || (other.condition === 'up' && node.condition === 'up');
}

/** The nodes that an expression means: ids, names, addresses, `_all`, `_local`, `_master`, `_cluster_manager`, `data:true`, `*` within them. */
export function nodesBy(ask: Pick<Ask, 'cluster' | 'view' | 'node'>, expression: string | undefined): Node[] {
  const seen = seenNodes(ask);
  if (expression === undefined || expression === '') return seen;
  const wanted = expression.split(',');
  return seen.filter((node) => wanted.some((one) => isMeant(ask, node, one)));
}

function isMeant({ view, node: asked }: Pick<Ask, 'view' | 'node'>, node: Node, expression: string): boolean {
  if (expression === '_all') return true;
  if (expression === '_local') return node.id === asked.id;
  if (expression === '_master' || expression === '_cluster_manager') return node.id === view.masterId;
  if (expression === 'data:true') return holdsData(node);
  return [node.id, node.name, node.host, node.ip].some((one) => isLike(one, expression));
}

/** How many copies should have answered, and how many did: of a call that goes to all of them. */
export function broadcastOf(indices: readonly Index[]): { total: number; successful: number; failed: number } {
  const copies = indices.flatMap(({ shards }) => shards.flatMap((shard) => shard.copies));
  return { total: copies.length, successful: copies.filter(isActive).length, failed: 0 };
}
