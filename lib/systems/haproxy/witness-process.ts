import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { ProcessInfo } from './model-socket.ts';
import { RESTARTED } from './witness-restart.ts';

/** Seconds are whole on the wire and answers take time. */
const TOLERANCE_MS = 2_000;

/**
 * What the readings of `show info` (newest first) prove of a new process: one that began after the one that answered before, at the moment that it tells itself. An old process
 * that ends its connections after a reload is neither new nor the one before, and one of several that answer in turn was seen already.
 */
export function newProcess(window: readonly Reading<ProcessInfo>[]): Happening[] {
  const [newest] = window;
  if (!newest || newest.value.isStopping) return [];
  const [before, ...earlier] = window.slice(1).filter(({ value }) => !value.isStopping);
  if (!before || !isNewer(newest, before) || earlier.some((reading) => isSame(newest, reading))) return [];
  const at = startedAt(newest);
  return [{ from: at, to: at, words: RESTARTED }];
}

/** When the process of a reading began by its own count of seconds (epoch ms on Vigil's clock, which the machine's need not agree with). */
export function startedAt({ value, observedAt }: Reading<ProcessInfo>): number {
  return observedAt - value.uptimeSeconds * 1_000;
}

function isNewer(newest: Reading<ProcessInfo>, before: Reading<ProcessInfo>): boolean {
  if (isSame(newest, before)) return false;
  const laterMs = startedAt(newest) - startedAt(before);
  if (laterMs > TOLERANCE_MS) return true;
  // As young as the one before: in the very seconds of its start there was a reload, unless both are of one start.
  return newest.value.processes === 1 && laterMs >= -TOLERANCE_MS;
}

function isSame(a: Reading<ProcessInfo>, b: Reading<ProcessInfo>): boolean {
  if (a.value.pid !== b.value.pid) return false;
  // In a container every process has the same pid.
  if (a.value.startedAt !== null && b.value.startedAt !== null) return a.value.startedAt === b.value.startedAt;
  return Math.abs(startedAt(a) - startedAt(b)) <= TOLERANCE_MS;
}
