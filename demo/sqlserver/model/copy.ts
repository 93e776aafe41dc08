import type { Copy } from './estate.ts';
import { asSource, followedAt, followedBytes, refollow, type Source } from './follow.ts';
import { changeRate, forkStream, lastActiveRate, producedAt, producedBytes, wholeBlocks } from './log-stream.ts';

/** Where a copy stands at a moment: ends of whole blocks in bytes, and when it came to them, epoch ms. */
export type Standing = { hardened: number; hardenedAt: number; redone: number; redoneAt: number; committedAt: number };

/** Where a copy stands: a primary's has redone all that it wrote. `committedAt` is when the primary wrote the last block that is redone here. */
export function standing(copy: Copy, now: number): Standing {
  const { stream } = copy;
  const hardened = hardenedBytes(copy, now);
  if (copy.isWriting) {
    const at = producedAt(stream, hardened);
    return { hardened, hardenedAt: at, redone: hardened, redoneAt: at, committedAt: at };
  }
  const log = streamSource(copy);
  const arrived = asSource(copy.log, log);
  const redone = wholeBlocks(stream, followedBytes(copy.redo, arrived, now));
  return {
    hardened,
    hardenedAt: followedAt(copy.log, log, hardened),
    redone,
    redoneAt: followedAt(copy.redo, arrived, redone),
    committedAt: producedAt(stream, redone),
  };
}

/** The end of the last block that is on the disk of a copy, in bytes. */
export function hardenedBytes(copy: Copy, now: number): number {
  const bytes = copy.isWriting ? producedBytes(copy.stream, now) : followedBytes(copy.log, streamSource(copy), now);
  return wholeBlocks(copy.stream, bytes);
}

/** The end of the last block of the log that a copy has or takes, wherever it is written, in bytes. */
export function endOfLog({ stream }: Copy, now: number): number {
  return wholeBlocks(stream, producedBytes(stream, now));
}

/** What went to the log file of a copy since its instance started, in bytes: by the file system's side, whatever the HADR views say. */
export function writtenBytes(copy: Copy, now: number): number {
  return copy.written.bytes + Math.max(0, hardenedBytes(copy, now) - copy.written.from);
}

/** How much log of a primary a copy has not got, in bytes. */
export function missingBytes(primary: Copy, has: number, now: number): number {
  return Math.max(0, hardenedBytes(primary, now) - has);
}

/** Whether a copy has all that its primary had when what now arrives was sent. */
export function isCaughtUp(copy: Copy, now: number): boolean {
  if (copy.isWriting) return true;
  if (isSeeding(copy, now) || copy.log.speed === 0) return hardenedBytes(copy, now) >= endOfLog(copy, now);
  return hardenedBytes(copy, now) >= wholeBlocks(copy.stream, producedBytes(copy.stream, now - copy.log.delayMs));
}

/** Whether a copy is still being seeded, or its seeding was broken off: then there is no database yet. */
export function isSeeding(copy: Copy, now: number): boolean {
  return copy.seeding !== null && (copy.seeding.failedAt !== null || now < seededAt(copy));
}

/** When a seeding that goes on undisturbed is done, epoch ms. */
export function seededAt({ seeding }: Copy): number {
  return seeding ? seeding.at + (seeding.bytes / seeding.bytesPerSecond) * 1000 : 0;
}

/** The rate of sending in the last active period, KB a second: it keeps its value at rest. */
export function sendRateKb(copy: Copy, now: number): number {
  if (copy.log.speed === 0) return copy.keptSendRateKb;
  if (!isCaughtUp(copy, now)) return Math.round(copy.log.speed / 1024);
  return Math.round(lastActiveRate(copy.stream, now) / 1024);
}

/** From now on a copy takes log at another speed, bytes a second. */
export function sendAt(copy: Copy, speed: number, now: number): void {
  copy.keptSendRateKb = sendRateKb(copy, now);
  // Redo is folded before what it follows changes, or it would be moved after the fact.
  redoAt(copy, copy.redo.speed, now);
  copy.log = refollow(copy.log, streamSource(copy), now, speed);
}

/** From now on a copy redoes at another speed, bytes a second. */
export function redoAt(copy: Copy, speed: number, now: number): void {
  copy.redo = refollow(copy.redo, asSource(copy.log, streamSource(copy)), now, speed);
}

/** A copy becomes the one that is written, from what it has: its log is a new one with the same past. */
export function startWriting(copy: Copy, rate: number, now: number): void {
  const bytes = hardenedBytes(copy, now);
  settle(copy, now);
  copy.stream = forkStream(copy.stream, bytes, rate, now);
  copy.isWriting = true;
  copy.suspended = null;
  copy.pretendsSince = null;
  copy.forkedAt = null;
  copy.readyAtLoss = null;
}

/** A copy takes the log of another one from now on. What it has and the other has not is kept until it is resumed. */
export function follow(copy: Copy, primary: Copy, at: { speed: number; redoSpeed: number; now: number }): void {
  settle(copy, at.now);
  const shared = hardenedBytes(primary, at.now);
  copy.forkedAt = copy.log.bytes > shared ? shared : copy.forkedAt;
  copy.isWriting = false;
  copy.stream = primary.stream;
  copy.log = { ...copy.log, speed: at.speed };
  copy.redo = { ...copy.redo, speed: at.redoSpeed };
  copy.readyAtLoss = null;
}

/** Throws away what a copy has and its primary has not; it says REVERTING until `until` (epoch ms). */
export function revert(copy: Copy, to: number, until: number): void {
  copy.written = { bytes: copy.written.bytes + Math.max(0, copy.log.bytes - copy.written.from), from: to };
  copy.log = { ...copy.log, at: until, bytes: to };
  copy.redo = { ...copy.redo, at: until, bytes: Math.min(to, copy.redo.bytes) };
  copy.forkedAt = null;
  copy.revertingUntil = until;
}

/** A copy that is written is written at another rate from now on; 0 is idle. */
export function writeAt(copy: Copy, rate: number, now: number): void {
  changeRate(copy.stream, rate, now);
}

/** A copy is no longer written, and follows nobody: it stands where it is. */
export function rest(copy: Copy, now: number): void {
  settle(copy, now);
  copy.isWriting = false;
}

/** Puts down where a copy stands, with nothing that moves it. */
function settle(copy: Copy, now: number): void {
  copy.keptSendRateKb = sendRateKb(copy, now);
  const { hardened, hardenedAt, redone, redoneAt } = standing(copy, now);
  copy.log = { ...copy.log, at: now, bytes: hardened, reachedAt: hardenedAt, speed: 0 };
  copy.redo = { ...copy.redo, at: now, bytes: redone, reachedAt: redoneAt, speed: 0 };
}

function streamSource({ stream }: Copy): Source {
  return {
    bytesAt: (at) => producedBytes(stream, at),
    reachedAt: (bytes) => producedAt(stream, bytes),
    whole: (bytes) => wholeBlocks(stream, bytes),
  };
}
