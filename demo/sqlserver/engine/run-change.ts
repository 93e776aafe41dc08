import { SqlError, type Value } from '../tds/types.ts';
import { assignValue, columnAt, type Written, writtenName } from './assign-value.ts';
import type { Arithmetic, Assignment, Delete, Expression, Source, Target, Update } from './ast.ts';
import { castTo, wholeWithoutRow } from './bind-expression.ts';
import type { Table } from './catalog.ts';
import { convert } from './convert.ts';
import { notBuilt } from './not-built.ts';
import { answerChange, bindOutput } from './output-clause.ts';
import { type Binder, type Bound, emptyScope, type Frame, NO_FRAME, type Scope } from './plan.ts';
import { binderFor, type Run, variableOf } from './run.ts';
import { type RowChange, replaceRows, targetTable } from './run-table.ts';
import { isSameName } from './scope.ts';
import { carryIndexes } from './table-index.ts';
import { BIGINT, FLOAT, numberOf } from './types.ts';
import { checkUniqueKeys } from './unique-keys.ts';

type TableSource = Extract<Source, { kind: 'table' | 'tableVariable' }>;
type Touched = { table: Table; scope: Scope; rows(): { frame: Frame; at: number }[] };

function tablesIn(source: Source): TableSource[] {
  if (source.kind === 'table' || source.kind === 'tableVariable') return [source];
  return source.kind === 'join' || source.kind === 'apply' ? [...tablesIn(source.left), ...tablesIn(source.right)] : [];
}

/** The table of FROM that the target names, by its alias there or by its name. */
function namedInFrom(target: Target, from: Source): TableSource | null {
  const name = target.kind === 'table' ? (target.path.at(-1) ?? '') : target.name;
  const all = tablesIn(from);
  const byAlias = all.find((source) => source.alias !== null && isSameName(source.alias, name));
  return byAlias ?? all.find((source) => isSameName(source.kind === 'table' ? (source.path.at(-1) ?? '') : source.name, name)) ?? null;
}

function asTarget(source: TableSource): Target {
  const { line } = source;
  return source.kind === 'table'
    ? { kind: 'table', path: source.path, hints: [], line }
    : { kind: 'tableVariable', name: source.name, line };
}

function asSource(target: Target): TableSource {
  const { line } = target;
  if (target.kind === 'table') return { kind: 'table', path: target.path, alias: null, hints: [], line };
  return { kind: 'tableVariable', name: target.name, alias: null, line };
}

/** The rows that an UPDATE or DELETE touches, each once, with its place in the table. */
function touched(run: Run, binder: Binder, change: Update | Delete): Touched {
  const { target } = change;
  if (target.kind === 'table' && change.with.some((table) => isSameName(table.name, target.path.at(-1) ?? ''))) {
    throw notBuilt('a change through WITH', change.line);
  }
  const commons = binder.commons(change.with, null, change.options);
  const named = change.from ? namedInFrom(target, change.from) : null;
  const table = targetTable(run, binder, named ? asTarget(named) : target, change.kind === 'update' ? 'UPDATE' : 'DELETE');
  const source = named && change.from ? change.from : asSource(target);
  const isAlone = source.kind === 'table' || source.kind === 'tableVariable';
  const from = binder.source(source, { outer: null, commons, target: table, where: isAlone ? change.where : null });
  const scope: Scope = { ...emptyScope(null, commons), sources: from.sources };
  const where = change.where ? binder.condition(change.where, scope) : null;
  const place = from.sources
    .flatMap((source) => source.columns.map((column, at) => (column.isHidden ? source.offset + at : -1)))
    .find((at) => at >= 0);
  const top = change.top ? castTo(binder.expression(change.top.count, emptyScope()), change.top.percent ? FLOAT : BIGINT) : null;
  const isPercent = change.top?.percent === true;
  const rows = (): { frame: Frame; at: number }[] => {
    const limit = top && !isPercent ? wholeWithoutRow(top) : Number.POSITIVE_INFINITY;
    const found = new Map<number, Frame>();
    for (const row of from.rows(null)) {
      const frame = { row, outer: null };
      const at = row[place ?? -1];
      if (found.size >= limit) break;
      if (typeof at === 'number' && !found.has(at) && (!where || where(frame) === true)) found.set(at, frame);
    }
    const all = [...found].map(([at, frame]) => ({ frame, at: numberOf(at) }));
    return top && isPercent ? all.slice(0, Math.ceil((all.length * numberOf(top.evaluate(NO_FRAME) ?? 0)) / 100)) : all;
  };
  return { table, scope, rows };
}

