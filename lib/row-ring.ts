import { TREND_POINTS, type TrendPoint } from './trend.ts';

/** What one reading tells of one row, figure by figure; null where it does not tell it. */
export type RowValues = readonly [id: string, values: readonly (number | null)[]];

/** The room that is made beyond what is needed when rows come to a source that had others. */
const SPARE = 1.25;

/**
 * The last TREND_POINTS values of some figures of all rows of one source, in one block of memory: 4 bytes a value, one time a reading for all rows. Whole numbers are kept
 * exactly up to 16 million, others to 7 digits. A row that a reading does not hold has null there; one that none of the kept readings holds is forgotten.
 */
export class RowRing {
  readonly #figures: number;
  readonly #times = new Float64Array(TREND_POINTS);
  /** The place of each row in the block. */
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  /** For each place, the number of the last reading that held its row. */
  readonly #seen: number[] = [];
  #values = new Float32Array(0);
  #count = 0;
  /** Readings so far: the next one stands at this, modulo what is kept. */
  #readings = 0;

  constructor(figures: number) {
    this.#figures = figures;
  }

  /** When the last reading was asked for (epoch ms); null before there is one. */
  lastAt(): number | null {
    return this.#count === 0 ? null : (this.#times[(this.#readings - 1) % TREND_POINTS] ?? null);
  }

  /** The times of what is kept, oldest first. */
  times(): number[] {
    return this.#columns().map((column) => this.#times[column] ?? 0);
  }

  /** The rows of which anything is kept. */
  ids(): string[] {
    return [...this.#places.keys()];
  }

  /** The values of one figure of a row, one for each of the times; nothing but null for a row that is not known. */
  series(id: string, figure: number): (number | null)[] {
    const place = this.#places.get(id);
    return this.#columns().map((column) => {
      const value = place === undefined ? undefined : this.#values[this.#at(place, figure, column)];
      return value === undefined || Number.isNaN(value) ? null : value;
    });
  }

  /** The same as points. */
  trend(id: string, figure: number): TrendPoint[] {
    const times = this.times();
    return this.series(id, figure).map((value, index): TrendPoint => [times[index] ?? 0, value]);
  }

  /**
   * Takes in a reading asked for at `at` (epoch ms). Where time fell, a clock was set: nothing that was kept before stands in one line with it, and is let go.
   */
  push(at: number, rows: readonly RowValues[]): void {
    const moment = Math.round(at);
    const last = this.lastAt();
    if (last !== null && moment < last) this.#clear();
    const column = this.#readings % TREND_POINTS;
    this.#times[column] = moment;
    this.#readings += 1;
    this.#count = Math.min(this.#count + 1, TREND_POINTS);
    this.#blank(column);
    this.#makeRoom(rows);
    for (const [id, values] of rows) this.#write(this.#placeOf(id), column, values);
    this.#forget();
  }

  #clear(): void {
    this.#count = 0;
    this.#places.clear();
    this.#free.length = 0;
    this.#seen.length = 0;
    this.#values = new Float32Array(0);
  }

  /** Where the kept readings stand in the block, oldest first. */
  #columns(): number[] {
    return Array.from({ length: this.#count }, (_, index) => (this.#readings - this.#count + index) % TREND_POINTS);
  }

  #at(place: number, figure: number, column: number): number {
    return (place * this.#figures + figure) * TREND_POINTS + column;
  }

  #blank(column: number): void {
    for (let index = column; index < this.#values.length; index += TREND_POINTS) this.#values[index] = Number.NaN;
  }

  #write(place: number, column: number, values: readonly (number | null)[]): void {
    this.#seen[place] = this.#readings;
    for (let figure = 0; figure < this.#figures; figure += 1)
      this.#values[this.#at(place, figure, column)] = finite(values[figure] ?? null);
  }

  #makeRoom(rows: readonly RowValues[]): void {
    const fresh = rows.reduce((count, [id]) => (this.#places.has(id) ? count : count + 1), 0);
    if (fresh <= this.#free.length) return;
    const before = this.#seen.length;
    const needed = before - this.#free.length + fresh;
    const room = before === 0 ? needed : Math.max(needed, Math.ceil(before * SPARE));
    const values = new Float32Array(this.#at(room, 0, 0)).fill(Number.NaN);
    values.set(this.#values);
    this.#values = values;
    for (let place = room - 1; place >= before; place -= 1) this.#free.push(place);
    for (let place = before; place < room; place += 1) this.#seen.push(0);
  }

  #placeOf(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#free.pop();
    if (place === undefined) throw new Error('a row came for which no room was made');
    this.#places.set(id, place);
    return place;
  }

  #forget(): void {
    for (const [id, place] of this.#places) {
      if (this.#readings - (this.#seen[place] ?? 0) < this.#count) continue;
      this.#places.delete(id);
      this.#free.push(place);
      this.#values.fill(Number.NaN, this.#at(place, 0, 0), this.#at(place + 1, 0, 0));
    }
  }
}

// What is no number is not known.
function finite(value: number | null): number {
  return value !== null && Number.isFinite(value) ? value : Number.NaN;
}
