import type { TypeCastField } from 'mysql2';
import type { SqlCell, SqlValue } from './database.ts';
import { isoUtc } from './utc-text.ts';

/** A value as the driver is to write it into a statement. */
export function mysqlParameter({ type, value }: SqlValue): string | number | boolean | null {
  return type === 'time' && value !== null ? isoUtc(value) : value;
}

const WHOLE = ['TINY', 'SHORT', 'INT24', 'LONG', 'LONGLONG', 'YEAR'] as const;
const NUMBERS: ReadonlySet<string> = new Set([...WHOLE, 'FLOAT', 'DOUBLE', 'DECIMAL', 'NEWDECIMAL']);
const TIMES: ReadonlySet<string> = new Set(['DATETIME', 'TIMESTAMP']);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything comes as text: a tinyint(1) is a boolean, a time is UTC, a zero date is none. A char(36) that holds a GUID is told in lower case, whoever wrote it. */
export function mysqlCell(field: TypeCastField): SqlCell {
  const text = field.string('utf8');
  if (text === null) return null;
  if (field.type === 'TINY' && field.length === 1) return text !== '0';
  if (NUMBERS.has(field.type)) return Number(text);
  if (TIMES.has(field.type)) return timeIn(text);
  return field.type === 'STRING' && GUID.test(text) ? text.toLowerCase() : text;
}

function timeIn(text: string): number | null {
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? null : at;
}
