import type { SqlType, Value } from '../tds/types.ts';
import { convert } from './convert.ts';
import { operandInvalid } from './fail.ts';
import { BIGINT, FLOAT, INT, isDecimal, isFloat, isMoney, isNumber, numberOf, numeric, wholeOf } from './types.ts';

type Folded = { type: SqlType; fold(values: readonly Value[]): Value };

function totalType(type: SqlType, isAverage: boolean): SqlType {
  if (isFloat(type)) return FLOAT;
  const scale = type.scale ?? 0;
  if (isDecimal(type)) return numeric(38, isAverage ? Math.max(6, scale) : scale);
  if (isMoney(type)) return { name: 'money' };
  return type.name === 'bigint' ? BIGINT : INT;
}

function average(total: bigint, count: bigint, { from, to }: { from: SqlType; to: SqlType }): Value {
  if (isDecimal(from)) return (total * 10n ** BigInt((to.scale ?? 0) - (from.scale ?? 0))) / count;
  const quotient = total / count;
  return to.name === 'int' ? Number(quotient) : quotient;
}

/** SUM and AVG of numbers that are not NULL; NULL of none. Throws 8117 for what is no number, 8115 where the sum does not fit. */
export function sumOrAverage(name: 'sum' | 'avg', type: SqlType, line: number): Folded {
  if (!isNumber(type) || type.name === 'bit') throw operandInvalid(type.name, name, line);
  const to = totalType(type, name === 'avg');
  const fold = (values: readonly Value[]): Value => {
    if (values.length === 0) return null;
    if (isFloat(type)) {
      const total = values.reduce((sum: number, value) => sum + numberOf(value), 0);
      return name === 'sum' ? total : total / values.length;
    }
    const total = values.reduce((sum: bigint, value) => sum + wholeOf(value), 0n);
    if (name === 'avg') return average(total, BigInt(values.length), { from: type, to });
    return convert(total, { from: numeric(38, isMoney(type) ? 4 : (type.scale ?? 0)), to });
  };
  return { type: to, fold };
}

/** STDEV, STDEVP, VAR and VARP. */
export function spread(name: string): (values: readonly number[]) => Value {
  const isOfAll = name.endsWith('p');
  return (values) => {
    if (values.length < (isOfAll ? 1 : 2)) return null;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - (isOfAll ? 0 : 1));
    return name.startsWith('var') ? squares : Math.sqrt(squares);
  };
}
