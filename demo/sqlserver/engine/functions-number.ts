import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { negate } from './arithmetic.ts';
import { argumentAs, type BuiltIn, type BuiltIns, built, type Given, intAt, typeAt, valueAt } from './built-in.ts';
import { convert } from './convert.ts';
import { fitDecimal, fitInteger } from './fit.ts';
import { BIGINT, bigintOf, FLOAT, INT, isDecimal, isInteger, isMoney, isNumber, isText, numberOf, stringOf, wholeOf } from './types.ts';

/** What a function of a number gives: int and smaller are int, text is float. */
function numberType([first = INT]: readonly SqlType[]): SqlType {
  if (isInteger(first)) return first.name === 'bigint' ? BIGINT : INT;
  return isDecimal(first) || isMoney(first) ? first : FLOAT;
}

const wholeType = (types: readonly SqlType[]): SqlType => {
  const type = numberType(types);
  return isDecimal(type) ? { name: type.name, precision: type.precision ?? 18, scale: 0 } : type;
};

const number = (count: number, evaluate: (given: Given, value: Value) => Value): BuiltIn => ({
  ...{ least: count, most: count, type: numberType },
  evaluate: (given) => evaluate(given, argumentAs(given, 0, numberType(given.types))),
});

const isBelowZero = (value: Value): boolean => (typeof value === 'bigint' ? value < 0n : numberOf(value) < 0);

function sign(given: Given, value: Value): Value {
  if (typeof value === 'number') return Math.sign(value);
  const unit = isDecimal(given.type) || isMoney(given.type) ? 10n ** BigInt(isMoney(given.type) ? 4 : (given.type.scale ?? 0)) : 1n;
  return bigintOf(value) === 0n ? 0n : isBelowZero(value) ? -unit : unit;
}

/** To a whole number, away from zero on one side only. */
function toWhole(given: Given, isUp: boolean): Value {
  const from = typeAt(given, 0);
  if (isInteger(from)) return argumentAs(given, 0, given.type);
  if (!isDecimal(from) && !isMoney(from)) {
    const value = numberOf(argumentAs(given, 0, FLOAT));
    return isUp ? Math.ceil(value) : Math.floor(value);
  }
  const unit = 10n ** BigInt(isMoney(from) ? 4 : (from.scale ?? 0));
  const value = bigintOf(valueAt(given, 0));
  const rest = value % unit;
  const whole = value / unit + (rest !== 0n && rest > 0n === isUp ? (isUp ? 1n : -1n) : 0n);
  return isMoney(from) ? whole * unit : whole;
}

function round(given: Given, value: Value): Value {
  const [places, isCut] = [intAt(given, 1), given.values.length > 2 && intAt(given, 2) !== 0];
  if (typeof value === 'number' && given.type.name === 'float') {
    const factor = 10 ** places;
    const scaled = Math.abs(value) * factor;
    return (Math.sign(value) * (isCut ? Math.floor(scaled) : Math.round(scaled))) / factor;
  }
  const scale = isMoney(given.type) ? 4 : isDecimal(given.type) ? (given.type.scale ?? 0) : 0;
  if (places >= scale) return value;
  const unit = 10n ** BigInt(scale - places);
  const [whole, half] = [wholeOf(value), isCut ? 0n : unit / 2n];
  const rounded = ((whole < 0n ? whole - half : whole + half) / unit) * unit;
  return isInteger(given.type) ? fitInteger(rounded, given.type) : fitDecimal(rounded, given.type);
}

function float(evaluate: (value: number) => number): BuiltIn {
  return built(1, FLOAT, (given) => {
    const result = evaluate(numberOf(argumentAs(given, 0, FLOAT)));
    if (!Number.isFinite(result)) throw new SqlError(3623, 'An invalid floating point operation occurred.');
    return result;
  });
}

function power(given: Given): Value {
  const result = numberOf(argumentAs(given, 0, FLOAT)) ** numberOf(argumentAs(given, 1, FLOAT));
  return convert(result, { from: FLOAT, to: given.type });
}

function isNumeric(given: Given): Value {
  const [value, type] = [valueAt(given, 0), typeAt(given, 0)];
  if (value === null) return 0;
  if (isText(type)) return /^\s*[+-]?[$]?[\d,]*\.?\d*(e[+-]?\d+)?\s*$/i.test(stringOf(value)) && /\d/.test(stringOf(value)) ? 1 : 0;
  return isNumber(type) ? 1 : 0;
}

/** Functions on numbers. */
export const NUMBER_FUNCTIONS: BuiltIns = {
  abs: number(1, (given, value) => (isBelowZero(value) ? negate(value, given.type) : value)),
  sign: number(1, sign),
  ceiling: { least: 1, most: 1, type: wholeType, evaluate: (given) => toWhole(given, true) },
  floor: { least: 1, most: 1, type: wholeType, evaluate: (given) => toWhole(given, false) },
  round: { ...number(2, round), most: 3 },
  power: { least: 2, most: 2, type: numberType, evaluate: power },
  sqrt: float(Math.sqrt),
  square: float((value) => value * value),
  exp: float(Math.exp),
  log: float(Math.log),
  log10: float(Math.log10),
  isnumeric: { ...built(1, INT, isNumeric), takesNull: true },
};
