import { SqlError } from '../tds/types.ts';
import type { Expression, OrderItem } from './ast.ts';
import type { Binder, Bound, Items, Scope, Sorting } from './plan.ts';
import { isSameName } from './scope.ts';

function bindOne(binder: Binder, written: Expression, scope: Scope, items: Pick<Items, 'columns' | 'bound'>): Bound {
  const expression = written.kind === 'collate' ? written.operand : written;
  if (expression.kind === 'literal' && typeof expression.value === 'number') {
    const found = items.bound[expression.value - 1];
    if (found) return found;
    const what = `The ORDER BY position number ${expression.value} is out of range of the number of items in the select list.`;
    throw new SqlError(108, what, { severity: 15, line: expression.line });
  }
  if (expression.kind === 'column' && expression.path.length === 1) {
    const name = expression.path[0] ?? '';
    const at = items.columns.findIndex((column) => isSameName(column.name, name));
    const found = items.bound[at];
    if (found) return found;
  }
  return binder.expression(expression, scope);
}

/** Binds ORDER BY: a number and a bare name mean a column of the result where there is one. */
export function bindOrder(binder: Binder, order: readonly OrderItem[], scope: Scope, items: Pick<Items, 'columns' | 'bound'>): Sorting[] {
  return order.map(({ expression, descending }) => {
    const bound = bindOne(binder, expression, scope, items);
    if (bound.type.name === 'xml') {
      throw new SqlError(305, 'The XML data type cannot be compared or sorted, except when using the IS NULL operator.', {
        line: expression.line,
      });
    }
    return { bound, descending };
  });
}
