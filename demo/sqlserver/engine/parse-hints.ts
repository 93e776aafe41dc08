import { SqlError } from '../tds/types.ts';
import type { Cursor } from './cursor.ts';
import { QUERY_OPTIONS, TABLE_HINTS } from './words.ts';

/** Reads WITH (…) behind a table, or the older (NOLOCK); each hint as it was written. Throws SqlError 321 for one that SQL Server does not know. */
export function parseTableHints(cursor: Cursor): string[] {
  if (cursor.is('WITH', '(')) {
    cursor.next();
    return cursor.parenthesised(() => hints(cursor));
  }
  return cursor.is('(') && isHint(cursor.ahead(1).upper) ? cursor.parenthesised(() => hints(cursor)) : [];
}

/** Whether a word is a hint for tables, so that `t (NOLOCK)` is no call of a function. */
export function isHint(upper: string): boolean {
  return TABLE_HINTS.has(upper);
}

/** Reads OPTION (…) at the end of a statement, each option as it was written. */
export function parseOptions(cursor: Cursor): string[] {
  if (!cursor.take('OPTION')) return [];
  return cursor.parenthesised(() =>
    cursor.list(() => {
      if (cursor.token.kind !== 'word' || !QUERY_OPTIONS.has(cursor.token.upper)) throw cursor.unexpected();
      return written(cursor, () => cursor.is(','));
    }),
  );
}

/** Hints may stand with commas or only blanks between them. */
function hints(cursor: Cursor): string[] {
  const found = [hint(cursor)];
  while (!cursor.is(')')) {
    cursor.take(',');
    found.push(hint(cursor));
  }
  return found;
}

function hint(cursor: Cursor): string {
  const { kind, text, upper, line } = cursor.token;
  if (kind !== 'word') throw cursor.unexpected();
  if (!isHint(upper)) {
    const message =
      `"${text}" is not a recognized table hints option. If it is intended as a parameter to a table-valued function or to the ` +
      'CHANGETABLE function, ensure that your database compatibility mode is set to 90.';
    throw new SqlError(321, message, { severity: 15, line });
  }
  return written(cursor, () => cursor.is(',') || isHint(cursor.token.upper));
}

/** The text up to a closing parenthesis of its own, or to where `isOver` says so outside of inner parentheses; at least one token. */
function written(cursor: Cursor, isOver: () => boolean): string {
  const start = cursor.mark();
  let depth = 0;
  do {
    if (cursor.token.kind === 'end' || cursor.is(';')) throw cursor.unexpected();
    if (cursor.is('(')) depth += 1;
    if (cursor.is(')')) depth -= 1;
    cursor.next();
  } while (depth > 0 || !(cursor.is(')') || isOver()));
  return cursor.textFrom(start);
}
