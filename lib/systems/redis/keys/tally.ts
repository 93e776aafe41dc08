import type { KeySum, KeyTally } from './model.ts';

/** What was learned of one key. The name has one character for each byte; `ttlMs` below 0: it does not expire. */
export type KeyFacts = { database: number; name: string; type: string; encoding: string; bytes: number; ttlMs: number };

export function noKeys(): KeyTally {
  return { keys: 0, bytes: 0, expiring: 0 };
}

export function addKey(tally: KeyTally, { bytes, ttlMs }: Pick<KeyFacts, 'bytes' | 'ttlMs'>): void {
  tally.keys += 1;
  tally.bytes += bytes;
  if (ttlMs >= 0) tally.expiring += 1;
}

export function addTally(tally: KeyTally, { keys, bytes, expiring }: KeyTally): void {
  tally.keys += keys;
  tally.bytes += bytes;
  tally.expiring += expiring;
}

/** More names than there are types and encodings; what comes after is summed up as "other". */
const MOST_NAMES = 200;

/** Sums under names that are found on the way. */
export class NamedTallies {
  readonly #tallies = new Map<string, KeyTally>();

  add(name: string, key: KeyFacts): void {
    addKey(this.#tallies.get(name) ?? this.#begin(name), key);
  }

  #begin(name: string): KeyTally {
    const added = this.#tallies.size < MOST_NAMES ? name : 'other';
    const tally = this.#tallies.get(added) ?? noKeys();
    this.#tallies.set(added, tally);
    return tally;
  }

  /** Those with the most bytes first. */
  read(): KeySum[] {
    return [...this.#tallies].map(([name, tally]) => ({ name, ...tally })).sort((a, b) => b.bytes - a.bytes || b.keys - a.keys);
  }
}
