import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fileErrorCode } from './draft-file.ts';
import { HISTORY_FILE } from './history/database.ts';
import { listState } from './state-files.ts';

/** What was copied: how many files, and how many bytes. */
export type Copied = { files: number; bytes: number };

type Copying = { from: string; to: string; onProgress(words: string): void };

/** Pages that are copied at a time; between them the process is free. */
const PAGES_AT_ONCE = 2_000;
const FOLDER_RIGHTS = { recursive: true, mode: 0o700 } as const;

/**
 * Copies a state folder while Vigil writes in it: the history and every other database as it is at one moment, every file whole, the audit up to its last whole line. The place must be empty or not there. Rejects with an
 * Error in words for people; what was copied up to then stays.
 */
export async function backUpFolder(copying: Copying): Promise<Copied> {
  const { from, to, onProgress } = copying;
  const { hasHistory, databases, audit, others } = await listState(from).catch((error: unknown) => fail(`${from} cannot be read`, error));
  await mkdir(to, FOLDER_RIGHTS).catch((error: unknown) => fail(`${to} cannot be made`, error));
  const there = await readdir(to).catch((error: unknown) => fail(`${to} cannot be read`, error));
  if (there.length > 0) throw new Error(`${to} is not empty: name a folder that is, or that is not there yet.`);
  const copied = { files: 0, bytes: 0 };
  const count = (bytes: number): void => {
    copied.files += 1;
    copied.bytes += bytes;
  };
  // The audit last: it tells of all that the rest holds.
  for (const file of others) count(await copyFile(copying, file));
  for (const file of databases) count(await copyDatabaseFile(copying, file));
  if (hasHistory) count(await copyDatabaseFile(copying, HISTORY_FILE, (percent) => onProgress(`history: ${percent} %`)));
  for (const file of audit) count(await copyFile(copying, file, file === audit.at(-1) ? wholeLines : undefined));
  onProgress(`${copied.files} files copied`);
  return copied;
}

/** A file that is always written anew beside itself is whole whenever it is read; one that is gone by now is not needed. */
async function copyFile({ from, to }: Copying, file: string, cut = (bytes: Buffer): Buffer => bytes): Promise<number> {
  const read = await readFile(join(from, file)).catch((error: unknown) => {
    if (fileErrorCode(error) === 'ENOENT') return null;
    return fail(`${join(from, file)} cannot be read`, error);
  });
  if (read === null) return 0;
  const bytes = cut(read);
  await mkdir(dirname(join(to, file)), FOLDER_RIGHTS).catch((error: unknown) => fail(`${to} cannot be written`, error));
  await writeNew(join(to, file), bytes);
  return bytes.length;
}

async function writeNew(path: string, bytes: Buffer): Promise<void> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    fail(`${path} cannot be written`, error);
  }
}

function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

async function copyDatabaseFile({ from, to }: Copying, file: string, onPercent = (_: number): void => undefined): Promise<number> {
  const path = join(to, file);
  await mkdir(dirname(path), FOLDER_RIGHTS).catch((error: unknown) => fail(`${to} cannot be written`, error));
  // Made before SQLite does it, so that nobody else may read it.
  await writeNew(path, Buffer.alloc(0));
  try {
    await copyDatabase(join(from, file), path, onPercent);
    makeOneFile(path);
    return (await stat(path)).size;
  } catch (error) {
    return fail(`${join(from, file)} cannot be copied to ${path}`, error);
  }
}

async function copyDatabase(file: string, path: string, onPercent: (percent: number) => void): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  let told = 0;
  try {
    // One moment of it is held from beginning to end: else every flush of Vigil would begin the copy anew.
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }): void => {
      const percent = Math.floor(((totalPages - remainingPages) / totalPages) * 10) * 10;
      if (percent > told) onPercent(percent);
      told = Math.max(told, percent);
    };
    await backup(database, path, { rate: PAGES_AT_ONCE, progress });
    // The last step is not told of.
    if (told < 100) onPercent(100);
  } finally {
    database.close();
  }
}

/** So that it can be read where nothing can be written, and no log belongs to it: Vigil begins one when it opens the file. */
function makeOneFile(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = DELETE');
  database.close();
}

function fail(words: string, error: unknown): never {
  const code = fileErrorCode(error);
  const said = error instanceof Error ? error.message : String(error);
  throw new Error(`${words} (${code === 'ERR_SQLITE_ERROR' || code === 'no reason given' ? said : code}).`, { cause: error });
}
