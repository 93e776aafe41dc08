import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a file is to hold, whole and on disk beside what it holds now. `commit` puts it in its place, `settle` makes that survive a loss of power, `discard` takes it away. */
export type DraftFile = { commit(): Promise<void>; settle(): Promise<void>; discard(): Promise<void> };

/**
 * Writes a file of the folder of what survives a restart anew, beside the old one, so that a crash leaves one or the other and never half of it. It and all that it gives
 * reject with the error of the file system.
 */
export async function writeDraftFile(folder: string, name: string, content: string | Uint8Array): Promise<DraftFile> {
  const file = join(folder, name);
  const draft = `${file}.new`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { commit: () => rename(draft, file), settle: () => syncFolder(folder), discard: () => rm(draft, { force: true }) };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code of an error of the file system, for people: "ENOSPC". */
export function fileErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}

/** Whether the file system stood in the way, or what did so says that it did: a full disk and a missing right are no bug of ours. */
export function isOfFileSystem(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || isOfFileSystem(error.cause);
}
