import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import { BoardTables } from './board-tables.ts';
import { EventTables } from './event-tables.ts';
import { RunTables } from './run-tables.ts';
import { SCHEMA_VERSION, schemaVersion } from './schema.ts';
import { SeriesTables } from './series-tables.ts';
import type { Checked } from './table.ts';

/** Words for whoever looks: what was looked at, and what is wrong. */
export type Looked = { looked: readonly string[]; wrong: readonly string[] };

const REMEDY =
  'What can be read goes on being told, and what cannot is a gap. To be rid of it stop Vigil and put a backup of the file in its place, or rename it: then a new one is begun.';

/** Holds every page, every row and every packed text of a history to what it must be, while it may be written by others. Never rejects or throws. */
export function checkHistoryFile(file: string): Looked {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return checkDatabase(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    return { looked: [], wrong: [`${file} cannot be read (${error instanceof Error ? error.message : String(error)}). ${REMEDY}`] };
  }
}

function checkDatabase(database: DatabaseSync, file: string): Looked {
  const version = schemaVersion(database);
  const looked = [`history: ${formatBytes(statSync(file).size)}, schema ${version}`];
  if (version > SCHEMA_VERSION)
    return {
      looked,
      wrong: [`A newer Vigil wrote ${file} (its schema is ${version}, this one knows up to ${SCHEMA_VERSION}): check it with that.`],
    };
  const pages = database
    .prepare('PRAGMA integrity_check(100)')
    .all()
    .map((row) => String(row.integrity_check));
  const broken = pages.filter((words) => words !== 'ok');
  if (version < SCHEMA_VERSION)
    looked.push(`history: its rows were not looked at: the next start of Vigil brings its schema from ${version} to ${SCHEMA_VERSION}`);
  const sets =
    version < SCHEMA_VERSION
      ? []
      : [new RunTables(database), new EventTables(database), new SeriesTables(database), new BoardTables(database)];
  const checked: Checked[] = sets.map((set) => set.check());
  looked.push(`history: ${checked.flatMap(({ counts }) => counts.map(([what, count]) => `${formatCount(count)} ${what}`)).join(', ')}`);
  const wrong = [...broken, ...checked.flatMap(({ wrong }) => wrong)];
  return { looked, wrong: wrong.length === 0 ? [] : [...wrong.map((words) => `${file}: ${words}`), REMEDY] };
}
