import { SqlError, type Value } from '../tds/types.ts';
import type { Key, Statement, TableDefinition, Target } from './ast.ts';
import { castTo } from './bind-expression.ts';
import { findObject, type Table, type TableColumn, type TableRight } from './catalog.ts';
import { compareWithNull } from './compare.ts';
import { undeclaredTable } from './fail.ts';
import { type Binder, emptyScope, NO_FRAME } from './plan.ts';
import { RowLocks } from './row-locks.ts';
import { binderFor, type Run, variableOf } from './run.ts';
import { isSameName } from './scope.ts';
import { BIGINT } from './types.ts';

/** Puts a new table where its name says: 2714 where there is one, 262 in a database for who may make none there. */
export function addNewTable(run: Run, path: readonly string[], table: Table, line: number): void {
  const [name = '', schema = '', named = ''] = path.toReversed();
  const { temporary } = run.state;
  if (name.startsWith('#')) {
    if (temporary.has(name.toLowerCase())) throw alreadyThere(name, line);
    temporary.set(name.toLowerCase(), table);
    return;
  }
  const database = named ? run.who.instance.databases.get(named.toLowerCase()) : run.state.database;
  if (!database || !run.who.hasPermission(`CREATE TABLE on ${database.name}`))
    throw new SqlError(262, `CREATE TABLE permission denied in database '${database?.name ?? named}'.`, { severity: 14, line });
  const place = schema || 'dbo';
  const key = `${place}.${name}`.toLowerCase();
  if (database.objects.has(key)) throw alreadyThere(name, line);
  database.objects.set(key, { ...table, guardedAs: `${database.name}.${place}.${name}`, locks: new RowLocks() });
}

const alreadyThere = (name: string, line: number): SqlError =>
  new SqlError(2714, `There is already an object named '${name}' in the database.`, { state: 6, line });

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
  const table: Table = { kind: 'table', columns, rows: [], lastIdentity: BigInt(seed) - 1n };
  for (const key of definition.keys) addKey(table, key, { isUnique: key.kind !== 'index', line: 0 });
  return table;
}

/** Takes up a key or an index of a table. 1911 for a column that it has not. */
function addKey(table: Table, { kind, name, columns: names }: Key, { isUnique, line }: { isUnique: boolean; line: number }): void {
  const columns = names.map((column) => {
    const at = table.columns.findIndex((one) => isSameName(one.name, column));
    if (at >= 0) return at;
    throw new SqlError(1911, `Column name '${column}' does not exist in the target table or view.`, { line });
  });
  table.indexed = [...new Set([...(table.indexed ?? []), ...columns.slice(0, 1)])];
  const own = name ?? `${kind === 'primary' ? 'PK' : 'UQ'}__${names.join('_')}`;
  if (isUnique) table.unique = [...(table.unique ?? []), { name: own, kind, columns }];
}

/** CREATE INDEX; 1088 for a table that is not there or not theirs to change. */
export function createIndex(run: Run, { path, key, isUnique, isFiltered, line }: Extract<Statement, { kind: 'createIndex' }>): void {
  const last = path.at(-1) ?? '';
  const object = last.startsWith('#')
    ? run.state.temporary.get(last.toLowerCase())
    : findObject(run.who.instance, path, run.state.database.name);
  if (object?.kind !== 'table' || !mayAlter(run, object)) {
    const what = `Cannot find the object "${path.join('.')}" because it does not exist or you do not have permissions.`;
    throw new SqlError(1088, what, { state: 12, line });
  }
  // One of some rows finds no other rows.
  if (!isFiltered) addKey(object, key, { isUnique, line });
}

const mayAlter = (run: Run, { guardedAs }: Table): boolean => guardedAs === undefined || run.who.hasPermission(`ALTER on ${guardedAs}`);

/** CREATE TABLE. */
export function createTable(run: Run, path: readonly string[], definition: { table: TableDefinition; line: number }): void {
  addNewTable(run, path, makeTable(run, definition.table), definition.line);
}

/** DROP TABLE; 3701 for what is not there, or not theirs to drop. */
export function dropTables(run: Run, paths: readonly (readonly string[])[], isSilent: boolean): void {
  for (const path of paths) {
    const isKept = !(path.at(-1) ?? '').startsWith('#');
    const gone = isKept ? dropKept(run, path) : run.state.temporary.delete((path.at(-1) ?? '').toLowerCase());
    if (gone || isSilent) continue;
    const what = `Cannot drop the table '${path.join('.')}', because it does not exist or you do not have permission.`;
    throw new SqlError(3701, what, { severity: 11, state: 5 });
  }
}

function dropKept(run: Run, path: readonly string[]): boolean {
  const object = findObject(run.who.instance, path, run.state.database.name);
  if (object?.kind !== 'table' || !mayAlter(run, object)) return false;
  for (const { objects } of run.who.instance.databases.values())
    for (const [key, one] of objects) if (one === object) return objects.delete(key);
  return false;
}

/** The table that a statement changes, by a right on it; 208 for none, 229 without the right, 4406 for a view. */
export function targetTable(run: Run, binder: Binder, target: Target, right: TableRight): Table {
  if (target.kind === 'tableVariable') {
    const { table } = variableOf(run, target.name, target.line);
    if (!table) throw undeclaredTable(target.name, target.line);
    return table;
  }
  const { object } = binder.open(target.path, target.line, right);
  if (object.kind === 'table') return object;
  const what = `Update or insert of view or function '${target.path.join('.')}' failed because it contains a derived or constant field.`;
  throw new SqlError(4406, what, { line: target.line });
}

/** A row as it is after the change and as it was before; null where there is none. */
export type RowChange = { inserted: Value[] | null; deleted: Value[] | null };

/** Gives a table the rows that a change makes, in a way that a rollback can take back: of a table that others change too, those of the change alone, which this session then holds to its end. */
export function replaceRows(run: Run, table: Table, rows: Value[][], changes: readonly RowChange[]): void {
  const before = table.rows;
  table.rows = rows;
  if (!run.state.undo) return;
  const { locks } = table;
  run.state.undo.push(() => {
    table.rows = locks ? withoutChanges(table, changes) : before;
  });
  if (!locks) return;
  run.state.locks.add(locks);
  locks.take(
    run.state,
    changes.flatMap(({ inserted }) => (inserted ? [inserted] : [])),
  );
}

/** What was deleted comes back in the order of the identity column. */
function withoutChanges({ rows, columns }: Table, changes: readonly RowChange[]): Value[][] {
  const before = new Map(changes.flatMap(({ inserted, deleted }) => (inserted ? [[inserted, deleted] as const] : [])));
  const left = rows.flatMap((row) => {
    const was = before.get(row);
    return was === undefined ? [row] : was === null ? [] : [was];
  });
  const back = changes.flatMap(({ inserted, deleted }) => (inserted === null && deleted ? [deleted] : []));
  const identity = columns.findIndex((column) => column.isIdentity);
  const all = [...left, ...back];
  return back.length === 0 || identity < 0
    ? all
    : all.toSorted((a, b) => compareWithNull(a[identity] ?? null, b[identity] ?? null, columns[identity]?.type ?? BIGINT));
}
