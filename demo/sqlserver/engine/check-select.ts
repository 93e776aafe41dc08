import { SqlError } from '../tds/types.ts';
import type { Call, Expression, OrderItem, Select } from './ast.ts';
import { isAggregate, partsOf } from './expression-tree.ts';

/** Whether an expression or a part of it is such; queries inside it are not entered. */
function some(expression: Expression, isSuch: (one: Expression) => boolean): boolean {
  return isSuch(expression) || partsOf(expression).some((part) => some(part, isSuch));
}

const isQuery = ({ kind }: Expression): boolean => kind === 'subquery' || kind === 'exists' || kind === 'inQuery';
const isWindowed = (one: Expression): boolean => one.kind === 'call' && one.over !== null;
const syntax = (number: number, message: string, line: number): SqlError => new SqlError(number, message, { severity: 15, line });

/** 144, 164: what rows are grouped by is made of columns, and of neither aggregates nor queries. */
function checkGroups({ groupBy }: Select): void {
  for (const key of groupBy) {
    const { line } = key;
    if (some(key, (one) => isAggregate(one) || isQuery(one)))
      throw syntax(144, 'Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.', line);
    if (!some(key, ({ kind }) => kind === 'column'))
      throw syntax(164, 'Each GROUP BY expression must contain at least one column that is not an outer reference.', line);
  }
}

/** 130, 4109: what an aggregate adds up is of one row. */
export function checkAggregates(aggregates: readonly Call[]): void {
  for (const { args, line } of aggregates) {
    if (args.some((arg) => some(arg, isWindowed)))
      throw syntax(4109, 'Windowed functions cannot be used in the context of another windowed function or aggregate.', line);
    if (args.some((arg) => some(arg, (one) => isAggregate(one) || isQuery(one))))
      throw syntax(130, 'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.', line);
  }
}

/** 4109, 5308, 5309: a windowed function holds no other, and is ordered by no constant. */
export function checkWindows(windows: readonly Call[]): void {
  for (const { args, over, line } of windows) {
    if (args.some((arg) => some(arg, isWindowed)))
      throw syntax(4109, 'Windowed functions cannot be used in the context of another windowed function or aggregate.', line);
    for (const { expression } of over?.order ?? []) {
      if (expression.kind !== 'literal') continue;
      const [number, what] = typeof expression.value === 'number' ? [5308, 'integer indices'] : [5309, 'constants'];
      const start = 'Windowed functions, aggregates and NEXT VALUE FOR functions do not support';
      throw new SqlError(number, `${start} ${what} as ORDER BY clause expressions.`, { line: expression.line });
    }
  }
}

/** 169, 408: ORDER BY names no column twice and no constant. */
function checkOrder(order: readonly OrderItem[]): void {
  const seen = new Set<string>();
  for (const [at, { expression }] of order.entries()) {
    if (expression.kind === 'literal' && typeof expression.value !== 'number')
      throw syntax(408, `A constant expression was encountered in the ORDER BY list, position ${at + 1}.`, expression.line);
    const path = expression.kind === 'column' ? expression.path.join('.').toLowerCase() : null;
    if (path !== null && seen.has(path)) {
      const what = 'A column has been specified more than once in the order by list. Columns in the order by list must be unique.';
      throw syntax(169, what, expression.line);
    }
    if (path !== null) seen.add(path);
  }
}

/** What SQL Server refuses of a SELECT and its ORDER BY whatever its tables are. */
export function checkSelect(select: Select, order: readonly OrderItem[]): void {
  checkGroups(select);
  checkOrder(order);
}
