import type { Login } from './backend.ts';
import { ByteReader } from './byte-reader.ts';
import { Malformed } from './malformed.ts';

const FIXED_BYTES = 94;
const IS_INTEGRATED = 0x80;
const IS_READ_ONLY = 0x20;
const HAS_FEATURES = 0x10;
const END = 0xff;

/** Where the offset and length of each part stand (MS-TDS 2.2.6.4). */
const AT = {
  host: 36,
  user: 40,
  password: 44,
  app: 48,
  server: 52,
  extension: 56,
  library: 60,
  language: 64,
  database: 68,
  sspi: 78,
} as const;

/** What LOGIN7 says. Throws Malformed when a part lies outside of it. */
export function readLogin7(body: Buffer): Login {
  if (body.length < FIXED_BYTES) throw new Malformed(`LOGIN7 of ${body.length} bytes`);
  const text = (at: number) => part(body, at).toString('utf16le');
  const typeFlags = body.readUInt8(26);
  return {
    userName: text(AT.user),
    password: reveal(part(body, AT.password)),
    database: text(AT.database),
    appName: text(AT.app),
    hostName: text(AT.host),
    serverName: text(AT.server),
    library: text(AT.library),
    language: text(AT.language),
    isIntegrated: (body.readUInt8(25) & IS_INTEGRATED) !== 0 || body.readUInt16LE(AT.sspi + 2) > 0,
    isReadOnlyIntent: (typeFlags & IS_READ_ONLY) !== 0,
    tdsVersion: body.readUInt32LE(4),
    packetSize: body.readUInt32LE(8),
    features: (body.readUInt8(27) & HAS_FEATURES) === 0 ? [] : readFeatures(body),
  };
}

/** What a client that signs in by a Windows account says to its provider of security first; nothing for another. Throws Malformed. */
export function readSspi(body: Buffer): Buffer {
  const [from, bytes] = [body.readUInt16LE(AT.sspi), body.readUInt16LE(AT.sspi + 2)];
  if (from + bytes > body.length) throw new Malformed('the SSPI of LOGIN7 lies outside of it');
  return body.subarray(from, from + bytes);
}

function part(body: Buffer, at: number): Buffer {
  const from = body.readUInt16LE(at);
  const units = body.readUInt16LE(at + 2);
  if (from + units * 2 > body.length) throw new Malformed('a part of LOGIN7 lies outside of it');
  return body.subarray(from, from + units * 2);
}

/** A password's bytes come with their halves swapped and 0xa5 laid over them. */
function reveal(hidden: Buffer): string {
  return Buffer.from(hidden.map((byte) => ((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4))).toString('utf16le');
}

function readFeatures(body: Buffer): number[] {
  const pointer = body.readUInt16LE(AT.extension);
  const start = new ByteReader(body.subarray(pointer)).u32();
  if (start > body.length) throw new Malformed('the features of LOGIN7 lie outside of it');
  const from = new ByteReader(body.subarray(start));
  const features: number[] = [];
  for (let id = from.u8(); id !== END; id = from.u8()) {
    features.push(id);
    from.bytes(from.u32());
  }
  return features;
}
