import { createHash } from 'node:crypto';

/** The first digits of the SHA-256 of a text in UTF-8: 16 hexadecimal digits, the same everywhere and for ever. Halves of surrogates count as U+FFFD. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text.toWellFormed()).digest('hex').slice(0, 16);
}