/** The value of an entry of SET; `c += 1` is the sum of the column and 1. */
function assigned(assignment: Assignment): Expression {
  const { operator, value, line, column, variable } = assignment;
  if (operator === '=') return value;
  const left: Expression = column ? { kind: 'column', path: [column], line } : { kind: 'variable', name: variable ?? '', line };
  // Every operator of an assignment but '=' is one of arithmetic with a '=' behind it.
  return { kind: 'binary', operator: operator.slice(0, 1) as Arithmetic, left, right: value, line };
}

type Setting = { at: number | null; variable: string | null; bound: Bound; line: number };

function bindSettings(binder: Binder, update: Update, { table, scope }: Touched): Setting[] {
  return update.set.map((assignment) => {
    const { column, variable, line } = assignment;
    const at = column === null ? null : columnAt(table, column, line);
    if (at !== null && table.columns[at]?.isIdentity) throw new SqlError(8102, `Cannot update identity column '${column}'.`, { line });
    return { at, variable, bound: binder.expression(assigned(assignment), scope), line };
  });
}

function changedRow(
  run: Run,
  frame: Frame,
  before: Value[],
  { settings, written }: { settings: readonly Setting[]; written: Written },
): Value[] {
  const row = [...before];
  for (const { at, variable, bound, line } of settings) {
    const value = bound.evaluate(frame);
    if (at !== null) row[at] = assignValue(run, at, { value, type: bound.type }, written);
    if (variable === null) continue;
    const target = variableOf(run, variable, line);
    target.value = convert(value, { from: bound.type, to: target.type });
  }
  return row;
}

const nameOf = (target: Target): string => (target.kind === 'table' ? (target.path.at(-1) ?? '') : target.name);

/** Binds an UPDATE or DELETE without running it. */
export function tryChange(binder: Binder, run: Run, change: Update | Delete): void {
  const found = touched(run, binder, change);
  if (change.kind === 'update') bindSettings(binder, change, found);
  bindOutput(run, binder, found.table, change.output);
}

type Places = ReturnType<Touched['rows']>;
type Steps<Ready> = { bind(binder: Binder, found: Touched): Ready; make(found: Touched, places: Places, ready: Ready): RowChange[] };

/**
 * Binds a change and makes it as soon as nobody else holds a row that it touches, with no moment between the look and the change. While it waits other rows may have come to be touched: it is bound anew.
 */
async function whenFree<Ready>(
  run: Run,
  change: Update | Delete,
  { bind, make }: Steps<Ready>,
): Promise<{ changed: RowChange[]; ready: Ready }> {
  for (;;) {
    const { binder, read } = binderFor(run);
    const found = touched(run, binder, change);
    const ready = bind(binder, found);
    await read();
    const { table } = found;
    const places = found.rows();
    const rows = places.flatMap(({ at }) => table.rows.slice(at, at + 1));
    if (!table.locks?.isAnyHeldFrom(run.state, rows)) return { changed: make(found, places, ready), ready };
    await table.locks.untilFree(run, () => rows);
  }
}

/** UPDATE: all its rows or none. */
export async function runUpdate(run: Run, update: Update): Promise<void> {
  const { changed, ready } = await whenFree(run, update, {
    bind: (binder, found) => ({
      settings: bindSettings(binder, update, found),
      output: bindOutput(run, binder, found.table, update.output),
    }),
    make({ table }, places, { settings }) {
      const written: Written = { table, name: writtenName(run, table, nameOf(update.target)), verb: 'UPDATE' };
      const before = table.rows;
      const rows = [...before];
      const changes = places.flatMap(({ frame, at }) => {
        const deleted = before[at];
        if (!deleted) return [];
        const inserted = changedRow(run, frame, deleted, { settings, written });
        rows[at] = inserted;
        return [{ inserted, deleted }];
      });
      const set = new Set(settings.flatMap(({ at }) => at ?? []));
      checkUniqueKeys(table, changes, written, set);
      replaceRows(run, table, rows, changes);
      carryIndexes(before, table, set);
      return changes;
    },
  });
  await answerChange(run, changed, ready.output, 'update');
}

/** DELETE. */
export async function runDelete(run: Run, statement: Delete): Promise<void> {
  const { changed, ready } = await whenFree(run, statement, {
    bind: (binder, { table }) => bindOutput(run, binder, table, statement.output),
    make({ table }, places) {
      const gone = new Set(places.map(({ at }) => at));
      const changes = table.rows.flatMap((deleted, at) => (gone.has(at) ? [{ inserted: null, deleted }] : []));
      const left = table.rows.filter((_row, at) => !gone.has(at));
      replaceRows(run, table, left, changes);
      return changes;
    },
  });
  await answerChange(run, changed, ready, 'delete');
}
