import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { HISTORY_FILE } from './history/database.ts';

/** What lies in a state folder, by paths in it, in order. `databases` are those of SQLite that systems keep; `others` are written anew as a whole whenever they change. */
export type StateFiles = {
  hasHistory: boolean;
  databases: readonly string[];
  audit: readonly string[];
  others: readonly string[];
  setAside: readonly string[];
};

const AUDIT = /^audit\/audit-\d+\.jsonl$/;
const SET_ASIDE = /\.not-believed-\d+/;
/** Locks and drafts are of the process that runs, and the log of the history belongs to its file. */
const PASSING = /(^|\/)lock(\.[\w-]+)?$|\.new$|-(wal|shm|journal)$/;

/** Lists a state folder. Rejects with the error of the file system. */
export async function listState(folder: string): Promise<StateFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const setAside = files.filter((file) => SET_ASIDE.test(file));
  const kept = files.filter((file) => !SET_ASIDE.test(file) && !PASSING.test(file)).sort();
  const audit = kept.filter((file) => AUDIT.test(file));
  const databases = kept.filter((file) => file !== HISTORY_FILE && file.endsWith('.sqlite'));
  const others = kept.filter((file) => file !== HISTORY_FILE && !AUDIT.test(file) && !databases.includes(file));
  return { hasHistory: kept.includes(HISTORY_FILE), databases, audit, others, setAside };
}
