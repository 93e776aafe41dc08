import type { Call, Expression } from './ast.ts';

const AGGREGATES = new Set(['count', 'count_big', 'sum', 'avg', 'min', 'max', 'string_agg', 'stdev', 'stdevp', 'var', 'varp']);

export const isAggregateName = (name: string): boolean => AGGREGATES.has(name.toLowerCase());
export const isAggregate = (expression: Expression): expression is Call & { over: null } =>
  expression.kind === 'call' && expression.path.length === 1 && expression.over === null && isAggregateName(expression.path[0] ?? '');

function partsOfCall(call: Call): Expression[] {
  const within = (call.withinGroup ?? []).map((item) => item.expression);
  const over = call.over ? [...call.over.partition, ...call.over.order.map((item) => item.expression)] : [];
  return [...call.args, ...within, ...over];
}

/** The expressions of which one consists; queries inside it are not entered. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'column':
    case 'variable':
    case 'default':
    case 'exists':
    case 'subquery':
      return [];
    case 'unary':
    case 'isNull':
    case 'collate':
    case 'inQuery':
      return [expression.operand];
    case 'cast':
      return expression.style ? [expression.operand, expression.style] : [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return partsOfCall(expression);
    case 'case':
      return [
        ...(expression.operand ? [expression.operand] : []),
        ...expression.branches.flatMap(({ when, result }) => [when, result]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'inList':
      return [expression.operand, ...expression.list];
    case 'like':
      return [expression.operand, expression.pattern, ...(expression.escape ? [expression.escape] : [])];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    case 'method':
      return [expression.target, ...expression.args];
    case 'atTimeZone':
      return [expression.operand, expression.zone];
  }
}

/** The conditions of which all must hold. */
export function conjunctsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== 'AND') return [expression];
  return [...conjunctsOf(expression.left), ...conjunctsOf(expression.right)];
}

/** The aggregates and windowed calls of expressions, each with those inside its own arguments where it may have some. */
export function collectCalls(expressions: readonly Expression[]): { aggregates: Call[]; windows: Call[] } {
  const aggregates: Call[] = [];
  const windows: Call[] = [];
  const visit = (expression: Expression): void => {
    if (isAggregate(expression)) {
      aggregates.push(expression);
      return;
    }
    if (expression.kind === 'call' && expression.over) windows.push(expression);
    for (const part of partsOf(expression)) visit(part);
  };
  for (const expression of expressions) visit(expression);
  return { aggregates, windows };
}
