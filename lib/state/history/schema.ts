import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../io/transaction.ts';
import { BOARD_MIGRATIONS } from './board-tables.ts';
import { EVENT_MIGRATIONS } from './event-tables.ts';
import { HistoryProblem } from './problem.ts';
import { RUN_MIGRATIONS } from './run-tables.ts';
import { SERIES_MIGRATIONS } from './series-schema.ts';
import type { Migration } from './table.ts';

/** All steps that the schema ever took, set by set. A new step has the next number: the `user_version` of a file is the highest of those that it has taken. */
const MIGRATIONS: readonly Migration[] = [...RUN_MIGRATIONS, ...EVENT_MIGRATIONS, ...SERIES_MIGRATIONS, ...BOARD_MIGRATIONS];

/** The version of the schema that this Vigil writes. */
export const SCHEMA_VERSION = newest(MIGRATIONS);

/** The version of the schema of a file; 0 for a new one. Throws what SQLite throws where it is none of its files. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

/** Takes a file to the newest schema, one version after another, each whole or not at all. Throws a HistoryProblem where a newer Vigil wrote it: then nothing was changed. */
export function migrate(database: DatabaseSync, steps: readonly Migration[] = MIGRATIONS): void {
  const known = newest(steps);
  const found = schemaVersion(database);
  if (found > known)
    throw new HistoryProblem(
      'newer',
      `A newer Vigil wrote the history (its schema is ${found}, this one knows up to ${known}), and it is left as it is: start that Vigil, or name another state.folder.`,
    );
  for (let version = found + 1; version <= known; version += 1) {
    const taken = steps.filter((step) => step.version === version);
    inTransaction(database, () => {
      for (const { run } of taken) typeof run === 'string' ? database.exec(run) : run(database);
      database.exec(`PRAGMA user_version = ${version}`);
    });
  }
}

function newest(steps: readonly Migration[]): number {
  return steps.reduce((highest, { version }) => Math.max(highest, version), 0);
}
