const TABULAR_RESULT = 4;
const HEADER_BYTES = 8;

/** A packet of an answer around a body (MS-TDS 2.2.3.1); without `isLast` more of the same answer follows. */
export function packet(body: Buffer, isLast = true): Buffer {
  const header = Buffer.from([TABULAR_RESULT, isLast ? 1 : 0, 0, 0, 0, 51, 1, 0]);
  header.writeUInt16BE(body.length + HEADER_BYTES, 2);
  return Buffer.concat([header, body]);
}

/** A token that changes the environment (MS-TDS 2.2.7.9), its values texts. */
export function envChange(type: number, now: string, before: string): Buffer {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'utf16le')]);
  const body = Buffer.concat([Buffer.from([type]), text(now), text(before)]);
  const head = Buffer.from([0xe3, 0, 0]);
  head.writeUInt16LE(body.length, 1);
  return Buffer.concat([head, body]);
}
