import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { assignValue, columnAt, type Written, writtenName } from './assign-value.ts';
import type { Expression, Insert } from './ast.ts';
import type { Table } from './catalog.ts';
import { convert } from './convert.ts';
import { answerChange, bindOutput } from './output-clause.ts';
import { type Binder, emptyScope, NO_FRAME } from './plan.ts';
import { binderFor, type Run } from './run.ts';
import { collectRows } from './run-execute.ts';
import { replaceRows, targetTable } from './run-table.ts';
import { carryIndexes } from './table-index.ts';
import { numeric, wholeOf } from './types.ts';
import { checkUniqueKeys } from './unique-keys.ts';

/** A row to be inserted: a value with its type for each named column, null for DEFAULT. */
type Given = ({ value: Value; type: SqlType } | null)[];

function checkCount(given: number, wanted: number, { kind, line }: { kind: 'values' | 'query'; line: number }): void {
  if (given === wanted) return;
  const isShort = given < wanted;
  const list = kind === 'values' ? ['VALUES clause', 'values specified in the VALUES clause'] : ['SELECT list', 'items in the SELECT list'];
  const number = kind === 'values' ? (isShort ? 109 : 110) : isShort ? 120 : 121;
  const what = `There are ${isShort ? 'more' : 'fewer'} columns in the INSERT statement than values specified in the ${list[0]}.`;
  throw new SqlError(number, what, { severity: 15, line });
}

function bindValues(binder: Binder, rows: readonly Expression[][], count: number, line: number): () => Given[] {
  const bound = rows.map((row) => {
    checkCount(row.length, count, { kind: 'values', line });
    return row.map((expression) => (expression.kind === 'default' ? null : binder.expression(expression, emptyScope())));
  });
  return () => bound.map((row) => row.map((one) => one && { value: one.evaluate(NO_FRAME), type: one.type }));
}

async function givenRows(run: Run, insert: Insert, places: readonly number[]): Promise<Given[]> {
  const { source, line } = insert;
  const { binder, read } = binderFor(run);
  if (source.kind === 'defaults') return [[]];
  if (source.kind === 'execute') {
    const sets = await collectRows(run, source.statement);
    return sets.flatMap(({ columns, rows }) => {
      if (columns.length !== places.length) {
        throw new SqlError(213, 'Column name or number of supplied values does not match table definition.', { state: 7, line });
      }
      return rows.map((row) => row.map((value, at) => ({ value, type: columns[at]?.type ?? { name: 'null' as const } })));
    });
  }
  if (source.kind === 'values') {
    const values = bindValues(binder, source.rows, places.length, line);
    await read();
    return values();
  }
  const plan = binder.query(source.query, null, binder.commons(insert.with, null, []));
  checkCount(plan.columns.length, places.length, { kind: 'query', line });
  await read();
  return plan.rows(null).map((row) => row.map((value, at) => ({ value, type: plan.columns[at]?.type ?? { name: 'null' as const } })));
}

/** Where the values of an INSERT go; without a list, into all columns but the one that counts. */
function placesOf(insert: Insert, table: Table): number[] {
  if (!insert.columns) return table.columns.flatMap((column, at) => (column.isIdentity ? [] : [at]));
  return insert.columns.map((name) => columnAt(table, name, insert.line));
}

/** 544: the identity column takes a value only while the session says so. */
function checkIdentity(run: Run, insert: Insert, { table, places }: { table: Table; places: readonly number[] }): void {
  const isOpen = run.state.options.get('identity_insert') === nameOf(insert).toLowerCase();
  if (isOpen || !places.some((at) => table.columns[at]?.isIdentity)) return;
  throw new SqlError(
    544,
    `Cannot insert explicit value for identity column in table '${nameOf(insert)}' when IDENTITY_INSERT is set to OFF.`,
  );
}

const nameOf = ({ target }: Insert): string => (target.kind === 'table' ? (target.path.at(-1) ?? '') : target.name);

function newRow(run: Run, written: Written, places: readonly number[], given: Given): Value[] {
  const { table } = written;
  return table.columns.map((column, at): Value => {
    const from = places.indexOf(at);
    const value = from >= 0 ? given[from] : null;
    if (value) {
      const assigned = assignValue(run, at, value, written);
      if (column.isIdentity && wholeOf(assigned) > table.lastIdentity) table.lastIdentity = wholeOf(assigned);
      return assigned;
    }
    if (!column.isIdentity) return assignValue(run, at, { value: column.makeDefault?.() ?? null, type: column.type }, written);
    table.lastIdentity += 1n;
    run.state.identity = table.lastIdentity;
    return convert(table.lastIdentity, { from: numeric(38, 0), to: column.type });
  });
}

/** Binds an INSERT without running it. */
export function tryInsert(binder: Binder, run: Run, insert: Insert): void {
  const table = targetTable(run, binder, insert.target, 'INSERT');
  const places = placesOf(insert, table);
  bindOutput(run, binder, table, insert.output);
  if (insert.source.kind === 'values') bindValues(binder, insert.source.rows, places.length, insert.line);
  if (insert.source.kind !== 'query') return;
  const plan = binder.query(insert.source.query, null, binder.commons(insert.with, null, []));
  checkCount(plan.columns.length, places.length, { kind: 'query', line: insert.line });
}

/** INSERT: all its rows or none. */
export async function runInsert(run: Run, insert: Insert): Promise<void> {
  const { binder } = binderFor(run);
  const table = targetTable(run, binder, insert.target, 'INSERT');
  const places = placesOf(insert, table);
  checkIdentity(run, insert, { table, places });
  const output = bindOutput(run, binder, table, insert.output);
  const written: Written = { table, name: writtenName(run, table, nameOf(insert)), verb: 'INSERT' };
  const given = await givenRows(run, insert, places);
  const added = given.map((row) => newRow(run, written, places, row));
  const changes = added.map((inserted) => ({ inserted, deleted: null }));
  checkUniqueKeys(table, changes, written, null);
  const before = table.rows;
  replaceRows(run, table, [...before, ...added], changes);
  carryIndexes(before, table, new Set());
  await answerChange(run, changes, output, 'insert');
}
