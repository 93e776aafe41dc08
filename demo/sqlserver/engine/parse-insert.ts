import { SqlError } from '../tds/types.ts';
import type { Expression, Insert, InsertSource } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseExecute } from './parse-execute.ts';
import { parseTopQuery } from './parse-query.ts';
import { parseTop } from './parse-select.ts';
import { type ChangeHead, parseColumns, parseOutput, parseTarget } from './parse-target.ts';
import { parseValues } from './parse-values.ts';

/** Reads INSERT. Throws SqlError 109 and 110 when columns and values differ in number, 264 for a column named twice. */
export function parseInsert(cursor: Cursor, head: ChangeHead): Insert {
  cursor.need('INSERT');
  const top = parseTop(cursor, { isBareAllowed: false });
  cursor.take('INTO');
  const target = parseTarget(cursor);
  const columns = parseColumns(cursor);
  checkUnique(columns ?? [], head.line);
  const output = parseOutput(cursor);
  const source = parseInsertSource(cursor);
  if (source.kind === 'values' && columns) checkCount(columns, source.rows, head.line);
  return { kind: 'insert', ...head, top, target, columns, output, source };
}

function parseInsertSource(cursor: Cursor): InsertSource {
  if (cursor.is('VALUES')) return { kind: 'values', rows: parseValues(cursor) };
  if (cursor.take('DEFAULT', 'VALUES')) return { kind: 'defaults' };
  if (cursor.isOneOf(['EXEC', 'EXECUTE'])) return { kind: 'execute', statement: parseExecute(cursor) };
  return { kind: 'query', query: parseTopQuery(cursor, []) };
}

/** Throws SqlError 264 for a column that is set twice. */
export function checkUnique(columns: readonly string[], line: number): void {
  const lower = columns.map((column) => column.toLowerCase());
  const twice = columns.find((_, place) => lower.indexOf(lower[place] ?? '') !== place);
  if (twice === undefined) return;
  const message =
    `The column name '${twice}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more ` +
    'than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts ' +
    'columns into a view, column aliasing can conceal the duplication in your code.';
  throw new SqlError(264, message, { line });
}

function checkCount(columns: readonly string[], rows: readonly Expression[][], line: number): void {
  const values = rows[0]?.length ?? 0;
  if (values === columns.length) return;
  const [number, word] = columns.length > values ? [109, 'more'] : [110, 'fewer'];
  const message =
    `There are ${word} columns in the INSERT statement than values specified in the VALUES clause. ` +
    'The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.';
  throw new SqlError(number, message, { severity: 15, line });
}
