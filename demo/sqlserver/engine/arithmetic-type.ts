import { SqlError, type SqlType } from '../tds/types.ts';
import type { Arithmetic } from './ast.ts';
import { commonType, digitsOf } from './type-precedence.ts';
import { FLOAT, INT, isBinary, isDecimal, isFloat, isInteger, isMoney, isNumber, isText, isTime, isUnicode, lengthOf } from './types.ts';

const WORDS: Record<Arithmetic, string> = {
  ...{ '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'modulo' },
  ...{ '&': "'&'", '|': "'|'", '^': "'^'" },
};

type Sides = { operator: Arithmetic; left: SqlType; right: SqlType; line: number };

/** Precision and scale of a result (Transact-SQL reference, "Precision, scale, and length"). */
function decimalType(operator: Arithmetic, left: SqlType, right: SqlType): SqlType {
  const [a, b] = [digitsOf(left), digitsOf(right)];
  let scale = Math.max(a.scale, b.scale);
  let whole = Math.max(a.precision - a.scale, b.precision - b.scale) + 1;
  if (operator === '*') [scale, whole] = [a.scale + b.scale, a.precision + b.precision + 1 - a.scale - b.scale];
  if (operator === '/') [scale, whole] = [Math.max(6, a.scale + b.precision + 1), a.precision - a.scale + b.scale];
  if (operator === '%') whole = Math.min(a.precision - a.scale, b.precision - b.scale);
  if (scale + whole <= 38) return { name: 'numeric', precision: scale + whole, scale };
  if (operator === '*' || operator === '/') scale = whole < 32 ? Math.min(scale, 38 - whole) : Math.min(scale, 6);
  else scale = Math.max(0, Math.min(scale, 38 - whole));
  return { name: 'numeric', precision: 38, scale };
}

function joinedText(left: SqlType, right: SqlType): SqlType {
  const name = isUnicode(left) || isUnicode(right) ? 'nvarchar' : 'varchar';
  const isMax = lengthOf(left) === -1 || lengthOf(right) === -1;
  return { name, length: isMax ? -1 : Math.min(name === 'nvarchar' ? 4000 : 8000, lengthOf(left) + lengthOf(right)) };
}

function refuse({ operator, left, right, line }: Sides): SqlError {
  if (left.name === 'sql_variant' || right.name === 'sql_variant') {
    return new SqlError(402, `The data types ${left.name} and ${right.name} are incompatible in the ${WORDS[operator]} operator.`, {
      line,
    });
  }
  return new SqlError(8117, `Operand data type ${commonType(left, right).name} is invalid for ${WORDS[operator]} operator.`, { line });
}

function numberType(operator: Arithmetic, left: SqlType, right: SqlType): SqlType {
  if (isFloat(left) || isFloat(right)) return left.name === 'real' && right.name === 'real' ? left : FLOAT;
  if (isDecimal(left) || isDecimal(right)) return decimalType(operator, left, right);
  if (isMoney(left) || isMoney(right)) return { name: left.name === 'money' || right.name === 'money' ? 'money' : 'smallmoney' };
  const common = commonType(left, right);
  return common.name === 'bit' && !'&|^'.includes(operator) ? INT : common;
}

/** The type of an operation; 8117 or 402 where there is none. */
export function arithmeticType(sides: Sides): SqlType {
  const { operator } = sides;
  const left = sides.left.name === 'null' ? (sides.right.name === 'null' ? INT : sides.right) : sides.left;
  const right = sides.right.name === 'null' ? left : sides.right;
  if (operator === '+' && isText(left) && isText(right)) return joinedText(left, right);
  if (operator === '+' && isBinary(left) && isBinary(right)) return { name: 'varbinary', length: joinedText(left, right).length ?? -1 };
  const isSum = operator === '+' || operator === '-';
  if (isSum && (left.name === 'datetime' || right.name === 'datetime')) {
    const other = left.name === 'datetime' ? right : left;
    if (!isTime(other) || other.name === 'datetime' || other.name === 'smalldatetime') return { name: 'datetime' };
  }
  if (isText(left) && isText(right)) throw refuse({ ...sides, left, right });
  const [a, b] = [isText(left) || isBinary(left) ? right : left, isText(right) || isBinary(right) ? left : right];
  if (!isNumber(a) || !isNumber(b)) throw refuse({ ...sides, left, right });
  if ('&|^'.includes(operator) && !(isInteger(a) && isInteger(b))) throw refuse({ ...sides, left, right });
  return numberType(operator, a, b);
}
