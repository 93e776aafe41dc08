import type { ReadingValues } from './history.ts';
import { Column, cellOf, NOT_READ } from './series-column.ts';

/** A reading of one series: when, what (null where it was not told), and how long until the next one was due. */
export type Sample = readonly [at: number, value: number | null, intervalMs: number];

/** The names of what was read of a source. */
export type Names = { figures: readonly string[]; rows: readonly string[] };

/** The readings of one source, in the order of their times, whatever order they come in. Of what is told twice for the same moment the later word counts. */
export class Block {
  readonly #times: number[] = [];
  readonly #figures: string[] = [];
  readonly #rows = new Map<string, Column[]>();
  #intervals = new Column();

  /** A block from its columns. The caller vouches that times rise and that no column is longer than they are. */
  static of(times: readonly number[], intervals: Column, figures: readonly string[], rows: Iterable<readonly [string, Column[]]>): Block {
    const block = new Block();
    for (const at of times) block.#times.push(at);
    block.#figures.push(...figures);
    block.#intervals = intervals;
    for (const [row, columns] of rows) block.#rows.set(row, columns);
    return block;
  }

  get times(): readonly number[] {
    return this.#times;
  }

  get figures(): readonly string[] {
    return this.#figures;
  }

  get intervals(): Column {
    return this.#intervals;
  }

  /** The columns of each row, in the order of the figures; those that are missing at the end were not read. */
  get rows(): ReadonlyMap<string, readonly Column[]> {
    return this.#rows;
  }

  /** Takes in a reading. A figure for which a row has no value at all was not read of it. */
  put({ at, intervalMs, figures, rows }: ReadingValues): void {
    const index = this.#place(Math.round(at), intervalMs);
    const places = figures.map(({ name }) => this.#figure(name));
    for (const [row, values] of rows) {
      const columns = this.#columns(row);
      for (const [figure, place] of places.entries()) {
        const value = values[figure];
        if (value !== undefined) columns[place] = changed(columnAt(columns, place), index, cellOf(value));
      }
    }
  }

  /** Takes in all of another block, whose word counts where both have one; of its rows only those that are chosen. */
  merge(other: Block, isChosen: (row: string) => boolean = () => true): void {
    const intervals = other.intervals.cells(other.times.length);
    for (const [index, at] of other.times.entries()) this.#place(at, intervals[index] ?? 0);
    // Only now does each time have its last place.
    const indexes = other.times.map((at) => this.#find(at));
    const places = other.figures.map((name) => this.#figure(name));
    for (const [row, columns] of other.rows) {
      if (!isChosen(row)) continue;
      const mine = this.#columns(row);
      for (const [figure, column] of columns.entries()) {
        const place = places[figure] ?? 0;
        mine[place] = merged(columnAt(mine, place), column.cells(column.end), indexes);
      }
    }
  }

  /** What was read of one series, oldest first. */
  samples(row: string, figure: string): Sample[] {
    const column = this.#rows.get(row)?.[this.#figures.indexOf(figure)];
    return column === undefined ? [] : samplesOf(this.#times, this.#intervals.cells(this.#times.length), column.cells(this.#times.length));
  }

  /** What was read of each series of these rows of which anything was. */
  *series(isChosen: (row: string) => boolean): Generator<readonly [row: string, figure: string, samples: Sample[]]> {
    const length = this.#times.length;
    const intervals = this.#intervals.cells(length);
    for (const [row, columns] of this.#rows) {
      if (!isChosen(row)) continue;
      for (const [place, column] of columns.entries())
        if (column.isRead) yield [row, this.#figures[place] ?? '', samplesOf(this.#times, intervals, column.cells(length))];
    }
  }

  /** The names of what was read of these rows. */
  names(isChosen: (row: string) => boolean = () => true): Names {
    const places = new Set<number>();
    const rows: string[] = [];
    for (const [row, columns] of this.#rows) {
      if (!isChosen(row)) continue;
      if (columns.some((column) => column.isRead)) rows.push(row);
      for (const [place, column] of columns.entries()) if (column.isRead) places.add(place);
    }
    return { figures: this.#figures.filter((_, place) => places.has(place)), rows };
  }

  #place(at: number, intervalMs: number): number {
    const last = this.#times.at(-1);
    const index = last === undefined || at > last ? this.#times.length : this.#find(at);
    if (this.#times[index] !== at) this.#widen(index, at);
    this.#intervals = changed(this.#intervals, index, intervalMs);
    return index;
  }

  /** The index of the first time at or after a moment. */
  #find(at: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? at) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #widen(index: number, at: number): void {
    this.#times.splice(index, 0, at);
    if (index === this.#times.length - 1) return;
    this.#intervals = this.#intervals.widened(index);
    for (const [row, columns] of this.#rows)
      this.#rows.set(
        row,
        columns.map((column) => column.widened(index)),
      );
  }

  #figure(name: string): number {
    const known = this.#figures.indexOf(name);
    return known === -1 ? this.#figures.push(name) - 1 : known;
  }

  #columns(row: string): Column[] {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const columns: Column[] = [];
    this.#rows.set(row, columns);
    return columns;
  }
}

/** The samples of one series from what stands at each of the times. */
export function samplesOf(times: readonly number[], intervals: readonly number[], cells: readonly number[]): Sample[] {
  const samples: Sample[] = [];
  for (const [index, at] of times.entries()) {
    const cell = cells[index] ?? NOT_READ;
    if (cell !== NOT_READ) samples.push([at, Number.isNaN(cell) ? null : cell, intervals[index] ?? 0]);
  }
  return samples;
}

/** Two runs of samples as one in the order of time; where both have a moment, the later word counts. */
export function mergeSamples(before: readonly Sample[], later: readonly Sample[]): Sample[] {
  if (later.length === 0) return [...before];
  const byTime = new Map<number, Sample>();
  for (const sample of before) byTime.set(sample[0], sample);
  for (const sample of later) byTime.set(sample[0], sample);
  return [...byTime.values()].sort((one, other) => one[0] - other[0]);
}

function columnAt(columns: Column[], place: number): Column {
  while (columns.length <= place) columns.push(new Column());
  return columns[place] ?? new Column();
}

function changed(column: Column, index: number, cell: number): Column {
  if (index < column.end) return column.with(index, cell);
  column.push(index, cell);
  return column;
}

/** A column with what was read in later cells, each at its index; the indexes rise. */
function merged(column: Column, later: readonly number[], indexes: readonly number[]): Column {
  const isAfter = (indexes[0] ?? 0) >= column.end;
  const cells = isAfter ? [] : column.cells(column.end);
  for (const [index, cell] of later.entries()) {
    const at = indexes[index] ?? 0;
    if (cell === NOT_READ) continue;
    if (isAfter) column.push(at, cell);
    else {
      while (cells.length < at) cells.push(NOT_READ);
      cells[at] = cell;
    }
  }
  return isAfter ? column : Column.of(cells);
}
