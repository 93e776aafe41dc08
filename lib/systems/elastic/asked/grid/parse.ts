import { JsonPart } from '../../json-part.ts';
import { memberNames, shardsIn } from '../../parse-shards.ts';
import type { Grid, GridCopy, GridInput } from './model.ts';

/** Reads where the copies of some indices are, from the `routing_table` and `nodes` of `_cluster/state`. Throws ParseError. */
export function parseGrid(raw: unknown, { indices }: GridInput): Grid {
  const told = new JsonPart(raw, '');
  const byIndex = new Map<string, GridCopy[]>();
  told.neededPart('nodes');
  // A part in which nothing is left is left out itself.
  for (const { index, number, isPrimary, state, node, to, unassigned } of told.has('routing_table') ? shardsIn(told) : []) {
    const copies = byIndex.get(index) ?? [];
    byIndex.set(index, copies);
    copies.push({ number, isPrimary, state, member: node, to, reason: unassigned?.reason ?? null });
  }
  return {
    members: [...memberNames(told).values()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    indices: indices.flatMap((name) => {
      const copies = byIndex.get(name);
      return copies === undefined ? [] : [{ name, copies: copies.toSorted(byPlace) }];
    }),
    gone: indices.filter((name) => !byIndex.has(name)),
  };
}

/** By number, the primary before its replicas. */
function byPlace(a: GridCopy, b: GridCopy): number {
  return a.number - b.number || Number(b.isPrimary) - Number(a.isPrimary);
}
