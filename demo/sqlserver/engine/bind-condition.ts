import { SqlError, type Value } from '../tds/types.ts';
import type { Comparison, Expression } from './ast.ts';
import { compareValues, fold } from './compare.ts';
import { convert, isSameForm } from './convert.ts';
import { notCondition, tooManyColumns } from './fail.ts';
import { Among, type InKeys, inKeys } from './in-keys.ts';
import { likePattern } from './like.ts';
import { type Binder, type Bound, type Condition, type Frame, NO_FRAME, type Row, type Scope } from './plan.ts';
import { toText } from './to-text.ts';
import { commonType } from './type-precedence.ts';
import { isDecimal, isText, MAX_TEXT, stringOf } from './types.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const negateIf = (condition: Condition, negated: boolean): Condition => {
  if (!negated) return condition;
  return (frame) => {
    const holds = condition(frame);
    return holds === null ? null : !holds;
  };
};

const both = (left: Condition, right: Condition): Condition => {
  return (frame) => {
    const first = left(frame);
    if (first === false) return false;
    const second = right(frame);
    return second === false ? false : first === null || second === null ? null : true;
  };
};

const either = (left: Condition, right: Condition): Condition => {
  return (frame) => {
    const first = left(frame);
    if (first === true) return true;
    const second = right(frame);
    return second === true ? true : first === null || second === null ? null : false;
  };
};

const TESTS: Record<Comparison, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

/** Compares two expressions in their common type; unknown where one of them is NULL. Throws 305 for xml. */
export function bindComparison(operator: Comparison, left: Bound, right: Bound): Condition {
  const common = commonType(left.type, right.type);
  if (common.name === 'xml')
    throw new SqlError(305, 'The XML data type cannot be compared or sorted, except when using the IS NULL operator.');
  // Texts are compared whole: none is cut to the length of the other.
  const type = isText(common) ? MAX_TEXT : common;
  const read = (bound: Bound): ((frame: Frame) => Value) => {
    const isReady =
      (isText(bound.type) && isText(type)) || isSameForm(bound.type, type) || (bound.type.name === type.name && !isDecimal(type));
    return isReady ? bound.evaluate : (frame) => convert(bound.evaluate(frame), { from: bound.type, to: type });
  };
  const [a, b, test] = [read(left), read(right), TESTS[operator]];
  const isEquality = isText(type) && (operator === '=' || operator === '<>');
  return (frame) => {
    const [x, y] = [a(frame), b(frame)];
    if (x === null || y === null) return null;
    if (isEquality) return (x === y || fold(stringOf(x)) === fold(stringOf(y))) === (operator === '=');
    return test(compareValues(x, y, type));
  };
}

function bindLike(binder: Binder, expression: Of<'like'>, scope: Scope): Condition {
  const operand = binder.expression(expression.operand, scope);
  const pattern = binder.expression(expression.pattern, scope);
  const escapedBy = expression.escape ? binder.expression(expression.escape, scope) : null;
  let known: { text: string; fits(text: string): boolean } | null = null;
  return (frame) => {
    const [value, wanted] = [operand.evaluate(frame), pattern.evaluate(frame)];
    if (value === null || wanted === null) return null;
    const text = toText(wanted, pattern.type);
    if (known?.text !== text) {
      const character = escapedBy ? escapedBy.evaluate(frame) : null;
      known = { text, fits: likePattern(text, character === null ? null : stringOf(character)) };
    }
    return known.fits(toText(value, operand.type)) !== expression.negated;
  };
}

/** IN: true where one is equal, unknown where none is and one is not known. */
function anyOf(conditions: Iterable<boolean | null>): boolean | null {
  let isUnknown = false;
  for (const holds of conditions) {
    if (holds === true) return true;
    if (holds === null) isUnknown = true;
  }
  return isUnknown ? null : false;
}

function bindInList(binder: Binder, expression: Of<'inList'>, scope: Scope): Condition {
  const operand = binder.expression(expression.operand, scope);
  const items = expression.list.map((one) => binder.expression(one, scope));
  const tests = items.map((one) => bindComparison('=', operand, one));
  const among = expression.list.every(({ kind }) => kind === 'literal' || kind === 'variable') ? amongConstants(operand, items) : null;
  if (among) return negateIf((frame) => among().has(operand.evaluate(frame)), expression.negated);
  return negateIf((frame) => anyOf(tests.values().map((test) => test(frame))), expression.negated);
}

