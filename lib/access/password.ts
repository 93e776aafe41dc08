import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** How dear one hash is (RFC 7914): N is 2^ln; 128 × N × r bytes of memory, p times over. */
type Cost = { ln: number; r: number; p: number };

type PasswordHash = { cost: Cost; salt: Buffer; hash: Buffer };

/** 32 MiB, a few tenths of a second: of the settings that OWASP's Password Storage Cheat Sheet calls equal, the one with a middling need of memory. */
const COST: Cost = { ln: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** The least that is no mistake (N × r × p), and the most that a sign-in may cost in work and in memory (128 MiB). */
const MIN_WORK = 2 ** 17;
const MAX_WORK = 2 ** 22;
const MAX_MEMORY_BYTES = 2 ** 27;

const MAX_PASSWORD_BYTES = 1_024;

/** The PHC string format: base64 without padding. */
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/;

/** Hashes a password with a salt of its own, off the event loop, as a PHC string. Throws for one that is empty or longer than 1024 bytes. */
export async function hashPassword(password: string): Promise<string> {
  const bytes = passwordBytes(password);
  if (bytes === null) throw new Error(`a password has 1 to ${MAX_PASSWORD_BYTES} bytes`);
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(bytes, { cost: COST, salt, length: HASH_BYTES });
  return format({ cost: COST, salt, hash });
}

/** Whether the password is the one that was hashed, in any of its Unicode spellings; takes as long for either answer. Throws for a hash that is none. */
export async function verifyPassword(password: string, passwordHash: string): Promise<boolean> {
  const read = readHash(passwordHash);
  if (read === null) throw new Error('this is no password hash that Vigil can read');
  const bytes = passwordBytes(password);
  if (bytes === null) return false;
  const { cost, salt, hash } = read;
  return timingSafeEqual(await derive(bytes, { cost, salt, length: hash.length }), hash);
}

/** True for a PHC string of scrypt that is neither too cheap to guess nor too dear to check. */
export function isPasswordHash(text: string): boolean {
  return readHash(text) !== null;
}

/** False for what no password can be, so that nothing need be hashed. */
export function isPossiblePassword(password: string): boolean {
  return passwordBytes(password) !== null;
}

/** A hash that costs as much to check as this one and that no password fits; without one, as much as those made here. */
export function impossibleHash(like: string | null): string {
  const read = like === null ? null : readHash(like);
  return format({
    cost: read?.cost ?? COST,
    salt: randomBytes(read?.salt.length ?? SALT_BYTES),
    hash: randomBytes(read?.hash.length ?? HASH_BYTES),
  });
}

/** NFKC, because keyboards and systems spell one letter in several ways. Null for a password that is empty or too long. */
function passwordBytes(password: string): Buffer | null {
  if (password.length > MAX_PASSWORD_BYTES) return null;
  const bytes = Buffer.from(password.normalize('NFKC'), 'utf8');
  return bytes.length >= 1 && bytes.length <= MAX_PASSWORD_BYTES ? bytes : null;
}

function readHash(text: string): PasswordHash | null {
  const [, ln = '', r = '', p = '', salt = '', hash = ''] = FORMAT.exec(text) ?? [];
  if (hash === '') return null;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const work = 2 ** cost.ln * cost.r * cost.p;
  if (work < MIN_WORK || work > MAX_WORK || memoryBytes(cost) > MAX_MEMORY_BYTES) return null;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function format({ cost: { ln, r, p }, salt, hash }: PasswordHash): string {
  const [saltText, hashText] = [salt, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$scrypt$ln=${ln},r=${r},p=${p}$${saltText}$${hashText}`;
}

function derive(password: Buffer, { cost, salt, length }: { cost: Cost; salt: Buffer; length: number }): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // Twice what the algorithm itself needs: node's own limit counts its working buffers too.
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 2 * memoryBytes(cost) };
  scrypt(password, salt, length, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  return promise;
}

function memoryBytes({ ln, r }: Cost): number {
  return 128 * 2 ** ln * r;
}
