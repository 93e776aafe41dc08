import type { CommonTable, Insert, Output, Target } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseTableHints } from './parse-hints.ts';
import { parseItems } from './parse-items.ts';

/** What a change begins with: its common tables and the line of its first word. */
export type ChangeHead = { with: CommonTable[]; line: number };

/** Reads the table, alias or table variable that is changed. */
export function parseTarget(cursor: Cursor): Target {
  const { kind, line } = cursor.token;
  if (kind === 'variable') return { kind: 'tableVariable', name: cursor.variable(), line };
  const path = cursor.path();
  return { kind: 'table', path, hints: cursor.is('WITH', '(') ? parseTableHints(cursor) : [], line };
}

/** Reads OUTPUT and its INTO; null where it does not stand. */
export function parseOutput(cursor: Cursor): Output | null {
  if (!cursor.take('OUTPUT')) return null;
  const items = parseItems(cursor);
  if (!cursor.take('INTO')) return { items, into: null };
  return { items, into: { target: parseTarget(cursor), columns: parseColumns(cursor) } };
}

/** Reads a list of columns in parentheses; null where none stands, or where a query stands in them. */
export function parseColumns(cursor: Cursor): Insert['columns'] {
  if (!cursor.is('(') || cursor.is('(', 'SELECT') || cursor.is('(', '(')) return null;
  return cursor.parenthesised(() => cursor.list(() => cursor.identifier()));
}
