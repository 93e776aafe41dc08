import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { calculate, negate } from './arithmetic.ts';
import { arithmeticType } from './arithmetic-type.ts';
import type { Arithmetic, Binary, Case, Expression } from './ast.ts';
import { bindCall } from './bind-call.ts';
import { bindMethod } from './bind-method.ts';
import { convert, isSameForm } from './convert.ts';
import { expressionKey } from './expression-key.ts';
import { incorrectSyntax, invalidColumn, notGrouped, operandInvalid, tooManyColumns, unboundName } from './fail.ts';
import { globalVariable } from './global-variables.ts';
import { notBuilt } from './not-built.ts';
import { type Binder, type Bound, type Frame, NO_FRAME, type Row, type Scope } from './plan.ts';
import { type Resolved, resolve } from './scope.ts';
import { commonOf } from './type-precedence.ts';
import { INT, isInteger, isNumber, isText, numberOf, wholeOf } from './types.ts';
import { parseXml } from './xml.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** The same expression in another type. */
export function castTo(bound: Bound, to: SqlType): Bound {
  if (isSameForm(bound.type, to)) return bound;
  return { type: to, evaluate: (frame) => convert(bound.evaluate(frame), { from: bound.type, to }) };
}

function fromRow(depth: number, at: number): (frame: Frame) => Value {
  if (depth === 0) return (frame) => frame.row[at] ?? null;
  return (frame) => {
    let found: Frame | null = frame;
    for (let step = 0; step < depth && found; step += 1) found = found.outer;
    return found?.row[at] ?? null;
  };
}

function ofSource(found: Resolved): Bound {
  const read = fromRow(found.depth, found.at);
  const { nodes } = found.column;
  if (!nodes) return { type: found.type, evaluate: read };
  const node = (frame: Frame) => {
    const at = read(frame);
    return typeof at === 'number' ? (nodes[at] ?? null) : null;
  };
  return { type: found.type, evaluate: read, node };
}

function bindColumn(expression: Of<'column'>, scope: Scope): Bound {
  const { path, line } = expression;
  const found = resolve(scope, path, line);
  if (!found) throw path.length > 1 ? unboundName(path, line) : invalidColumn(path[0] ?? '', line);
  if (!found.scope.isGrouped) return ofSource(found);
  const slot = found.scope.slots?.get(JSON.stringify(`column 0:${found.at}`));
  if (!slot) throw notGrouped(`${found.source.alias}.${found.column.name}`, line);
  return { type: slot.type, evaluate: fromRow(found.depth, slot.at) };
}

function bindVariable(binder: Binder, { name, line }: Of<'variable'>): Bound {
  const known = globalVariable(name);
  if (known) return { type: known.type, evaluate: () => known.read(binder.state, binder.context()) };
  const variable = binder.variable(name, line);
  return { type: variable.type, evaluate: () => variable.value };
}

function bindUnary(binder: Binder, expression: Of<'unary'>, scope: Scope): Bound {
  if (expression.operator === 'NOT') throw incorrectSyntax('NOT', expression.line);
  const operand = binder.expression(expression.operand, scope);
  if (expression.operator === '-') {
    const number = isNumber(operand.type) && operand.type.name !== 'bit' ? operand : castTo(operand, INT);
    if (!isNumber(operand.type) && !isText(operand.type) && operand.type.name !== 'null')
      throw operandInvalid(operand.type.name, 'minus', expression.line);
    return { type: number.type, evaluate: (frame) => negate(number.evaluate(frame), number.type) };
  }
  if (!isInteger(operand.type)) throw operandInvalid(operand.type.name, "'~'", expression.line);
  const invert = (value: Value): Value =>
    operand.type.name === 'bit' ? 1 - numberOf(value) : typeof value === 'bigint' ? ~value : ~numberOf(value);
  return {
    type: operand.type,
    evaluate: (frame) => {
      const value = operand.evaluate(frame);
      return value === null ? null : invert(value);
    },
  };
}

const ARITHMETIC: Readonly<Record<string, true>> = {
  '+': true,
  '-': true,
  '*': true,
  '/': true,
  '%': true,
  '&': true,
  '|': true,
  '^': true,
};
const isArithmetic = (operator: string): operator is Arithmetic => Object.hasOwn(ARITHMETIC, operator);

function bindBinary(binder: Binder, expression: Binary, scope: Scope): Bound {
  const { operator, line } = expression;
  if (!isArithmetic(operator)) throw incorrectSyntax(operator, line);
  const left = binder.expression(expression.left, scope);
  const right = binder.expression(expression.right, scope);
  const type = arithmeticType({ operator, left: left.type, right: right.type, line });
  const evaluate = (frame: Frame): Value =>
    calculate({ operator, type }, { value: left.evaluate(frame), type: left.type }, { value: right.evaluate(frame), type: right.type });
  return { type, evaluate };
}

