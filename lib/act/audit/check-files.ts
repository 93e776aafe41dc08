import type { Link } from './chain.ts';
import { ChainCheck, type Fault } from './check.ts';
import { type AuditFile, listAuditFiles, readForward } from './files.ts';

/** A file that was checked; times are of the first and the last record in it, epoch ms, null where it holds none. */
export type CheckedFile = { name: string; lines: number; firstAt: number | null; lastAt: number | null };

export type CheckedAudit = { files: CheckedFile[]; records: number; head: Link; faults: Fault[] };

/** Holds every line of the audit in a folder against its chain. What cannot be read at all is thrown as it is. */
export async function checkAudit(folder: string): Promise<CheckedAudit> {
  const check = new ChainCheck();
  const files: CheckedFile[] = [];
  for (const file of await listAuditFiles(folder)) files.push(await checkFile(check, file));
  const faults = check.finish();
  return { files, records: check.records, head: check.head, faults };
}

async function checkFile(check: ChainCheck, { name, path }: AuditFile): Promise<CheckedFile> {
  const checked: CheckedFile = { name, lines: 0, firstAt: null, lastAt: null };
  for await (const pieces of readForward(path)) {
    for (const { bytes, isWhole } of pieces) {
      checked.lines += 1;
      const place = { file: name, line: checked.lines };
      if (!isWhole) check.takeTorn(place, bytes);
      const at = isWhole ? (check.takeLine(place, bytes)?.at ?? null) : null;
      checked.firstAt ??= at;
      checked.lastAt = at ?? checked.lastAt;
    }
  }
  return checked;
}
