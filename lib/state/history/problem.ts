/**
 * `off`: no history is kept, by configuration. `unwritable`: the file cannot be opened or written. `newer`: a newer Vigil wrote it. `damaged`: what it holds cannot be believed. `busy`: it does
 * not answer in time. `failed`: an error of Vigil's own. `stopped`: Vigil ends, or the store is being started again.
 */
export type HistoryProblemKind = 'off' | 'unwritable' | 'newer' | 'damaged' | 'busy' | 'failed' | 'stopped';

/** Why something of the past cannot be told or kept, and what to do; the message is for people. */
export class HistoryProblem extends Error {
  override readonly name = 'HistoryProblem';
  readonly kind: HistoryProblemKind;

  constructor(kind: HistoryProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

// sqlite.org/rescode.html: the low byte of the code is its family.
const DAMAGED = new Set([11, 26]);

/** Whether SQLite says with this error that a file is damaged, or no database at all (SQLITE_CORRUPT, SQLITE_NOTADB). */
export function isDamage(error: unknown): boolean {
  return error instanceof HistoryProblem ? error.kind === 'damaged' : DAMAGED.has(sqliteCode(error));
}

/** What hinders reading or writing of a database, from whatever was thrown: what happened, where, and what to do. */
export function describeStoreError(error: unknown, file: string): HistoryProblem {
  if (error instanceof HistoryProblem) return error;
  const said = error instanceof Error ? error.message : String(error);
  const told = (kind: HistoryProblemKind, words: string) => new HistoryProblem(kind, words, { cause: error });
  if (isDamage(error)) return told('damaged', `${file} is damaged (${said}): run "npm run check-state" to see how much of it.`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const family = sqliteCode(error);
  if (family === 13 || code === 'ENOSPC' || code === 'EDQUOT')
    return told('unwritable', `No space is left for ${file} (${family === 13 ? `ENOSPC, ${said}` : code}): free some there.`);
  if (family === 8 || code === 'EROFS')
    return told('unwritable', `${file} cannot be written (${said}): mount its disk writable, or name another state.folder.`);
  if (family === 5 || family === 6)
    return told('busy', `Another process holds ${file} (${said}): end what has it open, or wait until it is done.`);
  if (family === 0 && code === '') return told('failed', `The history met an error of Vigil's own, please report it: ${said}.`);
  return told('unwritable', `${file} cannot be opened or written (${said}): see that its folder is there and that Vigil may write in it.`);
}

function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}
