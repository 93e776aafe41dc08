import type { Value } from '../tds/types.ts';
import type { Expression } from './ast.ts';
import { castTo } from './bind-expression.ts';
import type { Table } from './catalog.ts';
import { hashKey } from './compare.ts';
import { conjunctsOf } from './expression-tree.ts';
import { type Binder, type Bound, emptyScope, NO_FRAME } from './plan.ts';
import { isSameName } from './scope.ts';
import { placesOf } from './table-index.ts';
import { commonType } from './type-precedence.ts';

type Named = { table: Table; alias: string };

/** The place of an indexed column that an expression names. */
function columnOf(expression: Expression, { table, alias }: Named): number | null {
  if (expression.kind !== 'column') return null;
  const [name = '', qualifier, ...more] = expression.path.toReversed();
  if (more.length > 0 || (qualifier !== undefined && !isSameName(qualifier, alias))) return null;
  return table.indexed?.find((at) => isSameName(table.columns[at]?.name ?? '', name)) ?? null;
}

/** The pairs of which one side must be equal to a value of the other for the condition to hold. */
function wanted(part: Expression): { column: Expression; values: readonly Expression[] }[] {
  if (part.kind === 'inList') return part.negated ? [] : [{ column: part.operand, values: part.list }];
  if (part.kind !== 'binary' || part.operator !== '=') return [];
  return [
    { column: part.left, values: [part.right] },
    { column: part.right, values: [part.left] },
  ];
}

const needsNoRow = ({ kind }: Expression): boolean => kind === 'literal' || kind === 'variable';

/** Values in the type of a column; null where they are compared in another type. */
function valuesOf(binder: Binder, values: readonly Expression[], type: Bound['type']): Bound[] | null {
  if (!values.every(needsNoRow)) return null;
  const bound = values.map((value) => binder.expression(value, emptyScope()));
  return bound.every((one) => commonType(one.type, type).name === type.name) ? bound.map((one) => castTo(one, type)) : null;
}

/** How the rows that a condition can hold for are found by an index: gives their places; null where none helps. The condition is still to be asked. */
export function bindSeek(binder: Binder, where: Expression, named: Named): (() => number[]) | null {
  for (const part of conjunctsOf(where)) {
    for (const { column, values } of wanted(part)) {
      const at = columnOf(column, named);
      const type = at === null ? undefined : named.table.columns[at]?.type;
      if (at === null || !type) continue;
      const bound = valuesOf(binder, values, type);
      if (!bound) continue;
      return () => {
        const found = bound.map((one): Value => one.evaluate(NO_FRAME)).filter((value) => value !== null);
        return placesOf(
          named.table,
          at,
          found.map((value) => hashKey(value, type)),
        );
      };
    }
  }
  return null;
}
