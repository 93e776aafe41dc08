import { ByteWriter } from './byte-writer.ts';
import { Malformed } from './malformed.ts';

/** What a server does about encryption: `off` has none, `optional` takes what the client wants (its login at least), `required` all of it or nothing. */
export type ServerEncryption = 'off' | 'optional' | 'required';

/** How much of a connection goes through TLS; `refused` is a client without TLS where it is required. */
export type Protection = 'none' | 'login' | 'all' | 'refused';

const ENCRYPT = { off: 0, on: 1, notSupported: 2, required: 3 } as const;
const OPTION = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4 } as const;
const END = 0xff;

/** The client's ENCRYPTION byte; a client that sends none cannot encrypt. Throws Malformed when an option points outside the message (MS-TDS 2.2.6.5). */
export function readEncryption(body: Buffer): number {
  let found: number = ENCRYPT.notSupported;
  for (let at = 0; body[at] !== END; at += 5) {
    if (at + 5 > body.length) throw new Malformed('PRELOGIN has no end of its options');
    const offset = body.readUInt16BE(at + 1);
    const length = body.readUInt16BE(at + 3);
    if (offset + length > body.length) throw new Malformed('an option of PRELOGIN lies outside of it');
    if (body[at] === OPTION.encryption) found = body[offset] ?? ENCRYPT.notSupported;
  }
  return found;
}

/** What the server answers to the client's ENCRYPTION byte, and what follows from both (MS-TDS 2.2.6.5, table of negotiation). */
export function agreeOnEncryption(client: number, server: ServerEncryption): { answer: number; protection: Protection } {
  if (server === 'off') return { answer: ENCRYPT.notSupported, protection: 'none' };
  if (client === ENCRYPT.on || client === ENCRYPT.required) return { answer: ENCRYPT.on, protection: 'all' };
  if (server === 'required') return { answer: ENCRYPT.required, protection: client === ENCRYPT.off ? 'all' : 'refused' };
  return client === ENCRYPT.off ? { answer: ENCRYPT.off, protection: 'login' } : { answer: ENCRYPT.notSupported, protection: 'none' };
}

/** The server's PRELOGIN: its version, its answer about encryption, no MARS. */
export function preloginAnswer([major, minor, build]: readonly [number, number, number], encryption: number): Buffer {
  const version = new ByteWriter().u8(major).u8(minor).u16BigEndian(build).u16BigEndian(0).take();
  const options: [number, Uint8Array][] = [
    [OPTION.version, version],
    [OPTION.encryption, Uint8Array.of(encryption)],
    [OPTION.instance, Uint8Array.of(0)],
    [OPTION.thread, new Uint8Array(0)],
    [OPTION.mars, Uint8Array.of(0)],
  ];
  const answer = new ByteWriter();
  let offset = options.length * 5 + 1;
  for (const [id, data] of options) {
    answer.u8(id).u16BigEndian(offset).u16BigEndian(data.length);
    offset += data.length;
  }
  answer.u8(END);
  for (const [, data] of options) answer.bytes(data);
  return answer.take();
}
