import { SqlError, type Value } from '../tds/types.ts';
import type { TableDefinition, Target } from './ast.ts';
import { castTo } from './bind-expression.ts';
import type { Table, TableColumn } from './catalog.ts';
import { undeclaredTable } from './fail.ts';
import { type Binder, emptyScope, NO_FRAME } from './plan.ts';
import { binderFor, type Run, variableOf } from './run.ts';

/** Only temporary tables are made: 262 for any other, 2714 for one that is there. */
export function denyCreate(run: Run, name: string, line: number): void {
  if (!name.startsWith('#')) {
    throw new SqlError(262, `CREATE TABLE permission denied in database '${run.state.database.name}'.`, { severity: 14, line });
  }
  if (run.state.temporary.has(name.toLowerCase())) {
    throw new SqlError(2714, `There is already an object named '${name}' in the database.`, { state: 6, line });
  }
}

/** An empty table as CREATE TABLE or DECLARE describes it. */
export function makeTable(run: Run, definition: TableDefinition): Table {
  const columns = definition.columns.map((column): TableColumn => {
    const { defaultValue, type } = column;
    const isNullable = column.nullable && !definition.keys.some((key) => key.kind === 'primary' && key.columns.includes(column.name));
    const plain = { name: column.name, type, isNullable, isIdentity: column.identity !== null };
    if (!defaultValue) return plain;
    const bound = castTo(binderFor(run).binder.expression(defaultValue, emptyScope()), type);
    return { ...plain, makeDefault: (): Value => bound.evaluate(NO_FRAME) };
  });
  const seed = definition.columns.find((column) => column.identity)?.identity?.seed ?? 1;
  return { kind: 'table', columns, rows: [], lastIdentity: BigInt(seed) - 1n };
}

/** CREATE TABLE #name. */
export function createTable(run: Run, path: readonly string[], definition: { table: TableDefinition; line: number }): void {
  const name = path.at(-1) ?? '';
  denyCreate(run, name, definition.line);
  run.state.temporary.set(name.toLowerCase(), makeTable(run, definition.table));
}

/** DROP TABLE of temporary tables; 3701 for what is not there. */
export function dropTables(run: Run, paths: readonly (readonly string[])[], isSilent: boolean): void {
  for (const path of paths) {
    if (run.state.temporary.delete((path.at(-1) ?? '').toLowerCase()) || isSilent) continue;
    const what = `Cannot drop the table '${path.join('.')}', because it does not exist or you do not have permission.`;
    throw new SqlError(3701, what, { severity: 11, state: 5 });
  }
}

/** The table that a statement changes; 208 for none, 4406 for a view. */
export function targetTable(run: Run, binder: Binder, target: Target): Table {
  if (target.kind === 'tableVariable') {
    const { table } = variableOf(run, target.name, target.line);
    if (!table) throw undeclaredTable(target.name, target.line);
    return table;
  }
  const { object } = binder.open(target.path, target.line);
  if (object.kind === 'table') return object;
  const what = `Update or insert of view or function '${target.path.join('.')}' failed because it contains a derived or constant field.`;
  throw new SqlError(4406, what, { line: target.line });
}

/** Gives a table other rows, in a way that a rollback can take back. */
export function replaceRows(run: Run, table: Table, rows: Value[][]): void {
  const before = table.rows;
  run.state.undo?.push(() => {
    table.rows = before;
  });
  table.rows = rows;
}
