import type { ColumnDefinition, Key, Statement, TableDefinition } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseTypeName } from './parse-type.ts';

/** Reads the columns and keys of a table, in their parentheses. */
export function parseTableDefinition(cursor: Cursor): TableDefinition {
  const table: TableDefinition = { columns: [], keys: [] };
  cursor.parenthesised(() => cursor.list(() => entry(cursor, table)));
  const primary = new Set(table.keys.flatMap(({ kind, columns }) => (kind === 'primary' ? columns.map((name) => name.toLowerCase()) : [])));
  for (const column of table.columns) if (primary.has(column.name.toLowerCase())) column.nullable = false;
  return table;
}

function entry(cursor: Cursor, table: TableDefinition): void {
  const name = cursor.take('CONSTRAINT') ? cursor.identifier() : null;
  const key = keyOf(cursor, name);
  if (key) table.keys.push({ ...key, columns: keyColumns(cursor) });
  else if (name !== null || cursor.isOneOf(['CHECK', 'FOREIGN', 'DEFAULT'])) throw notBuilt('a constraint that is no key', cursor.line);
  else column(cursor, table);
}

/** PRIMARY KEY, UNIQUE or INDEX, up to the columns. */
function keyOf(cursor: Cursor, name: string | null): Pick<Key, 'kind' | 'name'> | null {
  let kind: Key['kind'];
  if (cursor.take('PRIMARY', 'KEY')) kind = 'primary';
  else if (cursor.take('UNIQUE')) kind = 'unique';
  else if (cursor.is('INDEX')) return indexOf(cursor);
  else return null;
  if (!cursor.take('CLUSTERED')) cursor.take('NONCLUSTERED');
  return { kind, name };
}

function indexOf(cursor: Cursor): Pick<Key, 'kind' | 'name'> {
  cursor.need('INDEX');
  const name = cursor.identifier();
  const kind = cursor.take('UNIQUE') ? 'unique' : 'index';
  if (!cursor.take('CLUSTERED')) cursor.take('NONCLUSTERED');
  return { kind, name };
}

/** Reads CREATE INDEX behind CREATE. The columns that it only includes change no answer, and are read over. */
export function parseCreateIndex(cursor: Cursor, line: number): Statement {
  const isUnique = cursor.take('UNIQUE');
  if (!cursor.take('CLUSTERED')) cursor.take('NONCLUSTERED');
  cursor.need('INDEX');
  const name = cursor.identifier();
  cursor.need('ON');
  const path = cursor.path();
  const columns = keyColumns(cursor);
  if (cursor.take('INCLUDE')) keyColumns(cursor);
  const isFiltered = cursor.take('WHERE');
  if (isFiltered) cursor.condition();
  if (isFiltered && isUnique) throw notBuilt('a unique index of some rows', line);
  if (cursor.is('WITH')) throw notBuilt('an index with options', cursor.line);
  return { kind: 'createIndex', path, key: { kind: 'index', name, columns }, isUnique, isFiltered, line };
}

function keyColumns(cursor: Cursor): string[] {
  return cursor.parenthesised(() =>
    cursor.list(() => {
      const name = cursor.identifier();
      if (!cursor.take('ASC')) cursor.take('DESC');
      return name;
    }),
  );
}

function column(cursor: Cursor, table: TableDefinition): void {
  const { line } = cursor;
  const name = cursor.identifier();
  if (cursor.is('AS')) throw notBuilt('a computed column', line);
  const type = parseTypeName(cursor, 1);
  const definition: ColumnDefinition = { name, type, nullable: true, identity: null, defaultValue: null, line };
  table.columns.push(definition);
  while (attribute(cursor, definition, table));
}

/** Reads one attribute of a column into its definition; false where none stands. */
function attribute(cursor: Cursor, definition: ColumnDefinition, table: TableDefinition): boolean {
  const name = cursor.take('CONSTRAINT') ? cursor.identifier() : null;
  const key = keyOf(cursor, name);
  if (key) table.keys.push({ ...key, columns: [definition.name] });
  else if (cursor.take('NOT', 'NULL')) definition.nullable = false;
  else if (cursor.take('NULL')) definition.nullable = true;
  else if (cursor.take('DEFAULT')) definition.defaultValue = cursor.expression();
  else if (cursor.take('COLLATE')) cursor.identifier();
  else if (cursor.take('IDENTITY')) {
    definition.identity = identityOf(cursor);
    definition.nullable = false;
  } else if (cursor.is(',') || cursor.is(')')) return false;
  else if (cursor.isOneOf(['CHECK', 'REFERENCES', 'FOREIGN', 'ROWGUIDCOL', 'SPARSE', 'GENERATED', 'MASKED'])) {
    throw notBuilt(`${cursor.token.upper} of a column`, cursor.line);
  } else throw cursor.unexpected();
  return true;
}

function identityOf(cursor: Cursor): { seed: number; increment: number } {
  if (!cursor.is('(')) return { seed: 1, increment: 1 };
  return cursor.parenthesised(() => {
    const seed = wholeNumber(cursor);
    cursor.need(',');
    return { seed, increment: wholeNumber(cursor) };
  });
}

function wholeNumber(cursor: Cursor): number {
  const sign = cursor.take('-') ? -1 : 1;
  if (cursor.token.kind !== 'number' || !/^\d+$/.test(cursor.token.text)) throw cursor.unexpected();
  return sign * Number(cursor.next().text);
}
