import type { FigureSpec } from '#lib/history.ts';
import type { ReadingValues } from '#lib/state/history/history.ts';
import { roundValue } from '#lib/trend.ts';
import { Random } from '#test/state/history/random.ts';

/** What a series does over time: nothing, a small step now and then, or another value at every reading. */
export type SeriesKind = 'constant' | 'slow' | 'noisy';

const KINDS: readonly SeriesKind[] = ['constant', 'slow', 'noisy'];
const ROWS = 5;
const FIGURES: readonly FigureSpec[] = [
  { name: 'sessions', unit: '', meaning: 'connections that are open at this moment' },
  { name: 'rate', unit: '/s', meaning: 'requests that came in a second, since the reading before' },
  { name: 'used', unit: 'B', meaning: 'memory that the data take' },
  { name: 'lag', unit: ' ms', meaning: 'how far a copy is behind what it copies' },
];
/** What a poll is early or late by at most (ms). */
const JITTER_MS = 40;

/** The kind of a series of `SeriesLoad`, by the numbers of its source, row and figure. */
export function kindOf(source: number, row: number, figure: number): SeriesKind {
  return KINDS[(source + row + figure) % KINDS.length] ?? 'constant';
}

/** Sources of 20 series each, a third of them of each kind, read every `intervalMs`: by chance that is the same each time. */
export class SeriesLoad {
  readonly #random = new Random(1);
  readonly intervalMs: number;
  readonly #values: number[];
  readonly #sources: number;
  readonly #isKind: (kind: SeriesKind) => boolean;

  constructor(sources: number, intervalMs: number, isKind: (kind: SeriesKind) => boolean = () => true) {
    this.#sources = sources;
    this.intervalMs = intervalMs;
    this.#isKind = isKind;
    this.#values = Array.from({ length: sources * ROWS * FIGURES.length }, () => this.#random.whole(0, 100_000));
  }

  /** What all sources tell at about a moment. */
  readings(at: number): ReadingValues[] {
    return Array.from({ length: this.#sources }, (_, source) => ({
      source: `redis/cache${source}/a:info`,
      at: at + this.#random.whole(0, JITTER_MS),
      intervalMs: this.intervalMs,
      figures: FIGURES,
      rows: Array.from({ length: ROWS }, (__, row) => [row === 0 ? '' : `db${row}`, this.#rowValues(source, row)] as const),
    }));
  }

  #rowValues(source: number, row: number): (number | null)[] {
    const values: (number | null)[] = [];
    for (const [figure] of FIGURES.entries()) {
      const kind = kindOf(source, row, figure);
      if (this.#isKind(kind)) values[figure] = this.#value(kind, (source * ROWS + row) * FIGURES.length + figure);
    }
    return values;
  }

  #value(kind: SeriesKind, index: number): number | null {
    const before = this.#values[index] ?? 0;
    if (kind === 'noisy') return roundValue(1_000 * this.#random.next());
    if (kind === 'slow' && this.#random.isOnce(20)) this.#values[index] = before + this.#random.whole(-3, 3);
    return this.#values[index] ?? 0;
  }
}