/** The values of a list that needs no row, made when the first row is there; null where they have to be compared one by one. */
function amongConstants(operand: Bound, items: readonly Bound[]): (() => Among) | null {
  const keyed = items.map((item) => ({ item, keys: inKeys(operand.type, item.type) }));
  const [first] = keyed;
  if (!first?.keys || !keyed.every((one): one is { item: Bound; keys: InKeys } => one.keys !== null)) return null;
  const { ofOperand } = first.keys;
  let kept: Among | null = null;
  return () => {
    kept ??= new Among(
      keyed.map(({ item, keys }) => ({ value: item.evaluate(NO_FRAME), keys })),
      ofOperand,
    );
    return kept;
  };
}

function bindInQuery(binder: Binder, expression: Of<'inQuery'>, scope: Scope): Condition {
  const operand = binder.expression(expression.operand, scope);
  const plan = binder.query(expression.query, scope, scope.commons);
  const [column, ...more] = plan.columns;
  if (!column || more.length > 0) throw tooManyColumns(expression.line);
  let current: Value = null;
  const equals = bindComparison('=', operand, { type: column.type, evaluate: () => current });
  const keys = inKeys(operand.type, column.type);
  let kept: { rows: Row[]; among: Among | null } | null = null;
  const holds: Condition = (frame) => {
    const rows = kept?.rows ?? plan.rows(frame);
    if (!plan.dependsOnOuter())
      kept ??= {
        rows,
        among:
          keys &&
          new Among(
            rows.values().map((row) => ({ value: row[0] ?? null, keys })),
            keys.ofOperand,
          ),
      };
    if (kept?.among) return kept.among.has(operand.evaluate(frame));
    return anyOf(
      rows.values().map((row) => {
        current = row[0] ?? null;
        return equals(frame);
      }),
    );
  };
  return negateIf(holds, expression.negated);
}

function bindBetween(binder: Binder, expression: Of<'between'>, scope: Scope): Condition {
  const operand = binder.expression(expression.operand, scope);
  const low = bindComparison('>=', operand, binder.expression(expression.low, scope));
  const high = bindComparison('<=', operand, binder.expression(expression.high, scope));
  return negateIf(both(low, high), expression.negated);
}

function bindBinary(binder: Binder, expression: Of<'binary'>, scope: Scope): Condition | null {
  const { operator } = expression;
  if (operator === 'AND' || operator === 'OR') {
    const left = binder.condition(expression.left, scope);
    const right = binder.condition(expression.right, scope);
    return operator === 'AND' ? both(left, right) : either(left, right);
  }
  if (!Object.hasOwn(TESTS, operator)) return null;
  const [left, right] = [binder.expression(expression.left, scope), binder.expression(expression.right, scope)];
  // Object.hasOwn has just shown that it is one of the comparisons.
  return bindComparison(operator as Comparison, left, right);
}

function bindExists(binder: Binder, expression: Of<'exists'>, scope: Scope): Condition {
  const plan = binder.query(expression.query, scope, scope.commons);
  let kept: boolean | null = null;
  return (frame) => {
    const holds = kept ?? plan.rows(frame).length > 0;
    if (!plan.dependsOnOuter()) kept = holds;
    return holds;
  };
}

/** Binds a condition; 4145 for an expression that is none. */
export function bindCondition(binder: Binder, expression: Expression, scope: Scope): Condition {
  switch (expression.kind) {
    case 'isNull': {
      const operand = binder.expression(expression.operand, scope);
      return (frame) => (operand.evaluate(frame) === null) !== expression.negated;
    }
    case 'unary':
      if (expression.operator === 'NOT') return negateIf(binder.condition(expression.operand, scope), true);
      break;
    case 'binary': {
      const condition = bindBinary(binder, expression, scope);
      if (condition) return condition;
      break;
    }
    case 'between':
      return bindBetween(binder, expression, scope);
    case 'like':
      return bindLike(binder, expression, scope);
    case 'inList':
      return bindInList(binder, expression, scope);
    case 'inQuery':
      return bindInQuery(binder, expression, scope);
    case 'exists':
      return bindExists(binder, expression, scope);
    default:
  }
  throw notCondition(expression.kind === 'column' ? expression.path.join('.') : expression.kind, expression.line);
}
