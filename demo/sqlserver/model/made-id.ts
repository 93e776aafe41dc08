import { createHash } from 'node:crypto';

/** A GUID that is always the same for the same words, in capitals as SQL Server writes it. */
export function madeId(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('/')).digest('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `A${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A number from 0 to below `limit` that is always the same for the same words. */
export function madeNumber(limit: number, ...words: readonly string[]): number {
  return createHash('sha256').update(words.join('/')).digest().readUInt32BE(0) % limit;
}
