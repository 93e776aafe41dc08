import type { BinaryOperator, Expression } from './ast.ts';

const TRUTHS: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['AND', 'OR', '=', '<>', '<', '>', '<=', '>=']);

/** Whether an expression is true or false rather than a value: T-SQL has no value for either. */
export function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'binary':
      return TRUTHS.has(expression.operator);
    case 'unary':
      return expression.operator === 'NOT';
    case 'inList':
    case 'inQuery':
    case 'like':
    case 'between':
    case 'isNull':
    case 'exists':
      return true;
    default:
      return false;
  }
}
