import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { isCondition } from './is-condition.ts';
import { parsePredicate } from './parse-predicate.ts';

/** Reads a condition. Throws SqlError 4145 where a value stands. */
export function parseCondition(cursor: Cursor): Expression {
  return checked(cursor, parseEither(cursor));
}

/** Reads a condition or a value: in parentheses, what follows tells which was meant. */
export function parseEither(cursor: Cursor): Expression {
  let left = conjunction(cursor);
  while (cursor.is('OR')) {
    checked(cursor, left);
    const { line } = cursor.next();
    left = { kind: 'binary', operator: 'OR', left, right: checked(cursor, conjunction(cursor)), line };
  }
  return left;
}

function conjunction(cursor: Cursor): Expression {
  let left = negation(cursor);
  while (cursor.is('AND')) {
    checked(cursor, left);
    const { line } = cursor.next();
    left = { kind: 'binary', operator: 'AND', left, right: checked(cursor, negation(cursor)), line };
  }
  return left;
}

function negation(cursor: Cursor): Expression {
  const { line } = cursor;
  if (!cursor.take('NOT')) return parsePredicate(cursor);
  const operand = cursor.deeper(() => negation(cursor));
  return { kind: 'unary', operator: 'NOT', operand: checked(cursor, operand), line };
}

function checked(cursor: Cursor, expression: Expression): Expression {
  if (!isCondition(expression)) throw cursor.notCondition();
  return expression;
}
