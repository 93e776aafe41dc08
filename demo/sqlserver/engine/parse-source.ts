import { SqlError } from '../tds/types.ts';
import type { Expression, Join, Source } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { isHint, parseTableHints } from './parse-hints.ts';
import { parseValues } from './parse-values.ts';

const JOIN_HINTS: readonly string[] = ['HASH', 'LOOP', 'MERGE', 'REMOTE'];
const ROW_SETS: readonly string[] = ['OPENROWSET', 'OPENQUERY', 'OPENDATASOURCE', 'OPENXML', 'CONTAINSTABLE', 'FREETEXTTABLE'];

/** Reads what follows FROM; a comma joins as CROSS JOIN does. */
export function parseFrom(cursor: Cursor): Source {
  let left = joined(cursor);
  while (cursor.is(',')) {
    const { line } = cursor.next();
    left = { kind: 'join', type: 'cross', left, right: joined(cursor), on: null, line };
  }
  return left;
}

function joined(cursor: Cursor): Source {
  let left = single(cursor);
  for (let next = join(cursor, left); next; next = join(cursor, left)) left = next;
  return left;
}

function join(cursor: Cursor, left: Source): Source | null {
  const { line } = cursor;
  if (cursor.take('CROSS', 'JOIN')) return { kind: 'join', type: 'cross', left, right: single(cursor), on: null, line };
  const outer = cursor.is('OUTER', 'APPLY');
  if (outer || cursor.is('CROSS', 'APPLY')) {
    cursor.take(outer ? 'OUTER' : 'CROSS', 'APPLY');
    return { kind: 'apply', outer, left, right: single(cursor), line };
  }
  if (cursor.isOneOf(['PIVOT', 'UNPIVOT'])) throw notBuilt('PIVOT or UNPIVOT', line);
  if (cursor.is('TABLESAMPLE')) throw notBuilt('TABLESAMPLE', line);
  const type = joinType(cursor);
  if (!type) return null;
  const right = cursor.deeper(() => rightOf(cursor));
  cursor.need('ON');
  return { kind: 'join', type, left, right, on: cursor.condition(), line };
}

function joinType(cursor: Cursor): Join['type'] | null {
  if (cursor.take('JOIN')) return 'inner';
  const types = ['inner', 'left', 'right', 'full'] as const;
  const type = types.find((name) => cursor.is(name.toUpperCase()));
  if (!type) return null;
  cursor.next();
  if (type !== 'inner') cursor.take('OUTER');
  if (cursor.isOneOf(JOIN_HINTS)) cursor.next();
  cursor.need('JOIN');
  return type;
}

/** `a JOIN b JOIN c ON … ON …`: joins that come before the ON belong to the right side. */
function rightOf(cursor: Cursor): Source {
  let right = single(cursor);
  while (!cursor.is('ON')) {
    const next = join(cursor, right);
    if (!next) return right;
    right = next;
  }
  return right;
}

function single(cursor: Cursor): Source {
  const { line } = cursor;
  if (cursor.is('(', 'VALUES')) return valuesTable(cursor, line);
  if (cursor.is('(')) return derivedOrJoined(cursor, line);
  if (cursor.isOneOf(ROW_SETS)) throw notBuilt(cursor.token.upper, line);
  if (cursor.token.kind !== 'variable') return tableOrFunction(cursor, cursor.path(), line);
  const name = cursor.variable();
  if (!cursor.is('.')) return { kind: 'tableVariable', name, alias: optionalAlias(cursor), line };
  cursor.next();
  if (cursor.token.text !== 'nodes' || !cursor.isAhead(1, '(')) throw cursor.unexpected();
  cursor.next();
  return nodes(cursor, { kind: 'variable', name, line });
}

function derivedOrJoined(cursor: Cursor, line: number): Source {
  let opening = 0;
  while (cursor.isAhead(opening, '(')) opening += 1;
  if (!cursor.isAhead(opening, 'SELECT') || !isQueryInside(cursor)) {
    return cursor.parenthesised(() => cursor.deeper(() => joined(cursor)));
  }
  const query = cursor.parenthesised(() => cursor.query());
  return { kind: 'derived', query, alias: neededAlias(cursor), columns: columnList(cursor), line };
}

/** Whether the parenthesis here holds a query rather than joined sources: behind its own first parenthesis stands no alias. */
function isQueryInside(cursor: Cursor): boolean {
  if (cursor.is('(', 'SELECT')) return true;
  let depth = 0;
  let ahead = 1;
  do {
    if (cursor.ahead(ahead).kind === 'end') return true;
    if (cursor.isAhead(ahead, '(')) depth += 1;
    if (cursor.isAhead(ahead, ')')) depth -= 1;
    ahead += 1;
  } while (depth > 0);
  return [')', 'UNION', 'EXCEPT', 'INTERSECT', 'ORDER'].some((word) => cursor.isAhead(ahead, word));
}

function valuesTable(cursor: Cursor, line: number): Source {
  const rows = cursor.parenthesised(() => parseValues(cursor));
  const alias = neededAlias(cursor);
  return { kind: 'values', rows, alias, columns: neededColumns(cursor, alias), line };
}

function tableOrFunction(cursor: Cursor, path: string[], line: number): Source {
  if (cursor.is('(') && path.length > 1 && path.at(-1) === 'nodes') return nodes(cursor, { kind: 'column', path: path.slice(0, -1), line });
  if (cursor.is('(') && !isHint(cursor.ahead(1).upper)) return tableFunction(cursor, path, line);
  if (cursor.is('FOR', 'SYSTEM_TIME')) throw notBuilt('FOR SYSTEM_TIME', line);
  const hints = parseTableHints(cursor);
  const alias = hints.length > 0 ? null : optionalAlias(cursor);
  return { kind: 'table', path, alias, hints: hints.length > 0 ? hints : parseTableHints(cursor), line };
}

function tableFunction(cursor: Cursor, path: string[], line: number): Source {
  const args = cursor.parenthesised(() => (cursor.is(')') ? [] : cursor.list(() => argument(cursor))));
  const alias = optionalAlias(cursor);
  const columns = alias ? columnList(cursor) : null;
  if (cursor.is('WITH', '(')) throw notBuilt('WITH (…) behind a table function', cursor.line);
  return { kind: 'function', path, args, alias, columns, line };
}

function argument(cursor: Cursor): Expression {
  const { line } = cursor;
  return cursor.take('DEFAULT') ? { kind: 'default', line } : cursor.expression();
}

function nodes(cursor: Cursor, target: Expression): Source {
  const { line } = target;
  const xpath = cursor.parenthesised(() => cursor.expression());
  const alias = neededAlias(cursor);
  return { kind: 'nodes', target, xpath, alias, columns: neededColumns(cursor, alias), line };
}

function optionalAlias(cursor: Cursor): string | null {
  if (cursor.take('AS')) return cursor.identifier();
  return cursor.isIdentifier() ? cursor.identifier() : null;
}

function neededAlias(cursor: Cursor): string {
  cursor.take('AS');
  return cursor.identifier();
}

function columnList(cursor: Cursor): string[] | null {
  return cursor.is('(') ? cursor.parenthesised(() => cursor.list(() => cursor.identifier())) : null;
}

function neededColumns(cursor: Cursor, alias: string): string[] {
  const { line } = cursor;
  const columns = columnList(cursor);
  if (!columns) throw new SqlError(8155, `No column name was specified for column 1 of '${alias}'.`, { line });
  return columns;
}
