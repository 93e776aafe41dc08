import type { Index, Node } from './cluster.ts';
import { heldOf } from './deciders-place.ts';
import type { Look } from './look.ts';

/** How heavy a node is for an index: by all that it holds, and by what it holds of that index. As the product weighs, without the means that are the same for all. */
export function weightOf(look: Look, index: Index, node: Node): number {
  const holding = look.tally.holdings.get(node.id);
  const all = holding ? holding.shards - holding.leaving : 0;
  return look.balance.shard * all + look.balance.index * heldOf(index, node.id);
}

/** The lightest first; those that weigh the same in the order of their names. */
export function weigh(look: Look, index: Index, nodes: readonly Node[]): Node[] {
  const weighed = nodes.map((node) => ({ node, weight: weightOf(look, index, node) }));
  weighed.sort((a, b) => a.weight - b.weight || a.node.name.localeCompare(b.node.name));
  return weighed.map(({ node }) => node);
}
