import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { spread, sumOrAverage } from './aggregate-sum.ts';
import type { Call, Expression } from './ast.ts';
import { castTo } from './bind-expression.ts';
import { compareValues, hashKey } from './compare.ts';
import { isAggregateName } from './expression-tree.ts';
import { incorrectSyntax, operandInvalid, unknownFunction } from './fail.ts';
import { isNewer } from './newer.ts';
import { notBuilt } from './not-built.ts';
import { type Aggregate, type Binder, type Bound, type Frame, NO_FRAME, type Scope } from './plan.ts';
import { sortFrames } from './sorting.ts';
import { toText } from './to-text.ts';
import { BIGINT, FLOAT, INT, isText, isUnicode, lengthOf, MAX_TEXT, numberOf, stringOf } from './types.ts';

/** The values of an argument that are not NULL, each once where the aggregate is DISTINCT. */
function valuesOf(arg: Bound, isDistinct: boolean): (frames: readonly Frame[]) => Value[] {
  return (frames) => {
    const values = frames.map((frame) => arg.evaluate(frame)).filter((value) => value !== null);
    if (!isDistinct) return values;
    return [...new Map(values.map((value) => [hashKey(value, arg.type), value])).values()];
  };
}

function extreme(name: string, arg: Bound, line: number): (values: readonly Value[]) => Value {
  if (arg.type.name === 'bit' || arg.type.name === 'xml') throw operandInvalid(arg.type.name, name, line);
  const sign = name === 'min' ? -1 : 1;
  return (values) =>
    values.reduce((best: Value, value) => (best === null || compareValues(value, best, arg.type) * sign > 0 ? value : best), null);
}

function textAggregate(binder: Binder, call: Call, scope: Scope): Aggregate {
  const [first, second] = call.args;
  if (!first || !second) throw new SqlError(174, 'The string_agg function requires 2 argument(s).', { severity: 15, line: call.line });
  const arg = binder.expression(first, scope);
  const separator = castTo(binder.expression(second, scope), MAX_TEXT).evaluate(NO_FRAME);
  const order = (call.withinGroup ?? []).map((item) => ({ bound: binder.expression(item.expression, scope), descending: item.descending }));
  const isWide = isUnicode(arg.type) || !isText(arg.type);
  const length = isText(arg.type) && lengthOf(arg.type) === -1 ? -1 : isWide ? 4000 : 8000;
  const calculate = (frames: readonly Frame[]): Value => {
    const sorted = order.length > 0 ? sortFrames(frames, order) : frames;
    const parts = sorted.map((frame) => arg.evaluate(frame)).filter((value) => value !== null);
    return parts.length > 0 ? parts.map((part) => toText(part, arg.type)).join(separator === null ? '' : stringOf(separator)) : null;
  };
  return { type: { name: isWide ? 'nvarchar' : 'varchar', length }, calculate };
}

function foldOf(name: string, arg: Bound, line: number): { type: SqlType; fold(values: readonly Value[]): Value } {
  if (name === 'count') return { type: INT, fold: (values) => values.length };
  if (name === 'count_big') return { type: BIGINT, fold: (values) => BigInt(values.length) };
  if (name === 'min' || name === 'max') return { type: arg.type.name === 'null' ? INT : arg.type, fold: extreme(name, arg, line) };
  if (name === 'sum' || name === 'avg') return sumOrAverage(name, arg.type, line);
  const measure = spread(name);
  return { type: FLOAT, fold: (values) => measure(values.map(numberOf)) };
}

const isSpread = (name: string): boolean => name.startsWith('std') || name.startsWith('var');

/** Binds an aggregate over the rows of a group. */
export function bindAggregate(binder: Binder, expression: Expression, scope: Scope): Aggregate {
  if (expression.kind !== 'call') throw incorrectSyntax(expression.kind, expression.line);
  const { line, star, args, path } = expression;
  const name = (path[0] ?? '').toLowerCase();
  if (!isAggregateName(name) || isNewer(name, binder.context().instance)) {
    if (!isNewer(name, binder.context().instance) && (name === 'checksum_agg' || name === 'approx_count_distinct'))
      throw notBuilt(name.toUpperCase(), line);
    throw unknownFunction(path.join('.'), line);
  }
  if (star) {
    if (name === 'count_big') return { type: BIGINT, calculate: (frames) => BigInt(frames.length) };
    if (name === 'count') return { type: INT, calculate: (frames) => frames.length };
    throw incorrectSyntax('*', line);
  }
  if (name === 'string_agg') return textAggregate(binder, expression, scope);
  const [first, ...more] = args;
  if (!first || more.length > 0) throw new SqlError(174, `The ${name} function requires 1 argument(s).`, { severity: 15, line });
  const written = binder.expression(first, scope);
  const arg = isSpread(name) ? castTo(written, FLOAT) : written;
  const values = valuesOf(arg, expression.distinct);
  const { type, fold } = foldOf(name, arg, line);
  return { type, calculate: (frames) => fold(values(frames)) };
}