function bindCase(binder: Binder, expression: Case, scope: Scope): Bound {
  const { operand } = expression;
  const branches = expression.branches.map(({ when, result }) => ({
    holds: binder.condition(operand ? { kind: 'binary', operator: '=', left: operand, right: when, line: when.line } : when, scope),
    result: binder.expression(result, scope),
  }));
  const otherwise = expression.otherwise ? binder.expression(expression.otherwise, scope) : null;
  const type = commonOf([...branches.map(({ result }) => result.type), ...(otherwise ? [otherwise.type] : [])]);
  if (type.name === 'null') {
    const what = 'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.';
    throw new SqlError(8133, what, { line: expression.line });
  }
  const evaluate = (frame: Frame): Value => {
    const taken = branches.find(({ holds }) => holds(frame) === true)?.result ?? otherwise;
    return taken ? convert(taken.evaluate(frame), { from: taken.type, to: type }) : null;
  };
  return { type, evaluate };
}

/** What TRY_CAST turns into NULL: a value that cannot be converted; not a conversion that does not exist, nor one that is not built. */
const CONVERSIONS = new Set([241, 242, 244, 245, 248, 8114, 8115, 8169, 9400, 9436, 9455]);

function bindCast(binder: Binder, expression: Of<'cast'>, scope: Scope): Bound {
  const operand = binder.expression(expression.operand, scope);
  const style = expression.style ? castTo(binder.expression(expression.style, scope), INT) : null;
  const to = expression.type;
  const run = (frame: Frame): Value => {
    const value = operand.evaluate(frame);
    const wanted = style ? style.evaluate(frame) : null;
    const result = convert(value, { from: operand.type, to, style: wanted === null ? null : numberOf(wanted) });
    if (to.name === 'xml' && typeof result === 'string') parseXml(result);
    return result;
  };
  if (!expression.orNull) return { type: to, evaluate: run };
  const orNull = (frame: Frame): Value => {
    try {
      return run(frame);
    } catch (error) {
      if (error instanceof SqlError && CONVERSIONS.has(error.number)) return null;
      throw error;
    }
  };
  return { type: to, evaluate: orNull };
}

function bindSubquery(binder: Binder, { query, line }: Of<'subquery'>, scope: Scope): Bound {
  const plan = binder.query(query, scope, scope.commons);
  const [column, ...more] = plan.columns;
  if (!column || more.length > 0) throw tooManyColumns(line);
  let kept: Row[] | null = null;
  const evaluate = (frame: Frame): Value => {
    const rows = kept ?? plan.rows(frame);
    if (!plan.dependsOnOuter()) kept = rows;
    if (rows.length <= 1) return rows[0]?.[0] ?? null;
    const where = 'when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression';
    throw new SqlError(512, `Subquery returned more than 1 value. This is not permitted ${where}.`);
  };
  return { type: column.type, evaluate };
}

function bindKind(binder: Binder, expression: Expression, scope: Scope): Bound {
  switch (expression.kind) {
    case 'literal':
      return { type: expression.type, evaluate: () => expression.value };
    case 'variable':
      return bindVariable(binder, expression);
    case 'column':
      return bindColumn(expression, scope);
    case 'collate':
      return binder.expression(expression.operand, scope);
    case 'unary':
      return bindUnary(binder, expression, scope);
    case 'binary':
      return bindBinary(binder, expression, scope);
    case 'case':
      return bindCase(binder, expression, scope);
    case 'cast':
      return bindCast(binder, expression, scope);
    case 'subquery':
      return bindSubquery(binder, expression, scope);
    case 'method':
      return bindMethod(binder, expression, scope);
    case 'call':
      return bindCall(binder, expression, scope);
    case 'atTimeZone':
      throw notBuilt('AT TIME ZONE', expression.line);
    default:
      throw incorrectSyntax(expression.kind === 'default' ? 'DEFAULT' : expression.kind, expression.line);
  }
}

/** Binds an expression: its names are found and its type is known before a row is there. */
export function bindExpression(binder: Binder, expression: Expression, scope: Scope): Bound {
  if (scope.slots && expression.kind !== 'literal' && expression.kind !== 'variable') {
    const slot = scope.slots.get(expressionKey(expression, scope));
    if (slot) return { type: slot.type, evaluate: (frame) => frame.row[slot.at] ?? null };
  }
  return bindKind(binder, expression, scope);
}

/** The value of an expression that needs no row, as a whole number; NULL counts as 0. */
export function wholeWithoutRow(bound: Bound): number {
  const value = castTo(bound, { name: 'bigint' }).evaluate(NO_FRAME);
  return value === null ? 0 : Number(wholeOf(value));
}
