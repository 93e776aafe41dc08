import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { FigureSpec, SeriesKey } from '#lib/history.ts';
import type { ReadingValues } from '#lib/state/history/history.ts';
import { SERIES_MIGRATIONS } from '#lib/state/history/series-schema.ts';
import { SeriesTables } from '#lib/state/history/series-tables.ts';
import { Random } from './random.ts';
import { SeriesModel } from './series-model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 4, 9, 20);

const SOURCES = ['sql/ag1/db1:size', 'redis/cache/a:info', '__proto__'] as const;
const ROWS = ['', 'row "1"', '__proto__', '7', '\u0000', '\ud800', 'a\nb'] as const;
const FIGURES: readonly FigureSpec[][] = [
  [{ name: 'rate', unit: '/s', meaning: 'what comes' }],
  [
    { name: 'rate', unit: '/min', meaning: 'what comes in a minute' },
    { name: 'constructor', unit: 'B', meaning: 'what is used' },
  ],
  [
    { name: 'constructor', unit: 'kB', meaning: 'what is used' },
    { name: 'rate', unit: '/s', meaning: 'what comes' },
    { name: 'lag', unit: ' ms', meaning: 'how late it is' },
  ],
];
const RUNS = 100;
/** More than a machine that does much else needs. */
const SLOW_MS = 180_000;
const ROUNDS = 30;

/** A store and its model, to which the same is done by chance. */
class Trial {
  readonly #random: Random;
  readonly #database = new DatabaseSync(':memory:');
  readonly #model = new SeriesModel();
  #tables: SeriesTables;
  #now = START;
  #version = 0;
  readonly #moments: number[] = [];

  constructor(random: Random) {
    this.#random = random;
    for (const { run } of SERIES_MIGRATIONS) typeof run === 'string' ? this.#database.exec(run) : run(this.#database);
    this.#tables = this.#opened();
  }

  run(): void {
    for (let round = 0; round < ROUNDS; round += 1) {
      this.#random
        .pick([this.#append, this.#append, this.#append, this.#append, this.#pass, this.#tidy, this.#fail, this.#reopen, this.#drop])
        .call(this);
      this.#look();
    }
    expect(this.#tables.check().wrong).toEqual([]);
  }

  #opened(): SeriesTables {
    const partValues = this.#random.pick([10, 30, 10_000]);
    const tables = new SeriesTables(this.#database, (words) => expect.unreachable(words), partValues);
    tables.load();
    return tables;
  }

  #reopen(): void {
    this.#tables = this.#opened();
  }

  /** Time goes on, or a clock is set back, often to the very moment of an earlier flush. */
  #pass(): void {
    const length = this.#random.pick([10 * MINUTE, HOUR, HOUR, 30 * HOUR, 60 * HOUR]);
    this.#now += Math.round(this.#random.next() * length * (this.#random.isOnce(3) ? -1 : 1));
    if (this.#random.isOnce(2)) this.#now = this.#moments[this.#random.whole(0, this.#moments.length - 1)] ?? this.#now;
    if (this.#random.isOnce(3)) this.#version = this.#random.whole(0, FIGURES.length - 1);
  }

  /** A flush of readings one after another; now and then one fails, or comes again. */
  #append(): void {
    const readings: ReadingValues[] = [];
    this.#moments.push(this.#now);
    for (let count = this.#random.whole(1, 12); count > 0; count -= 1) {
      const source = this.#random.pick(SOURCES);
      readings.push(this.#reading(source, this.#now));
      this.#now += this.#random.isOnce(4) ? 0 : Math.round(intervalOf(this.#now) * (this.#random.isOnce(5) ? this.#random.whole(2, 9) : 1));
    }
    this.#database.exec('BEGIN');
    this.#tables.append(readings);
    this.#database.exec('COMMIT');
    this.#model.append(readings);
  }

  /** A flush that does not come to its end, after which all is read again. */
  #fail(): void {
    this.#database.exec('BEGIN');
    this.#tables.append([this.#reading('lost', this.#now), this.#reading(SOURCES[0], this.#now)]);
    this.#database.exec('ROLLBACK');
    this.#reopen();
  }

  #reading(source: string, at: number): ReadingValues {
    const figures = FIGURES[this.#version] ?? [];
    const rows = ROWS.filter(() => this.#random.isOnce(2)).map((row) => [row, figures.map(() => this.#value())] as const);
    // Where the values end before the figures, the others were not read.
    return {
      source,
      at,
      intervalMs: intervalOf(at),
      figures,
      rows: rows.map(([row, values]) => [row, values.slice(0, this.#random.isOnce(6) ? 1 : 9)]),
    };
  }

  #value(): number | null {
    return this.#random.pick([
      null,
      0,
      7,
      7,
      7,
      1e-7,
      -0.1,
      123_456_789_012,
      Number(this.#random.next().toPrecision(4)),
      this.#random.next(),
    ]);
  }

  #tidy(): void {
    const slices = this.#random.pick([1, 2, 5, 1_000]);
    const now = this.#now + this.#random.pick([0, 2 * HOUR, 2 * DAY]);
    for (let slice = 0; slice < slices && !this.#tables.compact(now, 0); slice += 1);
    if (slices === 1_000 || this.#random.isOnce(2)) return;
    // More comes to what is half done.
    const before = this.#now;
    this.#now = this.#moments[this.#random.whole(0, this.#moments.length - 1)] ?? before;
    this.#append();
    this.#now = before;
  }

  #drop(): void {
    while (!this.#tables.compact(this.#now, 1_000));
    // What the steps do not know yet stays: the model does not tell those apart, and asks for what they know.
    const known = Math.floor((this.#now - 5 * MINUTE) / DAY) * DAY;
    const readingsBefore = known - this.#random.whole(0, 30) * HOUR;
    const before = { readingsBefore, stepsBefore: readingsBefore - this.#random.whole(-1, 3) * DAY };
    this.#tables.dropBefore(before);
    this.#model.dropBefore(before);
  }

  #look(): void {
    const keys = this.#model.keys();
    const key: SeriesKey = keys[this.#random.whole(0, keys.length - 1)] ?? { source: 'x', row: '', figure: 'x' };
    const from = this.#now - Math.round(this.#random.next() * this.#random.pick([HOUR, DAY, 5 * DAY]));
    const period = { from, to: from + Math.round(this.#random.next() * this.#random.pick([HOUR, DAY, DAY, 9 * DAY])) };
    const mostPoints = this.#random.pick([2, 7, 50, 1_000]);
    const answer = this.#tables.read(key, period, mostPoints);
    const fault = this.#model.fault(answer, key, period, mostPoints);
    expect(fault, `${JSON.stringify({ key, period, mostPoints })} was answered by ${JSON.stringify(answer)}`).toBeNull();
    expect(this.#tables.groups(period)).toEqual(this.#model.groups(period));
  }
}

/** The interval of a source is another one every few hours. */
function intervalOf(at: number): number {
  return [MINUTE, 5 * MINUTE, 10_000, 20 * MINUTE][Math.floor(at / (3 * HOUR)) % 4] ?? MINUTE;
}

test(
  'whatever is kept, packed, opened again and dropped in whatever order is answered as a list of all readings would',
  () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      try {
        new Trial(new Random(seed)).run();
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  },
  SLOW_MS,
);
