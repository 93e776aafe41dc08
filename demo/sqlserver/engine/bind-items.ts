import { type Column, SqlError } from '../tds/types.ts';
import type { Expression, SelectItem } from './ast.ts';
import type { Binder, Bound, Items, Scope } from './plan.ts';
import { isSameName } from './scope.ts';

type Star = Extract<SelectItem, { kind: 'star' }>;

function nameOf(expression: Expression): string {
  if (expression.kind === 'column') return expression.path.at(-1) ?? '';
  return expression.kind === 'collate' ? nameOf(expression.operand) : '';
}

function bindStar(binder: Binder, star: Star, scope: Scope): { column: Column; bound: Bound }[] {
  const alias = star.qualifier?.at(-1);
  const sources = scope.sources.filter((source) => alias === undefined || isSameName(source.alias, alias));
  if (sources.length === 0) {
    const place = { severity: 15, line: star.line };
    if (alias === undefined) throw new SqlError(263, 'Must specify table to select from.', place);
    throw new SqlError(107, `The column prefix '${alias}' does not match with a table name or alias name used in the query.`, place);
  }
  return sources.flatMap((source) =>
    source.columns
      .filter((column) => !column.isHidden)
      .map((column) => {
        const path = source.alias ? [source.alias, column.name] : [column.name];
        const bound = binder.expression({ kind: 'column', path, line: star.line }, scope);
        return { column: { name: column.name, type: bound.type }, bound };
      }),
  );
}

function refuseNode(bound: Bound, name: string, line: number): void {
  if (!bound.node) return;
  const what = `The column '${name}' that was returned from the nodes() method cannot be used directly.`;
  throw new SqlError(
    493,
    `${what} It can only be used with one of the four XML data type methods, exist(), nodes(), query(), and value(), or in IS NULL and IS NOT NULL checks.`,
    {
      line,
    },
  );
}

/** Binds a select list: the columns of the result, and a row of it for a frame. */
export function bindItems(binder: Binder, items: readonly SelectItem[], scope: Scope): Items {
  const all = items.flatMap((item): { column: Column; bound: Bound }[] => {
    if (item.kind === 'star') return bindStar(binder, item, scope);
    const expression = item.kind === 'assign' ? item.value : item.expression;
    const bound = binder.expression(expression, scope);
    refuseNode(bound, nameOf(expression), item.line);
    return [{ column: { name: (item.kind === 'expression' && item.name) || nameOf(expression), type: bound.type }, bound }];
  });
  const bound = all.map((one) => one.bound);
  return { columns: all.map((one) => one.column), bound, row: (frame) => bound.map((one) => one.evaluate(frame)) };
}
