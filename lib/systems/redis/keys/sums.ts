import { DatabaseBiggest } from './big-keys.ts';
import { compileGlob, type Matcher } from './glob.ts';
import type { KeyAnalysis, KeySum, KeyTally, SizeBand } from './model.ts';
import { PrefixTree } from './prefix-tree.ts';
import { addKey, type KeyFacts, NamedTallies, noKeys } from './tally.ts';

/** What the sums tell of an analysis. */
export type Sums = Pick<
  KeyAnalysis,
  'total' | 'byPattern' | 'noPattern' | 'byType' | 'byTtl' | 'byEncoding' | 'bySize' | 'prefixes' | 'biggest'
>;

const MINUTE_MS = 60_000;
/** The bands of time to live: each is below its end, and from the one before on. */
const TTL_BANDS: readonly { name: string; belowMs: number }[] = [
  { name: 'less than a minute', belowMs: MINUTE_MS },
  { name: 'less than an hour', belowMs: 60 * MINUTE_MS },
  { name: 'less than a day', belowMs: 24 * 60 * MINUTE_MS },
  { name: 'less than a week', belowMs: 7 * 24 * 60 * MINUTE_MS },
  { name: 'a week and more', belowMs: Number.POSITIVE_INFINITY },
];

/** Where the bands of size begin: 0 B, 64 B, and each four times as far as the one before, up to 256 MiB. */
const SIZE_STEPS = [0, ...Array.from({ length: 12 }, (_, step) => 64 * 4 ** step)];

/** Adds up keys as they come; memory stays bounded however many there are. */
export class KeySums {
  readonly #total = noKeys();
  readonly #patterns: readonly { name: string; matches: Matcher; tally: KeyTally }[];
  readonly #noPattern = noKeys();
  readonly #types = new NamedTallies();
  readonly #encodings = new NamedTallies();
  readonly #lasting = noKeys();
  readonly #ttl = TTL_BANDS.map((band) => ({ ...band, tally: noKeys() }));
  readonly #sizes = SIZE_STEPS.map(() => noKeys());
  readonly #prefixes = new PrefixTree();
  readonly #biggest = new Map<number, DatabaseBiggest>();

  /** The patterns as they are configured. */
  constructor(patterns: readonly { name: string; pattern: string }[]) {
    this.#patterns = patterns.map(({ name, pattern }) => {
      return { name, matches: compileGlob(Buffer.from(pattern, 'utf8').toString('latin1')), tally: noKeys() };
    });
  }

  add(key: KeyFacts): void {
    addKey(this.#total, key);
    this.#addPatterns(key);
    this.#types.add(key.type, key);
    this.#encodings.add(`${key.type}, ${key.encoding}`, key);
    const band = key.ttlMs < 0 ? this.#lasting : this.#ttl.find(({ belowMs }) => key.ttlMs < belowMs)?.tally;
    if (band) addKey(band, key);
    const size = this.#sizes[sizeStep(key.bytes)];
    if (size) addKey(size, key);
    this.#prefixes.add(key);
    const biggest = this.#biggest.get(key.database) ?? new DatabaseBiggest(key.database);
    this.#biggest.set(key.database, biggest);
    biggest.add(key);
  }

  get total(): Readonly<KeyTally> {
    return this.#total;
  }

  read(): Sums {
    const byPattern = this.#patterns.map(({ name, tally }) => ({ name, ...tally })).sort(biggerFirst);
    const byTtl = [{ name: 'do not expire', tally: this.#lasting }, ...this.#ttl].map(({ name, tally }) => ({ name, ...tally }));
    return {
      total: { ...this.#total },
      byPattern,
      noPattern: this.#patterns.length === 0 ? null : { ...this.#noPattern },
      byType: this.#types.read(),
      byTtl,
      byEncoding: this.#encodings.read(),
      bySize: this.#readSizes(),
      prefixes: this.#prefixes.read(),
      biggest: [...this.#biggest.values()].map((one) => one.read()),
    };
  }

  #addPatterns(key: KeyFacts): void {
    let isNone = true;
    for (const { matches, tally } of this.#patterns) {
      if (!matches(key.name)) continue;
      isNone = false;
      addKey(tally, key);
    }
    if (isNone) addKey(this.#noPattern, key);
  }

  #readSizes(): SizeBand[] {
    return this.#sizes.map((tally, step) => ({ fromBytes: SIZE_STEPS[step] ?? 0, toBytes: SIZE_STEPS[step + 1] ?? null, ...tally }));
  }
}

function sizeStep(bytes: number): number {
  if (bytes < 64) return 0;
  // The power of two below it, of which every second one is a step from 2 ** 6 on.
  return Math.min(SIZE_STEPS.length - 1, Math.floor((Math.floor(Math.log2(bytes)) - 6) / 2) + 1);
}

function biggerFirst(a: KeySum, b: KeySum): number {
  return b.bytes - a.bytes || b.keys - a.keys;
}
