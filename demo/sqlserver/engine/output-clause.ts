import { COMMANDS } from '../tds/backend.ts';
import type { SqlType, Value } from '../tds/types.ts';
import { assignValue, columnAt, type Written, writtenName } from './assign-value.ts';
import type { Output, SelectItem } from './ast.ts';
import type { Table } from './catalog.ts';
import { type Binder, emptyScope, type Items, type Row } from './plan.ts';
import { finish, type Run, send } from './run.ts';
import { type RowChange, replaceRows, targetTable } from './run-table.ts';

type Bound = { items: Items; into: { written: Written; places: number[] } | null };

/** OUTPUT, bound over `inserted` and `deleted`. */
export function bindOutput(run: Run, binder: Binder, table: Table, output: Output | null): Bound | null {
  if (!output) return null;
  const sources = ['inserted', 'deleted'].map((alias, at) => ({
    alias,
    path: [alias],
    columns: table.columns,
    offset: at * table.columns.length,
  }));
  const items = binder.items(output.items satisfies readonly SelectItem[], { ...emptyScope(), sources });
  if (!output.into) return { items, into: null };
  const target = targetTable(run, binder, output.into.target, 'INSERT');
  const names = output.into.columns ?? target.columns.map((column) => column.name);
  const name = output.into.target.kind === 'table' ? (output.into.target.path.at(-1) ?? '') : output.into.target.name;
  const places = names.map((column) => columnAt(target, column, output.into?.target.line ?? 0));
  return { items, into: { written: { table: target, name: writtenName(run, target, name), verb: 'INSERT' }, places } };
}

function fill(run: Run, rows: readonly Row[], types: readonly SqlType[], into: NonNullable<Bound['into']>): void {
  const { table } = into.written;
  const added = rows.map((row) => {
    const made: Value[] = table.columns.map(() => null);
    for (const [at, place] of into.places.entries()) {
      made[place] = assignValue(run, place, { value: row[at] ?? null, type: types[at] ?? { name: 'null' } }, into.written);
    }
    return made;
  });
  replaceRows(
    run,
    table,
    [...table.rows, ...added],
    added.map((inserted) => ({ inserted, deleted: null })),
  );
}

/** Ends a statement that changed rows: tells what it changed, or how many. */
export async function answerChange(
  run: Run,
  changed: readonly RowChange[],
  bound: Bound | null,
  verb: 'insert' | 'update' | 'delete',
): Promise<void> {
  if (!bound) {
    finish(run, changed.length, COMMANDS[verb]);
    return;
  }
  const width =
    bound.items.columns.length === 0 ? 0 : Math.max(...changed.map(({ inserted, deleted }) => (inserted ?? deleted ?? []).length), 0);
  const nulls: Row = new Array<Value>(width).fill(null);
  const rows = changed.map(({ inserted, deleted }) =>
    bound.items.row({ row: [...(inserted ?? nulls), ...(deleted ?? nulls)], outer: null }),
  );
  if (!bound.into) {
    await send(run, { columns: bound.items.columns, rows }, COMMANDS[verb]);
    return;
  }
  fill(
    run,
    rows,
    bound.items.columns.map((column) => column.type),
    bound.into,
  );
  finish(run, changed.length, COMMANDS[verb]);
}
