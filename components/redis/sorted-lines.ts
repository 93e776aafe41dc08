import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { type Sort, sortBy } from '../ui/sort.ts';
import { COLUMNS, type NodeTreeLine } from './columns.ts';
import type { NodeLine } from './node-line.ts';
import { type TreeLine, toTree } from './tree.ts';

/** The tree of a group: those that follow the same master in the order of a column, each with those below it. As it stands in the configuration without one. */
export function sortedTree(nodes: readonly NodeLine[], names: HostNames, sort: Sort, board: Moment): TreeLine[] {
  const lines = toTree(nodes, names);
  if (sort === null) return lines;
  const order = sortedLines(lines.filter(isNode), sort, board);
  return toTree(
    order.map(({ node }) => node),
    names,
  );
}

/** Lines of nodes in the order of a column. */
export function sortedLines(lines: readonly NodeTreeLine[], sort: Sort, board: Moment): readonly NodeTreeLine[] {
  const by = COLUMNS.find(({ id }) => id === sort?.column)?.sortedBy;
  return sort && by ? sortBy(lines, sort.isDown, (line) => by(line, board)) : lines;
}

function isNode(line: TreeLine): line is NodeTreeLine {
  return line.is === 'node';
}
