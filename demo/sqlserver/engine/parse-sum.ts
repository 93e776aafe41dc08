import type { Arithmetic, Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { isCondition } from './is-condition.ts';
import { negated } from './parse-literal.ts';
import { parsePostfix, type Wanted } from './parse-primary.ts';

const SUMS: readonly Arithmetic[] = ['+', '-', '&', '|', '^'];
const PRODUCTS: readonly Arithmetic[] = ['*', '/', '%'];

/** Reads sums of products; + - & | ^ bind equally, * / % tighter. Source: "Operator Precedence (Transact-SQL)". */
export function parseSum(cursor: Cursor, wanted: Wanted): Expression {
  let left = product(cursor, wanted);
  for (let operator = operatorOf(cursor, SUMS); operator; operator = operatorOf(cursor, SUMS)) {
    if (isCondition(left)) throw cursor.unexpected();
    const { line } = cursor.next();
    left = { kind: 'binary', operator, left, right: product(cursor, 'value'), line };
  }
  return left;
}

function product(cursor: Cursor, wanted: Wanted): Expression {
  let left = unary(cursor, wanted);
  for (let operator = operatorOf(cursor, PRODUCTS); operator; operator = operatorOf(cursor, PRODUCTS)) {
    if (isCondition(left)) throw cursor.unexpected();
    const { line } = cursor.next();
    left = { kind: 'binary', operator, left, right: unary(cursor, 'value'), line };
  }
  return left;
}

function operatorOf(cursor: Cursor, operators: readonly Arithmetic[]): Arithmetic | undefined {
  return operators.find((operator) => cursor.is(operator));
}

function unary(cursor: Cursor, wanted: Wanted): Expression {
  const { line } = cursor;
  if (cursor.take('+')) return cursor.deeper(() => unary(cursor, 'value'));
  if (cursor.take('~')) return { kind: 'unary', operator: '~', operand: cursor.deeper(() => unary(cursor, 'value')), line };
  if (!cursor.take('-')) return parsePostfix(cursor, wanted);
  const operand = cursor.deeper(() => unary(cursor, 'value'));
  const literal = operand.kind === 'literal' ? negated(operand) : null;
  return literal ?? { kind: 'unary', operator: '-', operand, line };
}
