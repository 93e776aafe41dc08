import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Grants } from './rights.ts';

/** A token of the configuration; `hash` is in the form that `tokenHashOf` gives. */
export type Token = { name: string; hash: string; grants: Grants };

/** When and from where a token was last used (epoch ms). */
type Use = { at: number; address: string };

const PREFIX = 'vigil_';
const TOKEN_BYTES = 32;

/** A new token that nobody can guess. */
export function makeToken(): string {
  return `${PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** What is kept of a token: `sha256:` and 64 hexadecimal digits. A fast hash will do, because a token is random in every bit. */
export function tokenHashOf(token: string): string {
  return `sha256:${createHash('sha256').update(token, 'utf8').digest('hex')}`;
}

/** True for what `tokenHashOf` may give. */
export function isTokenHash(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The tokens of the configuration, and when each was last used. */
export class Tokens {
  #tokens: readonly Token[] = [];
  readonly #uses = new Map<string, Use>();

  /** Takes these from now on, and answers with those of before that are no longer among them. */
  replace(tokens: readonly Token[]): Token[] {
    const gone = this.#tokens.filter((old) => !tokens.some((token) => token.name === old.name && token.hash === old.hash));
    this.#tokens = tokens;
    for (const { hash } of gone) this.#uses.delete(hash);
    return gone;
  }

  /** The token that was sent, or null. Compares with every one, so that the time it takes tells nothing. */
  find(sent: string): Token | null {
    const hash = Buffer.from(tokenHashOf(sent));
    let found: Token | null = null;
    for (const token of this.#tokens) {
      const own = Buffer.from(token.hash);
      if (own.length === hash.length && timingSafeEqual(own, hash)) found = token;
    }
    return found;
  }

  named(name: string): Token | null {
    return this.#tokens.find((token) => token.name === name) ?? null;
  }

  list(): readonly Token[] {
    return this.#tokens;
  }

  noteUse(token: Token, use: Use): void {
    this.#uses.set(token.hash, use);
  }

  lastUse(token: Token): Use | null {
    return this.#uses.get(token.hash) ?? null;
  }
}
