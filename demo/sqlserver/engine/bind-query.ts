import { type Column, SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { CommonTable, Query, QueryBody, SetOperation } from './ast.ts';
import { wholeWithoutRow } from './bind-expression.ts';
import { bindOrder } from './bind-order.ts';
import { bindCommons } from './bind-with.ts';
import { rowKey } from './compare.ts';
import { convert } from './convert.ts';
import { type Binder, type Bound, type Commons, emptyScope, type Frame, type Plan, type Row, type Scope } from './plan.ts';
import { sortFrames } from './sorting.ts';
import { commonType } from './type-precedence.ts';

/** Rows in other types. */
export function convertRows(rows: readonly Row[], from: readonly Column[], to: readonly Column[]): Row[] {
  return rows.map((row) =>
    row.map((value, at): Value => {
      const [source, target] = [from[at], to[at]];
      return source && target ? convert(value, { from: source.type, to: target.type }) : value;
    }),
  );
}

function combine(operator: SetOperation['operator'], left: Row[], right: Row[], types: readonly SqlType[]): Row[] {
  if (operator === 'UNION ALL') return [...left, ...right];
  const unique = (rows: Row[]): Map<string, Row> => {
    const found = new Map<string, Row>();
    for (const row of rows) {
      const key = rowKey(row, types);
      if (!found.has(key)) found.set(key, row);
    }
    return found;
  };
  if (operator === 'UNION') return [...unique([...left, ...right]).values()];
  const others = unique(right);
  return [...unique(left)].filter(([key]) => others.has(key) === (operator === 'INTERSECT')).map(([, row]) => row);
}

function bindSetOperation(binder: Binder, operation: SetOperation, outer: Scope | null, commons: Commons | null): Plan {
  const left = binder.body(operation.left, outer, commons);
  const right = binder.body(operation.right, outer, commons);
  if (left.columns.length !== right.columns.length) {
    const what =
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.';
    throw new SqlError(205, what, { line: operation.line });
  }
  const columns = left.columns.map((column, at) => ({
    name: column.name,
    type: commonType(column.type, right.columns[at]?.type ?? column.type),
  }));
  const types = columns.map((column) => column.type);
  const rows = (frame: Frame | null): Row[] => {
    const first = convertRows(left.rows(frame), left.columns, columns);
    return combine(operation.operator, first, convertRows(right.rows(frame), right.columns, columns), types);
  };
  return { columns, rows, dependsOnOuter: () => left.dependsOnOuter() || right.dependsOnOuter() };
}

/** Binds what stands between WITH and ORDER BY. */
export function bindBody(binder: Binder, body: QueryBody, outer: Scope | null, commons: Commons | null): Plan {
  switch (body.kind) {
    case 'select':
      return binder.select(body, [], { outer, commons });
    case 'parenthesised':
      return binder.query(body.query, outer, commons);
    case 'setOperation':
      return bindSetOperation(binder, body, outer, commons);
  }
}

/** Set operations are sorted by the columns of their result only. */
function sorted(binder: Binder, query: Query, plan: Plan): Plan {
  if (query.orderBy.length === 0) return plan;
  const scope = { ...emptyScope(), sources: [{ alias: '', path: [], columns: plan.columns, offset: 0 }] };
  const bound = plan.columns.map(({ type }, at): Bound => ({ type, evaluate: (frame) => frame.row[at] ?? null }));
  const order = bindOrder(binder, query.orderBy, scope, { columns: plan.columns, bound });
  const rows = (frame: Frame | null): Row[] =>
    sortFrames(
      plan.rows(frame).map((row) => ({ row, outer: null })),
      order,
    ).map(({ row }) => row);
  return { ...plan, rows };
}

function paged(binder: Binder, query: Query, plan: Plan): Plan {
  if (!query.offset && !query.fetch) return plan;
  const offset = query.offset ? binder.expression(query.offset, emptyScope()) : null;
  const fetch = query.fetch ? binder.expression(query.fetch, emptyScope()) : null;
  const rows = (frame: Frame | null): Row[] => {
    const from = offset ? wholeWithoutRow(offset) : 0;
    const count = fetch ? wholeWithoutRow(fetch) : Number.POSITIVE_INFINITY;
    const place = { severity: 15 };
    if (from < 0) throw new SqlError(10742, 'The offset specified in a OFFSET clause may not be negative.', place);
    if (count < 1) throw new SqlError(10744, 'The number of rows provided for a FETCH clause must be greater then zero.', place);
    return plan.rows(frame).slice(from, from + count);
  };
  return { ...plan, rows };
}

/** Binds a whole query. */
export function bindQuery(binder: Binder, query: Query, outer: Scope | null, before: Commons | null): Plan {
  const commons = binder.commons(query.with, before, query.options);
  const { body } = query;
  const plan =
    body.kind === 'select'
      ? binder.select(body, query.orderBy, { outer, commons })
      : sorted(binder, query, binder.body(body, outer, commons));
  return paged(binder, query, plan);
}

/** Binds WITH. */
export function bindWith(
  binder: Binder,
  tables: readonly CommonTable[],
  before: Commons | null,
  options: readonly string[],
): Commons | null {
  return bindCommons({ binder, convertRows, limit: recursionLimit(options) }, tables, before);
}

function recursionLimit(options: readonly string[]): number {
  const written = options.map((option) => /^MAXRECURSION\s+(\d+)$/i.exec(option.trim())?.[1]).find((count) => count !== undefined);
  const limit = Number(written ?? 100);
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}
