import { randomUUID } from 'node:crypto';
import { mkdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileErrorCode } from './draft-file.ts';
import { type LockRules, takeLock } from './lock.ts';

/** Another Vigil lives in the folder; the message says which, and what to do. */
export class FolderHeldError extends Error {
  override readonly name = 'FolderHeldError';
}

/** The folder of what survives a restart, held by this process alone. `trouble` says in words why it could not be made its own: then it cannot be written either; else null. */
export type HeldFolder = { trouble: string | null; release(): Promise<void> };

/** How often a holder shows that it lives, and how long is looked for that by one that cannot see its process. */
const BEAT_MS = 2_000;
const LOOK_MS = 7_000;

const UNWRITABLE = ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'ENOENT'];

/**
 * Makes this process the only Vigil on a state folder, and makes the folder where it is not there. Rejects with a FolderHeldError where another one lives there, also one in another container or
 * on another machine that shares it: looking for that takes 7 s. Where nothing can be written it resolves with `trouble`.
 */
export async function holdFolder(folder: string, lookMs = LOOK_MS): Promise<HeldFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await takeLock(folder, randomUUID(), rulesOf(folder, lookMs));
    const path = join(folder, 'lock');
    const beat = setInterval(() => void showLife(path), BEAT_MS).unref();
    const release = async (): Promise<void> => {
      clearInterval(beat);
      await lock.release();
    };
    return { trouble: null, release };
  } catch (error) {
    const code = fileErrorCode(error);
    if (!UNWRITABLE.includes(code)) throw error;
    return { trouble: unwritable(folder, code), release: async () => undefined };
  }
}

function rulesOf(folder: string, lookMs: number): LockRules {
  return {
    held: ({ pid, place }) =>
      new FolderHeldError(
        `Another Vigil (process ${pid}${place === null ? '' : ` on ${place.split(' ')[0]}`}) has the state folder ${folder}, and only one may: stop it, or give one of the two another state.folder.`,
      ),
    contended: (path) =>
      new FolderHeldError(`The lock ${path} could not be taken: other processes are taking it at this moment. Start one Vigil alone.`),
    isAliveElsewhere: (path) => isTouched(path, lookMs),
  };
}

// By whether the stamp moves, and not by how old it is: two machines need not have one time.
async function isTouched(path: string, lookMs: number): Promise<boolean> {
  const before = await stampOf(path);
  await wait(lookMs);
  const after = await stampOf(path);
  return after !== null && after !== before;
}

async function stampOf(path: string): Promise<number | null> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

async function showLife(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function unwritable(folder: string, code: string): string {
  const lost = 'no history, no sessions, no acknowledgements and no timers outlive this run, and no action is possible';
  return `Nothing can be written in the state folder ${folder} (${code}): ${lost}. See that its disk is mounted writable and has space, and that Vigil may write there.`;
}
