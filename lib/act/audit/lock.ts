import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditError } from './error.ts';

export type AuditLock = {
  /** False once another process has taken the lock over, or somebody has removed it. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
};

/** `born` tells a process from a later one of the same number: after a restart of the machine or the container numbers come again. Null where it cannot be known. */
type Holder = { pid: number; born: string | null };

const TRIES = 5;
/** What one who takes a lock leaves behind, and how long it is waited for: one who died at it left it for good. */
const TAKING = /^lock\.[0-9a-f-]{36}$/;
const TAKING_MS = 3_000;
const LOOK_MS = 10;

/**
 * Makes this process the only one that writes in a folder; the lock of a dead process is taken over, and so is one of this very `id`, on a disk that was away
 * and came back. Throws an AuditError of kind `held` that names a living one.
 */
export async function takeLock(folder: string, id: string): Promise<AuditLock> {
  const path = join(folder, 'lock');
  const mine = `${path}.${id}`;
  const text = `${JSON.stringify({ pid: process.pid, born: await bornOf(process.pid), id })}\n`;
  if ((await readLock(path)) === text) return lockOf(path, text);
  try {
    // Written whole and then linked: nobody ever sees a lock that does not say whose it is.
    await writeFile(mine, text, { mode: 0o600, flag: 'wx' });
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (await linked(mine, path)) return await confirmed({ folder, path, mine, text });
      await removeDead(path, folder);
    }
    throw contended(path);
  } finally {
    await rm(mine, { force: true });
  }
}

/**
 * Who found a dead one's lock before ours was there may still move ours away for it, and a third may then take the place: so it is ours only once all who were taking it
 * at that moment have ended. Who comes later finds a living one's, and leaves it.
 */
async function confirmed({ folder, path, mine, text }: { folder: string; path: string; mine: string; text: string }): Promise<AuditLock> {
  await rm(mine, { force: true });
  while (await isBeingTaken(folder)) await pause(LOOK_MS);
  if ((await readLock(path)) === text) return lockOf(path, text);
  throw contended(path);
}

// By the wall clock, which is the one that files are stamped with.
async function isBeingTaken(folder: string): Promise<boolean> {
  for (const name of (await readdir(folder)).filter((name) => TAKING.test(name))) {
    const begunAt = await stat(join(folder, name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (Date.now() - begunAt < TAKING_MS) return true;
  }
  return false;
}

function contended(path: string): AuditError {
  return new AuditError(
    'held',
    `The lock ${path} could not be taken: other processes are taking it at this moment. Start one Vigil alone.`,
  );
}

function lockOf(path: string, text: string): AuditLock {
  const isHeld = async (): Promise<boolean> => (await readLock(path)) === text;
  return {
    isHeld,
    async release() {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

async function linked(mine: string, path: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

// By renaming, which only one of several can do; who finds that he moved a living one's lock, taken in between, puts it back.
async function removeDead(path: string, folder: string): Promise<void> {
  await refuseLiving(path, folder);
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    await refuseLiving(aside, folder).catch(async (error: unknown) => {
      await linked(aside, path);
      throw error;
    });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function refuseLiving(path: string, folder: string): Promise<void> {
  const holder = readHolder(await readLock(path));
  if (holder === null || !(await isAlive(holder))) return;
  const words = `Process ${holder.pid} writes the audit in ${folder}, and only one may: stop it, or name another folder for one of the two.`;
  throw new AuditError('held', words);
}

async function readLock(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

// What makes no sense was left by a power cut: a lock is never seen half written.
function readHolder(text: string): Holder | null {
  try {
    const { pid, born } = JSON.parse(text) as Partial<Holder>;
    return Number.isInteger(pid) && pid !== undefined && pid > 0 ? { pid, born: born ?? null } : null;
  } catch {
    return null;
  }
}

async function isAlive({ pid, born }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
  }
  const now = await bornOf(pid);
  return born === null || now === null || born === now;
}

// The boot's id and the start time in ticks since boot (proc(5), /proc/pid/stat field 22); only Linux tells them.
async function bornOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, second and in brackets, may itself hold spaces and brackets.
    const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? null : `${boot.trim()} ${started}`;
  } catch {
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
