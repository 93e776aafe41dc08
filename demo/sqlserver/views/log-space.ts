import { hardenedBytes } from '../model/copy.ts';
import type { Copy } from '../model/estate.ts';
import { producedBytes } from '../model/log-stream.ts';
import type { Seen } from './asked.ts';

export type LogSpace = {
  sizeBytes: number;
  usedBytes: number;
  reuseWait: 'NOTHING' | 'LOG_BACKUP' | 'AVAILABILITY_REPLICA' | 'CHECKPOINT';
};

export const LOG_BACKUP_MS = 15 * 60_000;
const CHECKPOINT_MS = 60_000;
const GROWTH_BYTES = 64 * 1024 ** 2;
/** What a log file needs even when everything in it may be thrown away. */
const LEAST_BYTES = 1024 ** 2;

/** When the log of databases in full recovery was backed up last, epoch ms: every quarter of an hour. */
export function lastLogBackup(now: number): number {
  return Math.floor(now / LOG_BACKUP_MS) * LOG_BACKUP_MS;
}

/** How much of a log file is in use: what is not backed up, and what some replica of the group has not got yet. The file grows in steps of 64 MB. */
export function logSpace(copy: Copy, seen: Seen | null, now: number): LogSpace {
  const end = hardenedBytes(copy, now);
  const freedAt = copy.recoveryModel === 'FULL' ? lastLogBackup(now) : Math.floor(now / CHECKPOINT_MS) * CHECKPOINT_MS;
  const freed = Math.min(end, producedBytes(copy.stream, freedAt));
  const others = seen ? seen.group.replicas.flatMap(({ copies }) => copies.filter((each) => each.name === copy.name)) : [];
  const least = Math.min(freed, ...others.map((each) => hardenedBytes(each, now)));
  const usedBytes = LEAST_BYTES + end - least;
  return {
    sizeBytes: Math.max(copy.logBytes, Math.ceil(usedBytes / GROWTH_BYTES) * GROWTH_BYTES),
    usedBytes,
    reuseWait: least < freed ? 'AVAILABILITY_REPLICA' : waitFor(copy, end > freed),
  };
}

function waitFor(copy: Copy, isWritten: boolean): LogSpace['reuseWait'] {
  if (!isWritten) return 'NOTHING';
  return copy.recoveryModel === 'FULL' ? 'LOG_BACKUP' : 'CHECKPOINT';
}
