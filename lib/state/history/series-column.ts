/** In a column: it was read, and not told. */
export const NOT_TOLD = Number.NaN;
/** In a column: it was not read at that time. */
export const NOT_READ = Number.POSITIVE_INFINITY;

/** What stands in a column for a value as it was read. What is no number was not told. */
export function cellOf(value: number | null): number {
  // Minus nothing is nothing: JSON cannot tell them apart.
  return value === null || !Number.isFinite(value) ? NOT_TOLD : value + 0;
}

/** A value for each of the times of a source, of which only the changes are held: one that stays costs nothing. Beyond its end nothing was read. */
export class Column {
  readonly #starts: number[] = [];
  readonly #cells: number[] = [];
  #end = 0;

  static of(cells: readonly number[]): Column {
    const column = new Column();
    for (const [index, cell] of cells.entries()) column.push(index, cell);
    return column;
  }

  get end(): number {
    return this.#end;
  }

  /** Whether anything was read at any time, told or not. */
  get isRead(): boolean {
    return this.#cells.some((cell) => cell !== NOT_READ);
  }

  /** Sets what stands at an index at or after the end; nothing was read in between. */
  push(index: number, cell: number): void {
    if (index > this.#end) this.#run(this.#end, NOT_READ);
    this.#run(index, cell);
    this.#end = index + 1;
  }

  /** The column with another cell at an index before its end. */
  with(index: number, cell: number): Column {
    return Column.of(this.cells(this.#end).with(index, cell));
  }

  /** The column with one more place at an index, of which nothing was read. */
  widened(index: number): Column {
    return index >= this.#end ? this : Column.of(this.cells(this.#end).toSpliced(index, 0, NOT_READ));
  }

  /** What stands at all of so many times; null where it is not one and the same. */
  constant(length: number): number | null {
    if (this.#end === 0) return NOT_READ;
    return this.#cells.length === 1 && this.#end === length ? (this.#cells[0] ?? null) : null;
  }

  /** What stands at each of so many times. */
  cells(length: number): number[] {
    const cells: number[] = [];
    for (const [run, start] of this.#starts.entries()) {
      const end = this.#starts[run + 1] ?? this.#end;
      for (let index = start; index < end; index += 1) cells.push(this.#cells[run] ?? NOT_READ);
    }
    while (cells.length < length) cells.push(NOT_READ);
    return cells;
  }

  #run(index: number, cell: number): void {
    if (this.#cells.length > 0 && Object.is(this.#cells.at(-1), cell)) return;
    this.#starts.push(index);
    this.#cells.push(cell);
  }
}
