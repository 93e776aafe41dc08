import { CHAIN_START, type Link, readLine } from './chain.ts';
import { type AuditFile, listAuditFiles, readBackward } from './files.ts';
import { identifyTorn, type Torn } from './torn.ts';
import { type AllUnended, collectUnended } from './unended.ts';

/** How an audit ends. `torn` are the unfinished lines after the last record, oldest first; `unreadable` counts finished lines there that are no records. */
export type AuditEnd = {
  link: Link;
  newest: AuditFile | null;
  /** True where the newest file may be written on: it is empty, or its last line is a record. */
  isClean: boolean;
  torn: Torn[];
  unreadable: number;
};

/** Looks from the end for the last record. An error in reading is thrown as it is. */
export async function findEnd(folder: string): Promise<AuditEnd> {
  const files = await listAuditFiles(folder);
  const end: AuditEnd = { link: CHAIN_START, newest: files.at(-1) ?? null, isClean: true, torn: [], unreadable: 0 };
  for (const file of files.toReversed()) {
    for await (const pieces of readBackward(file.path)) {
      for (const { bytes, isWhole } of pieces) {
        const read = isWhole ? readLine(bytes) : null;
        if (read?.ok) return { ...end, link: { seq: read.record.seq, hash: read.record.hash } };
        if (read === null) end.torn.unshift(identifyTorn(file.name, bytes));
        else end.unreadable += 1;
        if (file === end.newest) end.isClean = false;
      }
    }
  }
  return end;
}

/** Actions and jobs with a number above `after` that were begun and have not ended: looked for in at least the last two files, and in as much as one full one. */
export async function findUnended(folder: string, after: number, fullBytes: number): Promise<AllUnended> {
  const collected = collectUnended();
  const files = await listAuditFiles(folder);
  let bytesRead = 0;
  for (const [index, file] of files.toReversed().entries()) {
    if (index >= 2 && bytesRead >= fullBytes) break;
    for await (const pieces of readBackward(file.path)) {
      for (const { bytes, isWhole } of pieces) {
        bytesRead += bytes.length;
        const read = isWhole ? readLine(bytes) : null;
        if (read?.ok && read.record.seq <= after) return collected.found;
        if (read?.ok) collected.take(read.record);
      }
    }
  }
  return collected.found;
}
