import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Arithmetic } from './ast.ts';
import { roundToDatetime, TICKS_1753, TICKS_1900, TICKS_END, TICKS_PER_DAY } from './calendar.ts';
import { convert } from './convert.ts';
import { fitDecimal, fitInteger, fitText, rescale } from './fit.ts';
import { digitsOf } from './type-precedence.ts';
import {
  bigintOf,
  bytesOf,
  DATETIME,
  isBinary,
  isDecimal,
  isFloat,
  isMoney,
  isText,
  isTime,
  numberOf,
  numeric,
  stringOf,
  wholeOf,
} from './types.ts';

type Operand = { value: Value; type: SqlType };
type Operation = { operator: Arithmetic; type: SqlType };

const byZero = (): SqlError => new SqlError(8134, 'Divide by zero error encountered.');

function ofWholes(operator: Arithmetic, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw byZero();
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
  }
}

function ofFloats(operator: Arithmetic, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw byZero();
  const result = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b;
  if (!Number.isFinite(result))
    throw new SqlError(8115, 'Arithmetic overflow error converting expression to data type float.', { state: 2 });
  return result;
}

function scaledOperand({ value, type }: Operand, result: SqlType): { value: bigint; scale: number } {
  const { scale } = isText(type) || isBinary(type) ? digitsOf(result) : digitsOf(type);
  return { value: bigintOf(convert(value, { from: type, to: numeric(38, scale) })), scale };
}

function ofDecimals({ operator, type }: Operation, left: Operand, right: Operand): Value {
  const [a, b] = [scaledOperand(left, type), scaledOperand(right, type)];
  const scale = type.scale ?? 0;
  if (operator === '*') return fitDecimal(rescale(a.value * b.value, a.scale + b.scale, scale), type);
  if (operator === '/') {
    if (b.value === 0n) throw byZero();
    const shift = scale + b.scale - a.scale;
    return fitDecimal(shift >= 0 ? (a.value * 10n ** BigInt(shift)) / b.value : a.value / (b.value * 10n ** BigInt(-shift)), type);
  }
  const common = Math.max(a.scale, b.scale);
  const result = ofWholes(operator, rescale(a.value, a.scale, common), rescale(b.value, b.scale, common));
  return fitDecimal(rescale(result, common, scale), type);
}

function ofMoney({ operator, type }: Operation, left: Operand, right: Operand): Value {
  const a = bigintOf(convert(left.value, { from: left.type, to: type }));
  const b = bigintOf(convert(right.value, { from: right.type, to: type }));
  if (operator === '*') return fitDecimal(rescale(a * b, 8, 4), type);
  return fitDecimal(operator === '/' ? ofWholes('/', a * 10_000n, b) : ofWholes(operator, a, b), type);
}

function daysAndTicks({ value, type }: Operand): bigint {
  if (isTime(type) || isText(type)) return bigintOf(convert(value, { from: type, to: DATETIME })) - TICKS_1900;
  if (isFloat(type) || isDecimal(type)) {
    return BigInt(Math.round(numberOf(convert(value, { from: type, to: { name: 'float' } })) * 86_400_000)) * 10_000n;
  }
  return wholeOf(value) * TICKS_PER_DAY;
}

function ofDates(operator: Arithmetic, left: Operand, right: Operand): Value {
  const [a, b] = [daysAndTicks(left), daysAndTicks(right)];
  const result = (operator === '+' ? a + b : a - b) + TICKS_1900;
  if (result < TICKS_1753 || result >= TICKS_END) {
    throw new SqlError(8115, 'Arithmetic overflow error converting expression to data type datetime.', { state: 2 });
  }
  return roundToDatetime(result);
}

/** An operation on two values, in the type that arithmeticType gave; NULL where one of them is. Throws 8134 and 8115, without a line. */
export function calculate(operation: Operation, left: Operand, right: Operand): Value {
  const { operator, type } = operation;
  if (left.value === null || right.value === null) return null;
  if (isText(type)) return fitText(stringOf(left.value) + stringOf(right.value), type);
  if (isBinary(type)) return Buffer.concat([bytesOf(left.value), bytesOf(right.value)]);
  if (type.name === 'datetime') return ofDates(operator, left, right);
  if (isDecimal(type)) return ofDecimals(operation, left, right);
  if (isMoney(type)) return ofMoney(operation, left, right);
  const a = convert(left.value, { from: left.type, to: type });
  const b = convert(right.value, { from: right.type, to: type });
  if (isFloat(type)) return ofFloats(operator, numberOf(a), numberOf(b));
  return fitInteger(ofWholes(operator, wholeOf(a), wholeOf(b)), type);
}

/** A number with the other sign; NULL stays NULL. */
export function negate(value: Value, type: SqlType): Value {
  if (value === null) return null;
  if (isFloat(type)) return -numberOf(value);
  return isDecimal(type) || isMoney(type) ? -bigintOf(value) : fitInteger(-wholeOf(value), type);
}
