import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Call, OrderItem, Select } from './ast.ts';
import { castTo, wholeWithoutRow } from './bind-expression.ts';
import { bindOrder } from './bind-order.ts';
import { bindWindow } from './bind-window.ts';
import { checkAggregates, checkSelect, checkWindows } from './check-select.ts';
import { rowKey } from './compare.ts';
import { convert } from './convert.ts';
import { expressionKey } from './expression-key.ts';
import { collectCalls } from './expression-tree.ts';
import {
  type Binder,
  type Commons,
  emptyScope,
  type Frame,
  type Items,
  NO_FRAME,
  type Plan,
  type Row,
  type Scope,
  type Slot,
  type Sorting,
  type SourcePlan,
} from './plan.ts';
import { isPeer, sortFrames } from './sorting.ts';
import { FLOAT, numberOf } from './types.ts';

type Stage = { scope: Scope; width: number; run(frames: Frame[], outer: Frame | null): Frame[] };

/** GROUP BY and aggregates: a row holds the keys, then the aggregates, each in its slot. */
function bindGroups(binder: Binder, select: Select, base: Scope, aggregates: readonly Call[]): Stage {
  const slots = new Map<string, Slot>();
  const keys = select.groupBy.map((expression) => binder.expression(expression, base));
  const types: SqlType[] = keys.map((key) => key.type);
  for (const [at, key] of keys.entries()) {
    const expression = select.groupBy[at];
    if (expression) slots.set(expressionKey(expression, base), { at, type: key.type });
  }
  const bound = aggregates.map((call, at) => {
    const aggregate = binder.aggregate(call, base);
    slots.set(expressionKey(call, base), { at: keys.length + at, type: aggregate.type });
    return aggregate;
  });
  const run = (frames: Frame[], outer: Frame | null): Frame[] => {
    const ofGroup = (values: readonly Value[], group: readonly Frame[]): Frame => ({
      row: [...values, ...bound.map((one) => one.calculate(group))],
      outer,
    });
    if (keys.length === 0) return [ofGroup([], frames)];
    const groups = new Map<string, { values: Value[]; frames: Frame[] }>();
    for (const frame of frames) {
      const values = keys.map((key) => key.evaluate(frame));
      const text = rowKey(values, types);
      const known = groups.get(text);
      if (known) known.frames.push(frame);
      else groups.set(text, { values, frames: [frame] });
    }
    return [...groups.values()].map((group) => ofGroup(group.values, group.frames));
  };
  return { scope: { ...base, slots, isGrouped: true }, width: keys.length + bound.length, run };
}

/** Windowed calls: each adds a value at the end of the row. */
function bindWindows(binder: Binder, windows: readonly Call[], before: Omit<Stage, 'run'>): Stage {
  const slots = new Map(before.scope.slots ?? []);
  const bound = windows.map((call, at) => {
    const windowed = bindWindow(binder, call, before.scope);
    slots.set(expressionKey(call, before.scope), { at: before.width + at, type: windowed.type });
    return windowed;
  });
  const run = (frames: Frame[]): Frame[] => {
    const results = bound.map((one) => one.run(frames));
    return frames.map(({ row, outer }, at) => ({ row: [...row, ...results.map((values) => values[at] ?? null)], outer }));
  };
  return { scope: { ...before.scope, slots }, width: before.width + bound.length, run };
}

/** TOP: how many of the sorted frames stay. */
function bindTop(binder: Binder, select: Select, order: readonly Sorting[]): (frames: Frame[]) => Frame[] {
  const { top } = select;
  if (!top) return (frames) => frames;
  const count = castTo(binder.expression(top.count, emptyScope()), top.percent ? FLOAT : { name: 'bigint' });
  return (frames) => {
    const wanted = top.percent ? Math.ceil((frames.length * numberOf(count.evaluate(NO_FRAME) ?? 0)) / 100) : wholeWithoutRow(count);
    if (wanted < 0)
      throw new SqlError(1060, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.', {
        severity: 15,
      });
    const last = frames[wanted - 1];
    if (!top.ties || !last) return frames.slice(0, wanted);
    return frames.filter((frame, at) => at < wanted || isPeer(frame, last, order));
  };
}

/** SELECT @a = …: each row is put into the variables, so that the last one stays. */
function bindAssignments(binder: Binder, select: Select, items: Items): ((row: Row) => void) | null {
  const targets = select.items.flatMap((item) => (item.kind === 'assign' ? [binder.variable(item.variable, item.line)] : []));
  if (targets.length === 0) return null;
  if (targets.length < select.items.length) {
    const what = 'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.';
    throw new SqlError(141, what, { severity: 15, line: select.line });
  }
  return (row) => {
    for (const [at, target] of targets.entries()) {
      target.value = convert(row[at] ?? null, { from: items.columns[at]?.type ?? target.type, to: target.type });
    }
  };
}

