import type { Arithmetic, SelectItem } from './ast.ts';
import type { Cursor } from './cursor.ts';

const ASSIGNMENTS: ReadonlyMap<string, Arithmetic | null> = new Map([
  ['=', null],
  ...(['+', '-', '*', '/', '%', '&', '|', '^'] as const).map((operator): [string, Arithmetic] => [`${operator}=`, operator]),
]);

/** Reads the list of SELECT or OUTPUT. */
export function parseItems(cursor: Cursor): SelectItem[] {
  return cursor.list(() => star(cursor) ?? assignment(cursor) ?? named(cursor));
}

function star(cursor: Cursor): SelectItem | null {
  const { line } = cursor;
  if (cursor.take('*')) return { kind: 'star', qualifier: null, line };
  const start = cursor.mark();
  const qualifier: string[] = [];
  while (cursor.isIdentifier()) {
    qualifier.push(cursor.identifier());
    if (!cursor.take('.')) break;
    if (cursor.take('*')) return { kind: 'star', qualifier, line };
  }
  cursor.back(start);
  return null;
}

function assignment(cursor: Cursor): SelectItem | null {
  const { kind, text, line } = cursor.token;
  const assigns = cursor.ahead(1);
  const operator = kind === 'variable' && assigns.kind === 'operator' ? ASSIGNMENTS.get(assigns.text) : undefined;
  if (operator === undefined) return null;
  cursor.next();
  cursor.next();
  const value = cursor.expression();
  if (operator === null) return { kind: 'assign', variable: text, value, line };
  const sum = { kind: 'binary' as const, operator, left: { kind: 'variable' as const, name: text, line }, right: value, line };
  return { kind: 'assign', variable: text, value: sum, line };
}

/** `expression`, `expression AS name`, `expression name` or `name = expression`. */
function named(cursor: Cursor): SelectItem {
  const { line } = cursor;
  if (isAlias(cursor) && cursor.isAhead(1, '=')) {
    const name = cursor.next().text;
    cursor.need('=');
    return { kind: 'expression', expression: cursor.expression(), name, line };
  }
  const expression = cursor.expression();
  if (cursor.take('AS') && !isAlias(cursor)) throw cursor.unexpected();
  return { kind: 'expression', expression, name: isAlias(cursor) ? cursor.next().text : null, line };
}

/** An alias of a column may be a string. */
function isAlias(cursor: Cursor): boolean {
  const { kind } = cursor.token;
  return cursor.isIdentifier() || kind === 'string' || kind === 'nationalString';
}
