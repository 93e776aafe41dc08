import type { Declaration, Statement } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseTableDefinition } from './parse-table.ts';
import { parseTypeName } from './parse-type.ts';

/** Reads DECLARE and its variables. */
export function parseDeclare(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (cursor.isIdentifier() && cursor.isAhead(1, 'CURSOR')) throw notBuilt('a cursor', line);
  return { kind: 'declare', variables: cursor.list(() => parseDeclaration(cursor)), line };
}

/** Reads one variable with its type and what it begins with. */
export function parseDeclaration(cursor: Cursor): Declaration {
  const { line } = cursor;
  const name = cursor.variable();
  cursor.take('AS');
  if (cursor.is('CURSOR')) throw notBuilt('a cursor', line);
  if (cursor.take('TABLE')) return { kind: 'table', name, table: parseTableDefinition(cursor), line };
  const type = parseTypeName(cursor, 1);
  return { kind: 'scalar', name, type, initial: cursor.take('=') ? cursor.expression() : null, line };
}
