import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Malformed } from './malformed.ts';
import { md4 } from './md4.ts';
import { SqlError } from './types.ts';

/** An account of a Windows domain, whose password the server can have proved. */
export type WindowsAccount = { domain: string; user: string; password: string };

const MAGIC = Buffer.from('NTLMSSP\0', 'latin1');
const NEGOTIATE = 1;
const CHALLENGE = 2;
const AUTHENTICATE = 3;

/** What the server speaks (MS-NLMP 2.2.2.5): UTF-16, NTLM, extended session security, with the target and what is said of it, and its version. */
const FLAGS = 0x00000001 | 0x00000004 | 0x00000200 | 0x00010000 | 0x00080000 | 0x00800000 | 0x02000000;
const HEADER_BYTES = 56;
const VERSION = Buffer.from([10, 0, 0x39, 0x38, 0, 0, 0, 15]);

/** What is said of the target (MS-NLMP 2.2.2.1). */
const AV = { end: 0, computer: 1, domain: 2 } as const;

const FIXED_BYTES = 64;
const AT = { response: 20, domain: 28, user: 36 } as const;
const PROOF_BYTES = 16;

/** Whether a client begins with NTLM (MS-NLMP 2.2.1.1); Kerberos and SPNEGO are not spoken. */
export function isNtlm(sspi: Buffer): boolean {
  return sspi.length >= MAGIC.length + 4 && sspi.subarray(0, MAGIC.length).equals(MAGIC) && sspi.readUInt32LE(MAGIC.length) === NEGOTIATE;
}

/** The eight bytes that a client proves its password with, never the same again. */
export function newNonce(): Buffer {
  return randomBytes(8);
}

/** The challenge (MS-NLMP 2.2.1.2) of a server that is in that domain. */
export function challengeOf(nonce: Buffer, { domain, computer }: { domain: string; computer: string }): Buffer {
  const target = Buffer.from(domain, 'utf16le');
  const info = Buffer.concat([pair(AV.domain, domain), pair(AV.computer, computer), pair(AV.end, '')]);
  const head = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(head);
  head.writeUInt32LE(CHALLENGE, 8);
  writePlace(head, 12, { length: target.length, offset: HEADER_BYTES });
  head.writeUInt32LE(FLAGS, 20);
  nonce.copy(head, 24);
  writePlace(head, 40, { length: info.length, offset: HEADER_BYTES + target.length });
  VERSION.copy(head, 48);
  return Buffer.concat([head, target, info]);
}

function pair(id: number, text: string): Buffer {
  const value = Buffer.from(text, 'utf16le');
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function writePlace(to: Buffer, at: number, { length, offset }: { length: number; offset: number }): void {
  to.writeUInt16LE(length, at);
  to.writeUInt16LE(length, at + 2);
  to.writeUInt32LE(offset, at + 4);
}

/**
 * The account whose password an answer to the challenge proves (MS-NLMP 3.3.2, NTLMv2). Throws SqlError 18452 where there is no such account or the proof is not of its password, as SQL Server
 * does, which cannot tell the two apart; Malformed for what is no answer.
 */
export function provedBy(answer: Buffer, nonce: Buffer, accounts: readonly WindowsAccount[]): WindowsAccount {
  if (answer.length < FIXED_BYTES || !answer.subarray(0, MAGIC.length).equals(MAGIC) || answer.readUInt32LE(8) !== AUTHENTICATE)
    throw new Malformed('what is no answer to a challenge of NTLM');
  const [domain, user] = [textAt(answer, AT.domain), textAt(answer, AT.user)];
  const { proof, client } = responseIn(answer);
  const account = accounts.find((one) => isSame(one.domain, domain) && isSame(one.user, user));
  if (account === undefined || !timingSafeEqual(proofOf({ account, domain, user }, nonce, client), proof)) throw untrusted();
  return account;
}

/** The refusal of a Windows account, whatever is wrong with it. */
export function untrusted(): SqlError {
  const text = 'Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.';
  return new SqlError(18452, text, { severity: 14, line: 1 });
}

type Claimed = { account: WindowsAccount; domain: string; user: string };

/** The user in capitals, the domain as it was sent (MS-NLMP 3.3.2, NTOWFv2). */
function proofOf({ account, domain, user }: Claimed, nonce: Buffer, client: Buffer): Buffer {
  const owner = Buffer.from(user.toUpperCase() + domain, 'utf16le');
  const key = hmac(md4(Buffer.from(account.password, 'utf16le')), owner);
  return hmac(key, Buffer.concat([nonce, client]));
}

/** The proof, and what the client put beside the nonce. Tedious counts only the proof in its length, and lets the rest follow it to the end. */
function responseIn(answer: Buffer): { proof: Buffer; client: Buffer } {
  const { from, length } = placeAt(answer, AT.response);
  if (length < PROOF_BYTES) throw untrusted();
  const to = length === PROOF_BYTES ? answer.length : from + length;
  return { proof: answer.subarray(from, from + PROOF_BYTES), client: answer.subarray(from + PROOF_BYTES, to) };
}

function placeAt(answer: Buffer, at: number): { from: number; length: number } {
  const [length, from] = [answer.readUInt16LE(at), answer.readUInt32LE(at + 4)];
  if (from + length > answer.length) throw new Malformed('a part of the answer to a challenge lies outside of it');
  return { from, length };
}

function textAt(answer: Buffer, at: number): string {
  const { from, length } = placeAt(answer, at);
  return answer.toString('utf16le', from, from + length);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function isSame(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
