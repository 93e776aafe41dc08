import { type Column, SqlError } from '../tds/types.ts';
import type { CommonTable, QueryBody } from './ast.ts';
import type { Binder, Commons, Frame, Plan, Row } from './plan.ts';
import { isSameName } from './scope.ts';

type Tools = {
  binder: Binder;
  convertRows(rows: readonly Row[], from: readonly Column[], to: readonly Column[]): Row[];
  limit: number;
};

/** Whether a query reads a table of that name. */
function reads(body: QueryBody, name: string): boolean {
  let isFound = false;
  JSON.stringify(body, (_name, part: unknown) => {
    if (typeof part === 'bigint') return null;
    if (
      typeof part === 'object' &&
      part !== null &&
      'kind' in part &&
      part.kind === 'table' &&
      'path' in part &&
      Array.isArray(part.path)
    ) {
      const path: unknown[] = part.path;
      isFound ||= path.length === 1 && isSameName(String(path[0]), name);
    }
    return part;
  });
  return isFound;
}

function renamed(table: CommonTable, columns: readonly Column[]): Column[] {
  if (!table.columns) {
    const at = columns.findIndex((column) => column.name === '');
    if (at >= 0)
      throw new SqlError(8155, `No column name was specified for column ${at + 1} of '${table.name}'.`, { state: 2, line: table.line });
    return [...columns];
  }
  if (table.columns.length !== columns.length) {
    const [number, word] = table.columns.length > columns.length ? [8158, 'fewer'] : [8159, 'more'];
    throw new SqlError(number, `'${table.name}' has ${word} columns than were specified in the column list.`, { line: table.line });
  }
  return columns.map((column, at) => ({ ...column, name: table.columns?.[at] ?? column.name }));
}

function bindPlain({ binder }: Tools, table: CommonTable, before: Commons | null): Plan {
  const plan = binder.query(table.query, null, before);
  let kept: Row[] | null = null;
  const rows = (outer: Frame | null): Row[] => {
    kept ??= plan.rows(outer);
    return kept;
  };
  return { columns: renamed(table, plan.columns), rows, dependsOnOuter: () => false };
}

/** 240: both halves of a table that reads itself have the same types, to the length of their texts. */
function checkTypes(table: CommonTable, anchor: readonly Column[], step: readonly Column[]): void {
  for (const [at, { name, type }] of anchor.entries()) {
    const other = step[at]?.type ?? type;
    const isSame =
      other.name === 'null' ||
      (type.name === other.name && type.length === other.length && type.precision === other.precision && type.scale === other.scale);
    if (isSame) continue;
    const what = `Types don't match between the anchor and the recursive part in column "${name}" of recursive query "${table.name}".`;
    throw new SqlError(240, what, { line: table.line });
  }
}

/** A table that reads itself: its first rows, and then again and again what its second half makes of the last ones. */
function bindRecursive(
  { binder, convertRows, limit }: Tools,
  table: CommonTable,
  parts: { anchor: QueryBody; step: QueryBody; before: Commons | null },
): Plan {
  const { anchor, step, before } = parts;
  const first = binder.body(anchor, null, before);
  const columns = renamed(table, first.columns);
  let latest: Row[] = [];
  const itself: Commons = { name: table.name, outer: before, bind: () => ({ columns, rows: () => latest, dependsOnOuter: () => true }) };
  const next = binder.body(step, null, itself);
  checkTypes(table, columns, next.columns);
  let kept: Row[] | null = null;
  const rows = (outer: Frame | null): Row[] => {
    if (kept) return kept;
    latest = first.rows(outer);
    const all = [...latest];
    for (let level = 0; latest.length > 0; level += 1) {
      latest = convertRows(next.rows(outer), next.columns, columns);
      if (latest.length > 0 && level >= limit) {
        throw new SqlError(530, `The statement terminated. The maximum recursion ${limit} has been exhausted before statement completion.`);
      }
      for (const row of latest) all.push(row);
    }
    kept = all;
    return all;
  };
  return { columns, rows, dependsOnOuter: () => false };
}

/** The common tables of a WITH, each seen by those after it. */
export function bindCommons(tools: Tools, tables: readonly CommonTable[], before: Commons | null): Commons | null {
  let known = before;
  for (const table of tables) {
    const earlier: Commons | null = known;
    const { body } = table.query;
    const isRecursive = body.kind === 'setOperation' && reads(body.right, table.name);
    if (isRecursive && body.operator !== 'UNION ALL') {
      const what = `Recursive common table expression '${table.name}' does not contain a top-level UNION ALL operator.`;
      throw new SqlError(252, what, { line: table.line });
    }
    const bind = (): Plan =>
      isRecursive
        ? bindRecursive(tools, table, { anchor: body.left, step: body.right, before: earlier })
        : bindPlain(tools, table, earlier);
    known = { name: table.name, bind, outer: earlier };
  }
  return known;
}
