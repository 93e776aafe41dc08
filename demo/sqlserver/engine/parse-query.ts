import { SqlError } from '../tds/types.ts';
import type { CommonTable, Expression, Query, QueryBody, Select, SetOperation } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseOptions } from './parse-hints.ts';
import { parseOrder } from './parse-order.ts';
import { parseSelect } from './parse-select.ts';

/** Reads the query of a statement, behind its common tables: it may assign variables and have OPTION (…). */
export function parseTopQuery(cursor: Cursor, common: CommonTable[]): Query {
  const query = parseOrdered(cursor, common);
  return { ...query, options: parseOptions(cursor) };
}

/** Reads a query within a statement. Throws SqlError 1033 when it is ordered to no end, and 102 when it assigns a variable. */
export function parseNestedQuery(cursor: Cursor): Query {
  const query = parseOrdered(cursor, []);
  const { body } = query;
  if (query.orderBy.length > 0 && !query.offset && !(body.kind === 'select' && body.top)) {
    const message =
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, ' +
      'unless TOP, OFFSET or FOR XML is also specified.';
    throw new SqlError(1033, message, { severity: 15, line: query.line });
  }
  const assignment = selectsOf(body).flatMap(({ items }) => items.filter(({ kind }) => kind === 'assign'))[0];
  if (assignment) throw new SqlError(102, "Incorrect syntax near '='.", { severity: 15, line: assignment.line });
  return query;
}

/** Reads WITH and its common tables; none where no WITH stands. Throws SqlError 239 for a name given twice. */
export function parseCommonTables(cursor: Cursor): CommonTable[] {
  if (!cursor.take('WITH')) return [];
  if (cursor.is('XMLNAMESPACES')) throw notBuilt('WITH XMLNAMESPACES', cursor.line);
  const seen = new Set<string>();
  return cursor.list(() => {
    const { line } = cursor;
    const name = cursor.identifier();
    if (seen.has(name.toLowerCase())) throw new SqlError(239, `Duplicate common table expression name '${name}' was specified.`, { line });
    seen.add(name.toLowerCase());
    const columns = cursor.is('(') ? cursor.parenthesised(() => cursor.list(() => cursor.identifier())) : null;
    cursor.need('AS');
    return { name, columns, query: cursor.parenthesised(() => cursor.query()), line };
  });
}

function parseOrdered(cursor: Cursor, common: CommonTable[]): Query {
  const { line } = cursor;
  const body = parseBody(cursor, 0);
  const isOrdered = cursor.take('ORDER');
  if (isOrdered) cursor.need('BY');
  const orderBy = isOrdered ? parseOrder(cursor) : [];
  const paging = isOrdered ? pagingOf(cursor) : { offset: null, fetch: null };
  if (paging.offset && body.kind === 'select' && body.top) {
    throw new SqlError(10741, 'A TOP can not be used in the same query or sub-query as a OFFSET.', { severity: 15, line: body.line });
  }
  if (body.kind === 'select' && body.top?.ties && !isOrdered) {
    throw new SqlError(1062, 'The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause.', { severity: 15, line });
  }
  if (cursor.is('FOR')) throw notBuilt('FOR XML, JSON or BROWSE', cursor.line);
  return { with: common, body, orderBy, ...paging, options: [], line };
}

function pagingOf(cursor: Cursor): Pick<Query, 'offset' | 'fetch'> {
  if (!cursor.take('OFFSET')) return { offset: null, fetch: null };
  const offset = rowCount(cursor);
  if (!cursor.take('FETCH')) return { offset, fetch: null };
  if (!cursor.take('NEXT')) cursor.need('FIRST');
  const fetch = rowCount(cursor);
  cursor.need('ONLY');
  return { offset, fetch };
}

function rowCount(cursor: Cursor): Expression {
  const count = cursor.expression();
  if (!cursor.take('ROWS')) cursor.need('ROW');
  return count;
}

type Operator = SetOperation['operator'];

/** INTERSECT binds tighter than UNION and EXCEPT, which go from left to right. */
function parseBody(cursor: Cursor, loosest: number): QueryBody {
  const { line } = cursor;
  let left: QueryBody = cursor.is('(') ? parenthesised(cursor) : parseSelect(cursor);
  for (let operator = setOperator(cursor); operator; operator = setOperator(cursor)) {
    const tightness = operator === 'INTERSECT' ? 2 : 1;
    if (tightness <= loosest) return left;
    cursor.next();
    if (operator === 'UNION ALL') cursor.next();
    left = { kind: 'setOperation', operator, left, right: parseBody(cursor, tightness), line };
  }
  return left;
}

function parenthesised(cursor: Cursor): QueryBody {
  const { line } = cursor;
  const body = cursor.parenthesised(() => cursor.deeper(() => parseBody(cursor, 0)));
  return { kind: 'parenthesised', query: { with: [], body, orderBy: [], offset: null, fetch: null, options: [], line }, line };
}

function setOperator(cursor: Cursor): Operator | null {
  if (cursor.is('UNION', 'ALL')) return 'UNION ALL';
  const operators: readonly Operator[] = ['UNION', 'EXCEPT', 'INTERSECT'];
  return operators.find((operator) => cursor.is(operator)) ?? null;
}

/** Without recursion: a union may have thousands of arms before its depth is checked. */
function selectsOf(body: QueryBody): Select[] {
  const selects: Select[] = [];
  const open = [body];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'select') selects.push(next);
    else if (next.kind === 'parenthesised') open.push(next.query.body);
    else open.push(next.right, next.left);
  }
  return selects;
}
