import type { Call, Param } from './backend.ts';
import type { ByteReader } from './byte-reader.ts';
import { Malformed } from './malformed.ts';
import { readValue } from './read-value.ts';
import { readTypeInfo } from './type-info.ts';

/** Procedures that are called by number (MS-TDS 2.2.6.6). */
const BY_NUMBER = [
  ...['', 'sp_cursor', 'sp_cursoropen', 'sp_cursorprepare', 'sp_cursorexecute', 'sp_cursorprepexec', 'sp_cursorunprepare'],
  ...['sp_cursorfetch', 'sp_cursoroption', 'sp_cursorclose', 'sp_executesql', 'sp_prepare', 'sp_execute', 'sp_prepexec'],
  ...['sp_prepexecrpc', 'sp_unprepare'],
];
const IS_NUMBER = 0xffff;
const IS_OUTPUT = 0x01;
const SEPARATORS: ReadonlySet<number> = new Set([0xff, 0xfe]);

/** The next call of an RPC request, up to the end or the separator, which it takes too. Throws Malformed, or SqlError for a type that is not built. */
export function readCall(from: ByteReader): Call {
  const length = from.u16();
  const procedure = length === IS_NUMBER ? byNumber(from.u16()) : withoutSchema(from.text(length));
  from.u16();
  const params: Param[] = [];
  while (from.left > 0 && !SEPARATORS.has(from.peek())) params.push(readParam(from));
  if (from.left > 0) from.u8();
  return { procedure, params };
}

function readParam(from: ByteReader): Param {
  const name = from.shortText();
  const flags = from.u8();
  const wire = readTypeInfo(from);
  return { name, type: wire.type, value: readValue(from, wire), isOutput: (flags & IS_OUTPUT) !== 0 };
}

function byNumber(number: number): string {
  const name = BY_NUMBER[number];
  if (name === undefined || name === '') throw new Malformed(`no procedure has the number ${number}`);
  return name;
}

function withoutSchema(written: string): string {
  const parts = written.split('.').map((part) => part.replace(/^\[(.*)\]$/, '$1'));
  const inMaster = parts.length > 2 && parts[0]?.toLowerCase() === 'master' ? parts.slice(1) : parts;
  const isBuiltIn = inMaster.length === 2 && ['sys', 'dbo', ''].includes(inMaster[0]?.toLowerCase() ?? '');
  return (isBuiltIn ? inMaster.slice(1) : inMaster).join('.');
}
