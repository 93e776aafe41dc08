import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkAudit } from '../act/audit/check-files.ts';
import { formatCount } from '../format/number.ts';
import { checkHistoryFile, type Looked } from './history/check-file.ts';
import { HISTORY_FILE } from './history/database.ts';
import { checkKeptFile } from './kept-file.ts';
import { KEPT_KINDS } from './kept-kinds.ts';
import { listState } from './state-files.ts';

/**
 * Looks at all that a state folder holds and changes nothing, also while Vigil writes there: every page and row of the history, every file by what it may hold, every line of the audit by its
 * chain. Rejects with the error of the file system where the folder cannot be listed.
 */
export async function checkFolder(folder: string): Promise<Looked> {
  const { hasHistory, databases, audit, others, setAside } = await listState(folder);
  const parts = [
    hasHistory ? checkHistoryFile(join(folder, HISTORY_FILE)) : { looked: ['history: none is there'], wrong: [] },
    checkDatabases(folder, databases),
    await checkOthers(folder, others),
    audit.length > 0 ? await checkChain(join(folder, 'audit')) : { looked: ['audit: none is there'], wrong: [] },
    { looked: setAside.map((file) => `${file}: was set aside by Vigil, and is not looked at`), wrong: [] },
  ];
  return { looked: parts.flatMap(({ looked }) => looked), wrong: parts.flatMap(({ wrong }) => wrong) };
}

/** What systems worked out for themselves: its pages are looked at, and it is worked out anew where they are broken. */
function checkDatabases(folder: string, files: readonly string[]): Looked {
  const wrong = files.flatMap((file) => {
    const trouble = databaseTrouble(join(folder, file));
    return trouble === null
      ? []
      : [
          `${join(folder, file)} cannot be believed (${trouble}): stop Vigil and rename it, or put a backup of it in its place. Without it a new one is begun.`,
        ];
  });
  return { looked: files.map((file) => `${file}: every page of it`), wrong };
}

function databaseTrouble(path: string): string | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      const said = String(database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check);
      return said === 'ok' ? null : said;
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function checkOthers(folder: string, files: readonly string[]): Promise<Looked> {
  const looked: string[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    const kind = KEPT_KINDS.find(({ name }) => name === file);
    const trouble = kind ? await checkKeptFile(folder, kind) : await checkJson(join(folder, file));
    looked.push(`${file}: ${kind ? 'by what it may hold' : file.endsWith('.json') ? 'that it is JSON' : 'that it can be read'}`);
    if (trouble !== null)
      wrong.push(
        `${join(folder, file)} cannot be believed (${trouble}): stop Vigil and repair the file or put a backup of it in its place. The next start sets it aside and begins a new one.`,
      );
  }
  return { looked, wrong };
}

async function checkJson(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    if (path.endsWith('.json')) JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof SyntaxError ? 'it is not JSON, or not all of it' : String(error);
  }
}

async function checkChain(folder: string): Promise<Looked> {
  const { files, records, faults, head } = await checkAudit(folder);
  const looked = [
    `audit: ${formatCount(records)} records in ${formatCount(files.length)} files, the last one ${head.seq} with hash ${head.hash}`,
  ];
  const wrong = faults.map(({ file, line, is, words }) => `${join(folder, file)}:${line}  ${is}: ${words}`);
  if (wrong.length > 0) wrong.push('The audit is never repaired: keep its files as they are, and compare them with a backup.');
  return { looked, wrong };
}
