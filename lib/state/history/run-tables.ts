import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { formatUtc } from '../../format/time.ts';
import type { Blank } from '../../history.ts';
import type { Period } from './history.ts';
import type { Checked, Migration } from './table.ts';

export const RUN_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    run: `CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL UNIQUE, startedAt INTEGER NOT NULL, aliveAt INTEGER NOT NULL, endedAt INTEGER, batch INTEGER NOT NULL) STRICT;
      CREATE TABLE blank (id INTEGER PRIMARY KEY, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, why TEXT NOT NULL) STRICT;`,
  },
];

/** A run of Vigil: `aliveAt` is when it wrote last, `batch` the number of what it wrote last. */
type Run = { startedAt: number; aliveAt: number; endedAt: number | null };

const run: z.ZodType<Run> = z.object({ startedAt: z.number(), aliveAt: z.number(), endedAt: z.number().nullable() });
const blank: z.ZodType<Blank> = z.object({ from: z.number(), to: z.number(), why: z.string() });

/** Since when Vigil ran, and the times in which it kept nothing. */
export class RunTables {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The number of the last batch that this run of Vigil wrote; 0 where it wrote none. */
  lastBatch(boot: string): number {
    const row = this.#database.prepare('SELECT batch FROM run WHERE boot = ?').get(boot);
    return row === undefined ? 0 : z.number().parse(row.batch);
  }

  /** Notes that this run of Vigil wrote a batch. */
  alive(boot: string, { startedAt, at, batch }: { startedAt: number; at: number; batch: number }): void {
    this.#database
      .prepare(
        `INSERT INTO run (boot, startedAt, aliveAt, batch) VALUES (?, ?, ?, ?)
         ON CONFLICT (boot) DO UPDATE SET aliveAt = excluded.aliveAt, batch = excluded.batch, endedAt = NULL`,
      )
      .run(boot, startedAt, at, batch);
  }

  ended(boot: string, at: number): void {
    this.#database.prepare('UPDATE run SET endedAt = ? WHERE boot = ?').run(at, boot);
  }

  addBlanks(blanks: readonly Blank[]): void {
    const insert = this.#database.prepare('INSERT INTO blank ("from", "to", why) VALUES (?, ?, ?)');
    for (const { from, to, why } of blanks) insert.run(from, to, why);
  }

  /** What is blank in a period, in the order of time, and cut to it. */
  blanks({ from, to }: Period): readonly Blank[] {
    const added = this.#database.prepare('SELECT "from", "to", why FROM blank').all();
    return [...between(this.#runs()), ...added.map((row) => blank.parse(row))]
      .filter((one) => one.from < to && one.to > from)
      .map((one) => ({ ...one, from: Math.max(from, one.from), to: Math.min(to, one.to) }))
      .sort((a, b) => a.from - b.from || a.to - b.to);
  }

  /** Forgets runs and blanks that were over by then. */
  dropBefore(at: number): void {
    this.#database.prepare('DELETE FROM run WHERE aliveAt < ?').run(at);
    this.#database.prepare('DELETE FROM blank WHERE "to" < ?').run(at);
  }

  check(): Checked {
    const runs = this.#runs();
    const late = runs.filter(({ startedAt, aliveAt }) => aliveAt < startedAt);
    const wrong = late.map(({ startedAt }) => `The run of Vigil that began at ${formatUtc(startedAt)} was last seen before it began.`);
    return { counts: [['runs of Vigil', runs.length]], wrong };
  }

  #runs(): readonly Run[] {
    const rows = this.#database.prepare('SELECT startedAt, aliveAt, endedAt FROM run ORDER BY id').all();
    return rows.map((row) => run.parse(row));
  }
}

// Where a clock was set back between two runs, the later one begins before the end of the earlier one: nothing is blank then.
function between(runs: readonly Run[]): Blank[] {
  const first = runs[0];
  if (first === undefined) return [];
  const blanks: Blank[] = [{ from: Number.NEGATIVE_INFINITY, to: first.startedAt, why: 'Nothing is kept of the time before.' }];
  let before: Run = first;
  for (const next of runs.slice(1)) {
    blanks.push({ from: before.endedAt ?? before.aliveAt, to: next.startedAt, why: whyBetween(before) });
    before = next;
  }
  return blanks.filter(({ from, to }) => from < to);
}

function whyBetween({ endedAt, aliveAt }: Run): string {
  return endedAt === null
    ? `Vigil ended without a word: it was last seen writing at ${formatUtc(aliveAt)}.`
    : `Vigil was not running: it was stopped at ${formatUtc(endedAt)}.`;
}
