import type { SqlType, TypeName } from '../tds/types.ts';

/** The types that need no length. */
const PLAIN = new Map<string, SqlType>(
  [
    ...(['bit', 'tinyint', 'smallint', 'int', 'bigint', 'real', 'float', 'smallmoney', 'money'] as const),
    ...(['ntext', 'text', 'image', 'uniqueidentifier', 'xml', 'sql_variant', 'date', 'smalldatetime', 'datetime'] as const),
  ].map((name) => [name, { name }]),
);
const TIMES = new Map<string, TypeName>([
  ['time', 'time'],
  ['datetime2', 'datetime2'],
  ['datetimeoffset', 'datetimeoffset'],
]);
const TEXTS = new Map<string, TypeName>([
  ['char', 'char'],
  ['varchar', 'varchar'],
  ['nchar', 'nchar'],
  ['nvarchar', 'nvarchar'],
  ['binary', 'binary'],
  ['varbinary', 'varbinary'],
]);
const WRITTEN = /^([a-z0-9_]+)(?:\((max|\d+)(?:,(\d+))?\))?$/;

/** The type that a catalogue's text names ("nvarchar(128)", "numeric(25,0)", "sysname"); throws for one that is none. */
export function typeOf(text: string): SqlType {
  const [, name = '', size, scale] = WRITTEN.exec(text) ?? [];
  const plain = PLAIN.get(name);
  if (plain) return plain;
  if (name === 'sysname') return { name: 'nvarchar', length: 128 };
  const time = TIMES.get(name);
  if (time) return { name: time, scale: Number(size ?? 7) };
  const letters = TEXTS.get(name);
  if (letters && size !== undefined) return { name: letters, length: size === 'max' ? -1 : Number(size) };
  if (name === 'numeric' || name === 'decimal') return { name, precision: Number(size ?? 18), scale: Number(scale ?? 0) };
  throw new Error(`stand-in: no type is called ${text}`);
}
