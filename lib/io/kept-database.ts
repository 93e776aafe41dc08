import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inTransaction } from './transaction.ts';

/** A database of SQLite of Vigil's own. Its calls do not wait for anything but the disk, and hold up the whole process meanwhile: keep them short. */
export type KeptDatabase = DatabaseSync;

/** Where it lies: `folder` null is in memory. `schema` are its versions, the first from nothing, each from the one before; none is ever changed after a release. */
export type KeptPlace = { folder: string | null; file: string; schema: readonly string[] };
/** `trouble`: why an older file was moved aside, and where it lies; `unkept`: why it is in memory only. Words for people; null where it is not so. */
export type OpenedDatabase = { database: KeptDatabase; trouble: string | null; unkept: string | null };

const BUSY_MS = 1_000;
const LOG_BYTES = 16_000_000;
/** Few, so that taking them into the file holds nothing up for long. */
const PAGES_IN_LOG = 200;
// sqlite.org/rescode.html: SQLITE_CORRUPT, SQLITE_NOTADB.
const DAMAGED = new Set([11, 26]);

class NewerSchema extends Error {}

/**
 * Opens a file in the folder with the newest schema, and makes both where they are not there. A file that is damaged or of a newer Vigil is renamed, never written over. Where it cannot be opened at
 * all what follows is in memory, and `unkept` says why. Throws only what SQLite says of a database in memory.
 */
export function openKeptDatabase({ folder, file, schema }: KeptPlace, now: number): OpenedDatabase {
  if (folder === null) return { database: opened(':memory:', schema), trouble: null, unkept: 'Vigil has no folder for its state' };
  const path = join(folder, file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openedOrMoved(path, schema, now);
  } catch (error) {
    return { database: opened(':memory:', schema), trouble: null, unkept: `${path} cannot be opened (${messageOf(error)})` };
  }
}

/** Lets whatever else waits in the process go first. */
export async function takeTurn(): Promise<void> {
  await nextTurn();
}

/** Does something with a list, `most` of it at a time, and lets the rest of the process have its turn in between. */
export async function inSlices<T>(list: readonly T[], most: number, work: (slice: readonly T[]) => void): Promise<void> {
  for (let from = 0; from < list.length; from += most) {
    if (from > 0) await takeTurn();
    work(list.slice(from, from + most));
  }
}

function openedOrMoved(path: string, schema: readonly string[], now: number): OpenedDatabase {
  // Made before SQLite does it, so that nobody else may read it; its log takes the same rights.
  closeSync(openSync(path, 'a', 0o600));
  try {
    return { database: opened(path, schema), trouble: null, unkept: null };
  } catch (error) {
    if (!(error instanceof NewerSchema) && !isDamage(error)) throw error;
    const aside = `${path}.not-believed-${now}`;
    for (const end of ['', '-wal', '-shm']) if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${aside}${end}`);
    closeSync(openSync(path, 'a', 0o600));
    const trouble = `${path} ${error instanceof NewerSchema ? 'was written by a newer Vigil' : 'is damaged'} (${messageOf(error)}). It lies in ${aside} now, and a new one is begun.`;
    return { database: opened(path, schema), trouble, unkept: null };
  }
}

function opened(path: string, schema: readonly string[]): KeptDatabase {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${LOG_BYTES}; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = ${PAGES_IN_LOG}`,
    );
    migrate(database, schema);
    // The beginning of every table: a file that was cut or written over shows it now.
    for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all())
      database.prepare(`SELECT * FROM "${String(name).replaceAll('"', '""')}" LIMIT 1`).all();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: KeptDatabase, schema: readonly string[]): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version > schema.length) throw new NewerSchema(`its schema is ${version}, this Vigil knows up to ${schema.length}`);
  schema.slice(version).forEach((step, index) => {
    inTransaction(database, () => database.exec(`${step}; PRAGMA user_version = ${version + index + 1}`));
  });
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && DAMAGED.has(error.errcode & 0xff);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
