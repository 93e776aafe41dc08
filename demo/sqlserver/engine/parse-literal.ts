import { SqlError } from '../tds/types.ts';
import type { Expression, Literal } from './ast.ts';
import type { Cursor } from './cursor.ts';

const LARGEST_INT = 2_147_483_647;
const WIDEST = 38;
const LONGEST_BYTES = 8000;
const MAX = -1;
const MONEY_DIGITS = 4;

/** Reads a number, string, binary or NULL, or returns null where none stands. Throws SqlError 1007 for a number of more than 38 digits. */
export function parseLiteral(cursor: Cursor): Literal | null {
  const { kind, text, line } = cursor.token;
  const literal = cursor.is('NULL') ? { value: null, type: { name: 'null' as const } } : constantOf(kind, text, line);
  if (!literal) return null;
  cursor.next();
  return { kind: 'literal', ...literal, line };
}

/** Reads what may stand where SQL Server takes no expression: a constant with its sign, or a variable; null where neither stands. */
export function parseConstant(cursor: Cursor): Expression | null {
  const { kind, line } = cursor.token;
  if (kind === 'variable') return { kind: 'variable', name: cursor.variable(), line };
  if (!cursor.is('-') && !cursor.is('+')) return parseLiteral(cursor);
  const { text } = cursor.next();
  if (cursor.token.kind !== 'number') throw cursor.unexpected();
  const literal = parseLiteral(cursor);
  return literal && text === '-' ? (negated(literal) ?? literal) : literal;
}

type Constant = Pick<Literal, 'value' | 'type'>;

/** A bare word or text as an nvarchar constant: how procedures receive `active` of `EXEC sp_who active`. */
export function wordLiteral(text: string, line: number): Literal {
  return { kind: 'literal', ...stringOf(text, true), line };
}

/** The negative of a number; null for what is no number. */
export function negated(literal: Literal): Literal | null {
  const { value } = literal;
  if (typeof value === 'number' && value !== 0) return { ...literal, value: -value };
  if (typeof value === 'bigint') return { ...literal, value: -value };
  return null;
}

function constantOf(kind: string, text: string, line: number): Constant | null {
  if (kind === 'number') return numberOf(text, line);
  if (kind === 'string' || kind === 'nationalString') return stringOf(text, kind === 'nationalString');
  if (kind === 'binary') return binaryOf(text.slice('0x'.length));
  return null;
}

function stringOf(text: string, isNational: boolean): Constant {
  const longest = isNational ? LONGEST_BYTES / 2 : LONGEST_BYTES;
  const length = text.length > longest ? MAX : Math.max(1, text.length);
  return { value: text, type: { name: isNational ? 'nvarchar' : 'varchar', length } };
}

function binaryOf(hex: string): Constant {
  const value = Uint8Array.from(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'));
  return { value, type: { name: 'varbinary', length: value.length > LONGEST_BYTES ? MAX : Math.max(1, value.length) } };
}

/** Whole numbers beyond int are numeric, not bigint. Source: "Constants (Transact-SQL)". */
function numberOf(text: string, line: number): Constant {
  if (text.startsWith('$')) return moneyOf(text.slice(1));
  if (/e/i.test(text)) return { value: Number(text), type: { name: 'float' } };
  const [whole = '', fraction = ''] = text.split('.');
  const value = BigInt(whole + fraction);
  if (!text.includes('.') && value <= LARGEST_INT) return { value: Number(value), type: { name: 'int' } };
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  if (precision > WIDEST) {
    const message = `The number '${text}' is out of the range for numeric representation (maximum precision ${WIDEST}).`;
    throw new SqlError(1007, message, { severity: 15, line });
  }
  return { value, type: { name: 'numeric', precision, scale: fraction.length } };
}

function moneyOf(digits: string): Constant {
  const [whole = '', fraction = ''] = digits.split('.');
  const shown = fraction.slice(0, MONEY_DIGITS).padEnd(MONEY_DIGITS, '0');
  return { value: BigInt(whole + shown), type: { name: 'money' } };
}
