import type { Comparison, Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { isCondition } from './is-condition.ts';
import { notBuilt } from './not-built.ts';
import { parseSum } from './parse-sum.ts';

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...(['=', '<>', '<', '>', '<=', '>='] as const).map((operator): [string, Comparison] => [operator, operator]),
  ['!=', '<>'],
  ['!<', '>='],
  ['!>', '<='],
]);

/** Reads one test (a comparison, IN, LIKE, BETWEEN, IS NULL, EXISTS), or the value alone where none follows it. */
export function parsePredicate(cursor: Cursor): Expression {
  const { line } = cursor;
  if (cursor.take('EXISTS')) return { kind: 'exists', query: cursor.parenthesised(() => cursor.query()), line };
  if (cursor.is('CONTAINS', '(') || cursor.is('FREETEXT', '(')) throw notBuilt('full-text search', line);
  const operand = parseSum(cursor, 'either');
  return isCondition(operand) ? operand : (comparison(cursor, operand) ?? test(cursor, operand));
}

function comparison(cursor: Cursor, left: Expression): Expression | null {
  const { kind, text, line } = cursor.token;
  const operator = kind === 'operator' ? COMPARISONS.get(text) : undefined;
  if (!operator) return null;
  cursor.next();
  if (cursor.isOneOf(['ALL', 'ANY', 'SOME'])) throw notBuilt('a comparison with ALL, ANY or SOME', line);
  return { kind: 'binary', operator, left, right: parseSum(cursor, 'value'), line };
}

function test(cursor: Cursor, operand: Expression): Expression {
  const { line } = cursor;
  if (cursor.take('IS')) return nullTest(cursor, operand, line);
  const negated = cursor.is('NOT', 'IN') || cursor.is('NOT', 'LIKE') || cursor.is('NOT', 'BETWEEN');
  if (negated) cursor.next();
  if (cursor.take('IN')) return membership(cursor, operand, negated);
  if (cursor.take('LIKE')) {
    const pattern = parseSum(cursor, 'value');
    const mark = cursor.take('ESCAPE') ? parseSum(cursor, 'value') : null;
    return { kind: 'like', operand, pattern, escape: mark, negated, line };
  }
  if (cursor.take('BETWEEN')) {
    const low = parseSum(cursor, 'value');
    cursor.need('AND');
    return { kind: 'between', operand, low, high: parseSum(cursor, 'value'), negated, line };
  }
  return operand;
}

function nullTest(cursor: Cursor, operand: Expression, line: number): Expression {
  const negated = cursor.take('NOT');
  if (cursor.is('DISTINCT', 'FROM')) throw notBuilt('IS DISTINCT FROM', line);
  cursor.need('NULL');
  return { kind: 'isNull', operand, negated, line };
}

function membership(cursor: Cursor, operand: Expression, negated: boolean): Expression {
  const { line } = cursor;
  cursor.need('(');
  const expression: Expression = cursor.is('SELECT')
    ? { kind: 'inQuery', operand, query: cursor.query(), negated, line }
    : { kind: 'inList', operand, list: cursor.list(() => cursor.expression()), negated, line };
  cursor.need(')');
  return expression;
}
