import type { ByteWriter } from './byte-writer.ts';
import { COLLATION, writeTypeInfo } from './type-info.ts';
import type { Column, SqlType, Value } from './types.ts';
import { writeValue } from './write-value.ts';

/** Bits of a DONE token's status (MS-TDS 2.2.7.6). */
export const DONE = { final: 0, more: 1, error: 2, count: 0x10, attention: 0x20 } as const;
/** What an ENVCHANGE tells of (MS-TDS 2.2.7.9). */
export const ENV = { database: 1, language: 2, packetSize: 4, collation: 7, begun: 8, committed: 9, rolledBack: 10, reset: 18 } as const;

const DONE_KINDS = { DONE: 0xfd, DONEPROC: 0xfe, DONEINPROC: 0xff } as const;
export type DoneKind = keyof typeof DONE_KINDS;

const MAX_TEXT = 4000;
const TAKES_NULL = 0x01;
const MAY_BE_UPDATED = 0x08;
const IS_IDENTITY = 0x10;

/** COLMETADATA: the columns of the rows that follow. */
export function writeMetadata(to: ByteWriter, columns: readonly Column[]): void {
  to.u8(0x81).u16(columns.length);
  for (const { name, type, isNullable = true, isIdentity = false } of columns) {
    to.u32(0).u16((isNullable ? TAKES_NULL : 0) | (isIdentity ? IS_IDENTITY : MAY_BE_UPDATED));
    writeTypeInfo(to, type);
    to.shortText(name);
  }
}

/** ROW, or NBCROW where `mayUseBitmap` and so many are NULL that it is shorter. When a value has not the form of its column, throws TypeError and leaves nothing behind. */
export function writeRow(to: ByteWriter, columns: readonly Column[], values: readonly Value[], mayUseBitmap: boolean): void {
  if (values.length !== columns.length) throw new TypeError(`a row of ${values.length} values for ${columns.length} columns`);
  const before = to.length;
  const nulls = values.reduce((count: number, value) => count + (value === null ? 1 : 0), 0);
  const hasBitmap = mayUseBitmap && nulls * 8 > columns.length;
  to.u8(hasBitmap ? 0xd2 : 0xd1);
  if (hasBitmap) writeBitmap(to, values);
  for (const [index, { name, type }] of columns.entries()) {
    const value = values[index] ?? null;
    if (hasBitmap && value === null) continue;
    try {
      writeValue(to, type, value);
    } catch (error) {
      to.cutBack(before);
      throw new TypeError(`column ${index + 1} (${name}, ${type.name}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function writeBitmap(to: ByteWriter, values: readonly Value[]): void {
  for (let from = 0; from < values.length; from += 8) {
    to.u8(values.slice(from, from + 8).reduce((bits: number, value, index) => bits | (value === null ? 1 << index : 0), 0));
  }
}

/** DONE, DONEPROC or DONEINPROC. */
export function writeDone(to: ByteWriter, kind: DoneKind, status: number, { command = 0, count = 0 } = {}): void {
  to.u8(DONE_KINDS[kind]).u16(status).u16(command).u64(BigInt(count));
}

/** SSPI: what a client is to answer that signs in by a Windows account (MS-TDS 2.2.7.22). */
export function writeSspi(to: ByteWriter, challenge: Buffer): void {
  to.u8(0xed).u16(challenge.length).bytes(challenge);
}

/** What ERROR and INFO carry. */
export type Notice = {
  number: number;
  text: string;
  severity: number;
  state: number;
  line: number;
  procedure: string;
  serverName: string;
};

/** ERROR or INFO (MS-TDS 2.2.7.10, 2.2.7.13). */
export function writeNotice(
  to: ByteWriter,
  kind: 'ERROR' | 'INFO',
  { number, text, severity, state, line, procedure, serverName }: Notice,
): void {
  const kept = text.slice(0, MAX_TEXT);
  to.u8(kind === 'ERROR' ? 0xaa : 0xab).counted(() => {
    to.i32(number).u8(state).u8(severity).u16(kept.length).text(kept).shortText(serverName).shortText(procedure).u32(line);
  });
}

/** ENVCHANGE with text or bytes, what is now before what was. */
export function writeEnvChange(to: ByteWriter, type: number, now: string | Uint8Array, before: string | Uint8Array): void {
  to.u8(0xe3).counted(() => {
    to.u8(type);
    for (const value of [now, before]) {
      if (typeof value === 'string') to.shortText(value);
      else to.u8(value.length).bytes(value);
    }
  });
}

/** ENVCHANGE of the collation, which comes with every login. */
export function writeCollation(to: ByteWriter): void {
  writeEnvChange(to, ENV.collation, COLLATION, new Uint8Array(0));
}

/** LOGINACK. `version` is major, minor, build of the server. */
export function writeLoginAck(to: ByteWriter, tdsVersion: number, [major, minor, build]: readonly [number, number, number]): void {
  to.u8(0xad).counted(() => {
    to.u8(1).u32BigEndian(tdsVersion).shortText('Microsoft SQL Server').u8(major).u8(minor).u16BigEndian(build);
  });
}

const UTF8_SUPPORT = 0x0a;

/** FEATUREEXTACK: of what a client asks for, UTF-8 is answered with no, and the rest is not acknowledged. */
export function writeFeatureAck(to: ByteWriter, features: readonly number[]): void {
  to.u8(0xae);
  if (features.includes(UTF8_SUPPORT)) to.u8(UTF8_SUPPORT).u32(1).u8(0);
  to.u8(0xff);
}

/** RETURNSTATUS of a procedure. */
export function writeReturnStatus(to: ByteWriter, status: number): void {
  to.u8(0x79).i32(status);
}

/** RETURNVALUE of an OUTPUT parameter, which stood at `ordinal` of the call. Throws as writeValue does, and leaves nothing behind then. */
export function writeReturnValue(
  to: ByteWriter,
  ordinal: number,
  { name, type, value }: { name: string; type: SqlType; value: Value },
): void {
  const before = to.length;
  try {
    to.u8(0xac).u16(ordinal).shortText(name).u8(1).u32(0).u16(1);
    writeTypeInfo(to, type);
    writeValue(to, type, value);
  } catch (error) {
    to.cutBack(before);
    throw error;
  }
}
