import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The only right to write in a folder. */
export type FolderLock = {
  /** False once another process has taken the lock over, or somebody has removed it. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
};

/**
 * What is thrown, in the words of those who use the folder: `held` by a living process, or `contended` by others that are taking it at this moment. `isAliveElsewhere` tells whether a holder
 * lives that is in another container or on another machine, where numbers of processes say nothing; without it that one counts as dead.
 */
export type LockRules = {
  held(holder: Holder): Error;
  contended(path: string): Error;
  isAliveElsewhere?(path: string): Promise<boolean>;
};

/**
 * Who holds a lock. `born` tells a process from a later one of the same number: after a restart of the machine or the container numbers come again. `place` names the machine and the
 * container in which the number counts. Null where it cannot be known.
 */
export type Holder = { pid: number; born: string | null; place: string | null };

const TRIES = 5;
/** What one who takes a lock leaves behind, and how long it is waited for: one who died at it left it for good. */
const TAKING = /^lock\.[0-9a-f-]{36}$/;
const TAKING_MS = 3_000;
const LOOK_MS = 10;

/**
 * Makes this process the only one that writes in a folder; the lock of a dead process is taken over, and so is one of this very `id`, on a disk that was away
 * and came back. Throws the errors of the rules, and those of the file system.
 */
export async function takeLock(folder: string, id: string, rules: LockRules): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const mine = `${path}.${id}`;
  const text = `${JSON.stringify({ pid: process.pid, born: await bornOf(process.pid), place: await thisPlace(), id })}\n`;
  if ((await readLock(path)) === text) return lockOf(path, text);
  try {
    // Written whole and then linked: nobody ever sees a lock that does not say whose it is.
    await writeFile(mine, text, { mode: 0o600, flag: 'wx' });
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (await linked(mine, path)) return await confirmed({ folder, path, mine, text }, rules);
      await removeDead(path, rules);
    }
    throw rules.contended(path);
  } finally {
    await rm(mine, { force: true });
  }
}

type Taken = { folder: string; path: string; mine: string; text: string };

/**
 * Who found a dead one's lock before ours was there may still move ours away for it, and a third may then take the place: so it is ours only once all who were taking it
 * at that moment have ended. Who comes later finds a living one's, and leaves it.
 */
async function confirmed({ folder, path, mine, text }: Taken, rules: LockRules): Promise<FolderLock> {
  await rm(mine, { force: true });
  while (await isBeingTaken(folder)) await pause(LOOK_MS);
  if ((await readLock(path)) === text) return lockOf(path, text);
  throw rules.contended(path);
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

function lockOf(path: string, text: string): FolderLock {
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
async function removeDead(path: string, rules: LockRules): Promise<void> {
  const dead = await refuseLiving(path, rules);
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readLock(aside)) === dead) return;
    await refuseLiving(aside, rules).catch(async (error: unknown) => {
      await linked(aside, path);
      throw error;
    });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** What the lock says, where nobody who lives holds it. */
async function refuseLiving(path: string, rules: LockRules): Promise<string> {
  const text = await readLock(path);
  const holder = readHolder(text);
  if (holder === null) return text;
  const isElsewhere = holder.place !== null && holder.place !== (await thisPlace());
  const isLiving = isElsewhere ? await rules.isAliveElsewhere?.(path) : await isAlive(holder);
  if (isLiving) throw rules.held(holder);
  return text;
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
    const { pid, born, place } = JSON.parse(text) as Partial<Holder>;
    return Number.isInteger(pid) && pid !== undefined && pid > 0 ? { pid, born: born ?? null, place: place ?? null } : null;
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

// Containers have numbers of their own for processes, pid_namespaces(7); only Linux tells them apart.
async function thisPlace(): Promise<string | null> {
  return await readlink('/proc/self/ns/pid').then(
    (numbers) => `${hostname()} ${numbers}`,
    () => null,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
