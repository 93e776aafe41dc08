import type { OrderItem } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Reads what follows ORDER BY. */
export function parseOrder(cursor: Cursor): OrderItem[] {
  return cursor.list(() => {
    const expression = cursor.expression();
    const descending = cursor.take('DESC');
    if (!descending) cursor.take('ASC');
    return { expression, descending };
  });
}
