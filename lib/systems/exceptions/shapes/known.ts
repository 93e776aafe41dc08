import type { Cleared, ShapeFlag } from '../model.ts';

/** A row of the table with the key of its shape, as shapeOf gives it. Times are epoch ms. */
export type RowOfShape = {
  id: number;
  shape: string;
  app: string;
  type: string;
  message: string | null;
  place: string | null;
  firstAt: number;
  lastAt: number;
  count: number;
};

/**
 * How far the caller has read: all rows up to the id `toId` are given now or were before. `sinceAt`: from when on rows were read at all. `at`: the clock of the store when it was asked. `isAll`:
 * nothing more stood behind them.
 */
export type SortedTo = { toId: number; sinceAt: number; at: number; isAll: boolean };

/** What is known of a shape. `flagAt`: when the row was logged that made it new or regressed. `rows` and `errors` are those that the index holds. */
export type KnownShape = {
  shape: string;
  app: string;
  type: string;
  message: string;
  place: string | null;
  firstAt: number;
  lastAt: number;
  rows: number;
  errors: number;
  flag: ShapeFlag | null;
  flagAt: number | null;
  cleared: Cleared | null;
};

/** A clearing that can be undone: the ids that it deleted, and the time that it wrote. */
export type Clearing = { clearId: string; ids: readonly number[]; deletedAt: number; by: string };

/** How far all is sorted, as the caller said last: null before the first rows. `watchedFromAt`: when for the first time nothing was left to sort; shapes that came later can be new. */
export type IndexState = { sortedToId: number | null; sinceAt: number | null; watchedFromAt: number | null; rows: number; shapes: number };

/** What is given up: rows below an id, clearings from before a time, and shapes that were last seen before one and of which no row is left. */
export type Forgotten = { rowsBelow: number; clearingsBefore: number; shapesBefore: number };

/**
 * Which rows are of which shape. Methods that may take long take turns with the rest of the process, and of those that write one at a time runs, whole or not at all by batches. All reject with the
 * error of SQLite where the file cannot be read or written; none is called after `close`.
 */
export type ShapeIndex = {
  /** Why it is not kept over a restart, in words; null where it is. */
  readonly kept: string | null;
  /** What was wrong with what was kept before, and where it lies now; null where nothing was. */
  readonly trouble: string | null;
  state(): IndexState;
  /**
   * Whether a row of the table is not the one that is known by its id, or is newer than all that is known though its id is one that was passed: the table was emptied, and its ids began anew. What is known of
   * its rows is of others then, and nothing may be done by it.
   */
  isOther(row: { id: number; firstAt: number }): boolean;
  /** Forgets all rows, how far they were sorted and what is new; shapes stay, with who cleared them. For a table that is another. */
  beginAgain(): Promise<void>;
  /** Takes rows in, or what changed in them; the same row twice is nothing. */
  add(rows: readonly RowOfShape[], sorted: SortedTo): Promise<void>;
  /** The shapes of these rows; one that is not sorted yet is not in it. */
  shapesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  cards(keys: readonly string[]): Promise<ReadonlyMap<string, KnownShape>>;
  lookUp(shape: string): KnownShape | null;
  /** The rows of a shape from an id on, ascending, `most` at most. */
  idsOf(shape: string, from: { fromId: number; most: number }): readonly number[];
  /** Its newest rows, descending. */
  newestIdsOf(shape: string, most: number): readonly number[];
  /** Shapes that became new or regressed since, the latest first, 500 at most. */
  fresh(sinceAt: number): readonly KnownShape[];
  /** All rows of it were cleared; `by` is null where that was not through Vigil. A null takes it back, after an undo. */
  noteCleared(shape: string, cleared: Cleared | null): void;
  /** Adds ids to a clearing, which begins with its first. */
  keepClearing(clearing: Clearing): Promise<void>;
  clearing(clearId: string): Promise<Clearing | null>;
  forget(forgotten: Forgotten): Promise<void>;
  close(): void;
};
