import { createHash } from 'node:crypto';

/** An id as Elasticsearch makes them, 22 characters, that is always the same for the same words. */
export function madeId(...words: readonly (string | number)[]): string {
  return createHash('sha256').update(words.join('/')).digest('base64url').slice(0, 22);
}

/** A number from 0 to below `limit` that is always the same for the same words. */
export function madeNumber(limit: number, ...words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('/')).digest().readUInt32BE(0) % limit;
}

/** Around 1, by two fifths at most: what comes and goes in the course of minutes. Another `seed` is elsewhere in its course. */
export function wave(now: number, seed: number): number {
  return 1 + 0.25 * Math.sin(now / 41_000 + seed) + 0.15 * Math.sin(now / 7_300 + seed * 2.1);
}
