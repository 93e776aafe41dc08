import { SqlError } from '../tds/types.ts';
import type { Expression, Select, SelectItem, Source, Top } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseItems } from './parse-items.ts';
import { parsePostfix } from './parse-primary.ts';
import { parseFrom } from './parse-source.ts';

/** Reads SELECT up to HAVING. Throws SqlError 141 when it both assigns variables and answers rows. */
export function parseSelect(cursor: Cursor): Select {
  const { line } = cursor;
  cursor.need('SELECT');
  const distinct = cursor.take('DISTINCT');
  if (!distinct) cursor.take('ALL');
  const top = parseTop(cursor, { isBareAllowed: true });
  const items = checkedItems(parseItems(cursor), line);
  const into = cursor.take('INTO') ? cursor.path() : null;
  return {
    kind: 'select',
    items,
    distinct,
    top,
    into,
    ...parseFromWhere(cursor),
    groupBy: parseGroupBy(cursor),
    having: parseHaving(cursor),
    line,
  };
}

/** Reads TOP; only SELECT may leave out the parentheses, and only around a number. */
export function parseTop(cursor: Cursor, { isBareAllowed }: { isBareAllowed: boolean }): Top | null {
  if (!cursor.take('TOP')) return null;
  if (!cursor.is('(') && !(isBareAllowed && cursor.token.kind === 'number')) throw cursor.unexpected();
  const count = parsePostfix(cursor, 'value');
  const percent = cursor.take('PERCENT');
  return { count, percent, ties: cursor.take('WITH', 'TIES') };
}

/** Reads FROM and WHERE, each of which may be missing. */
export function parseFromWhere(cursor: Cursor): { from: Source | null; where: Expression | null } {
  const from = cursor.take('FROM') ? parseFrom(cursor) : null;
  const where = cursor.take('WHERE') ? cursor.condition() : null;
  return { from, where };
}

function checkedItems(items: SelectItem[], line: number): SelectItem[] {
  const assignments = items.filter(({ kind }) => kind === 'assign').length;
  if (assignments > 0 && assignments < items.length) {
    const message = 'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.';
    throw new SqlError(141, message, { severity: 15, line });
  }
  return items;
}

function parseGroupBy(cursor: Cursor): Expression[] {
  if (!cursor.take('GROUP')) return [];
  cursor.need('BY');
  const isGrouping = cursor.is('ALL') || cursor.is('ROLLUP', '(') || cursor.is('CUBE', '(') || cursor.is('GROUPING', 'SETS');
  if (isGrouping || cursor.is('(', ')')) throw notBuilt('GROUP BY with ALL, ROLLUP, CUBE or GROUPING SETS', cursor.line);
  const expressions = cursor.list(() => cursor.expression());
  if (cursor.is('WITH', 'ROLLUP') || cursor.is('WITH', 'CUBE')) throw notBuilt('GROUP BY … WITH ROLLUP or CUBE', cursor.line);
  return expressions;
}

function parseHaving(cursor: Cursor): Expression | null {
  return cursor.take('HAVING') ? cursor.condition() : null;
}