function distinctRows(rows: readonly Row[], types: readonly SqlType[]): Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const key = rowKey(row, types);
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen.values()];
}

function bindStages(binder: Binder, select: Select, order: readonly OrderItem[], base: { scope: Scope; width: number }): Stage {
  const listed = select.items.flatMap((item) => (item.kind === 'star' ? [] : [item.kind === 'assign' ? item.value : item.expression]));
  const { aggregates, windows } = collectCalls([
    ...listed,
    ...(select.having ? [select.having] : []),
    ...order.map((item) => item.expression),
  ]);
  checkSelect(select, order);
  checkAggregates(aggregates);
  checkWindows(windows);
  const isGrouped = select.groupBy.length > 0 || aggregates.length > 0 || select.having !== null;
  const grouped: Stage = isGrouped ? bindGroups(binder, select, base.scope, aggregates) : { ...base, run: (frames) => frames };
  const having = select.having ? binder.condition(select.having, grouped.scope) : null;
  const windowed: Stage = windows.length > 0 ? bindWindows(binder, windows, grouped) : { ...grouped, run: (frames) => frames };
  const run = (frames: Frame[], outer: Frame | null): Frame[] => {
    const groups = grouped.run(frames, outer);
    return windowed.run(having ? groups.filter((frame) => having(frame) === true) : groups, outer);
  };
  return { scope: windowed.scope, width: windowed.width, run };
}

const NOTHING: SourcePlan = { sources: [], width: 0, rows: () => [[]] };

/** 145: what SELECT DISTINCT is ordered by must be in its list. */
function checkOrder(select: Select, orderBy: readonly OrderItem[], scope: Scope): void {
  if (!select.distinct) return;
  const listed = select.items.flatMap((item) => (item.kind === 'expression' ? [item] : []));
  if (listed.length < select.items.length) return;
  const keys = new Set(listed.map((item) => expressionKey(item.expression, scope)));
  const names = new Set(listed.map((item) => item.name?.toLowerCase()));
  const isListed = ({ expression }: OrderItem): boolean =>
    expression.kind === 'literal' ||
    keys.has(expressionKey(expression, scope)) ||
    (expression.kind === 'column' && expression.path.length === 1 && names.has(expression.path[0]?.toLowerCase()));
  if (orderBy.every(isListed)) return;
  const what = 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.';
  throw new SqlError(145, what, { severity: 15, line: select.line });
}

/** Binds one SELECT with the ORDER BY that stands behind it. */
export function bindSelect(
  binder: Binder,
  select: Select,
  orderBy: readonly OrderItem[],
  { outer, commons }: { outer: Scope | null; commons: Commons | null },
): Plan {
  let isOuter = false;
  const from = select.from
    ? binder.source(select.from, { outer, commons, target: null, where: select.from.kind === 'table' ? select.where : null })
    : NOTHING;
  const onOuter = (): void => {
    isOuter = true;
  };
  const base: Scope = { sources: from.sources, outer, commons, slots: null, isGrouped: false, onOuter };
  const where = select.where ? binder.condition(select.where, base) : null;
  const stages = bindStages(binder, select, orderBy, { scope: base, width: from.width });
  const items = binder.items(select.items, stages.scope);
  const order = bindOrder(binder, orderBy, stages.scope, items);
  checkOrder(select, orderBy, stages.scope);
  const top = bindTop(binder, select, order);
  const assign = bindAssignments(binder, select, items);
  const types = items.columns.map((column) => column.type);
  const rows = (outerFrame: Frame | null): Row[] => {
    const all = from.rows(outerFrame).map((row): Frame => ({ row, outer: outerFrame }));
    const frames = stages.run(where ? all.filter((frame) => where(frame) === true) : all, outerFrame);
    const sorted = order.length > 0 ? sortFrames(frames, order) : frames;
    if (select.distinct) return top(distinctFrames(sorted, items, types)).map(({ row }) => row);
    return top(sorted).map((frame) => {
      const row = items.row(frame);
      assign?.(row);
      return row;
    });
  };
  return { columns: items.columns, rows, dependsOnOuter: () => isOuter };
}

/** TOP counts what DISTINCT leaves. */
function distinctFrames(frames: readonly Frame[], items: Items, types: readonly SqlType[]): Frame[] {
  return distinctRows(
    frames.map((frame) => items.row(frame)),
    types,
  ).map((row) => ({ row, outer: null }));
}
