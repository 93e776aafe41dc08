import { SqlError } from '../tds/types.ts';
import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';

const MOST_ROWS = 1000;

/** Reads VALUES and its rows, DEFAULT among them. Throws SqlError 10709 when rows differ in length, 10738 for more than 1000. */
export function parseValues(cursor: Cursor): Expression[][] {
  cursor.need('VALUES');
  const { line } = cursor;
  const rows = cursor.list(() => cursor.parenthesised(() => cursor.list(() => value(cursor))));
  if (rows.some((row) => row.length !== rows[0]?.length)) {
    const message = 'The number of columns for each row in a table value constructor must be the same.';
    throw new SqlError(10709, message, { line });
  }
  if (rows.length > MOST_ROWS) {
    const message = `The number of row value expressions in the INSERT statement exceeds the maximum allowed number of ${MOST_ROWS} row values.`;
    throw new SqlError(10738, message, { severity: 15, line });
  }
  return rows;
}

function value(cursor: Cursor): Expression {
  const { line } = cursor;
  return cursor.take('DEFAULT') ? { kind: 'default', line } : cursor.expression();
}
