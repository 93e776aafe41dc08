import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HistoryProblem, isDamage } from './problem.ts';
import { migrate } from './schema.ts';

/** The history, in the folder of what survives a restart. */
export const HISTORY_FILE = 'history.sqlite';

/** How long another process is waited for that holds the file: a backup, or a person who looks into it. */
const BUSY_MS = 2_000;
/** The log of what was written last is cut to this after it was taken into the file. */
export const LOG_BYTES = 16_000_000;

/** An open database. `setAside` says in words what was wrong with the one before and where it lies; null where nothing was. */
export type OpenDatabase = { database: DatabaseSync; setAside: string | null };

/**
 * Opens the history with the newest schema, and makes it where it is not there. A file that is damaged is renamed and never written over, and a new one is begun. Throws what hinders it:
 * a HistoryProblem where a newer Vigil wrote it, else the error of SQLite or of the file system.
 */
export function openDatabase(file: string, now: number): OpenDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    return { database: opened(file), setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ...{ setAside: setAside(file, now, error) }, database: opened(file) };
  }
}

/** Renames a damaged history and the log that belongs to it, and says so in words. Throws the error of the file system. */
export function setAside(file: string, now: number, error: unknown): string {
  const aside = `${file}.not-believed-${now}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`);
  const said = error instanceof Error ? error.message : String(error);
  return `What was kept before is not known any more: ${file} cannot be believed (${said}). It lies in ${aside} now, and a new one is begun.`;
}

/** What the history takes on disk with its log, in bytes. */
export function bytesOnDisk(file: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function opened(file: string): DatabaseSync {
  // Made before SQLite does it, so that nobody else may read it; its log takes the same rights.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // Before anything is in it: pages that are free are given back in small steps later.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${LOG_BYTES}`);
    migrate(database);
    look(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The size of the file and the beginning of every table: one that was cut or written over shows it now and not while somebody waits. Not all of it is read, which takes as long as reading the
 * file: check-state does that.
 */
function look(database: DatabaseSync, file: string): void {
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all())
    database.prepare(`SELECT * FROM "${String(name).replaceAll('"', '""')}" LIMIT 1`).all();
  const { busy } = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() ?? {};
  const { bytes } = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get() ?? {};
  const { size } = statSync(file);
  if (busy === 0 && size < Number(bytes)) throw new HistoryProblem('damaged', `${size} bytes of ${bytes} are there`);
}
