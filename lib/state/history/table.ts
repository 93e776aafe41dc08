import type { DatabaseSync } from 'node:sqlite';

/**
 * One step from an older schema to a newer one: SQL text, or a function where SQL is not enough. It runs in a transaction, once, and is never changed again after a release. `version` is the
 * `PRAGMA user_version` of the file it belongs to: schema.ts puts the steps of all sets of tables in the order of their versions, and within a version in the order of the sets.
 */
export type Migration = { version: number; run: string | ((database: DatabaseSync) => void) };

/** What a look at every row of a set of tables found: how many of what were looked at ("3,360 hours of readings"), and what is wrong, a sentence each (the first 100). */
export type Checked = { counts: readonly (readonly [what: string, count: number])[]; wrong: readonly string[] };

/**
 * What the worker asks of every set of tables besides writing and reading. A set is made with the open database after the migrations (`new SeriesTables(database)`); it begins no transaction
 * in `append` (the worker does: one a flush, with all sets in it), and one of its own for each step of `compact`.
 */
export type Tables = {
  /** Tidies up for about so long; true where nothing is left to do at this moment (epoch ms). */
  compact(now: number, budgetMs: number): boolean;
  /** When the oldest row that `dropBefore` could drop was made (epoch ms); null where there is none. */
  oldestAt(): number | null;
  /** Decodes every row and holds it to its bounds. */
  check(): Checked;
};
