/** A stretch of steady writing: from `at` (epoch ms) on, `rate` bytes a second on top of `bytes`. */
export type Stretch = { at: number; bytes: number; rate: number };
/** The log that one primary writes, as a line through time. Positions are bytes since the database was made; log is flushed in blocks of `blockBytes`. */
export type LogStream = { blockBytes: number; stretches: Stretch[] };

const SECTOR = 512;
const BIGGEST_BLOCK = 60 * 1024;
/** What a sum of floating-point numbers may be short of a whole block, in bytes. */
const ROUNDING = 1e-3;
/** With more stretches than this the older half is told more coarsely. */
const MOST_STRETCHES = 400;

/** A log that has `bytes` at a moment and is written at `rate` bytes a second, in blocks that suit the rate: 512 bytes to 60 KB. */
export function createStream(bytes: number, rate: number, at: number): LogStream {
  const wanted = Math.ceil(rate / 20 / SECTOR) * SECTOR;
  const blockBytes = Math.min(BIGGEST_BLOCK, Math.max(SECTOR, wanted));
  return { blockBytes, stretches: [{ at, bytes: Math.floor(bytes / blockBytes) * blockBytes, rate }] };
}

/** How far the log is written at a moment, in bytes that may end within a block. */
export function producedBytes(stream: LogStream, at: number): number {
  const stretch = stretchAt(stream, at);
  return stretch.bytes + (Math.max(0, at - stretch.at) * stretch.rate) / 1000;
}

/** The end of the last whole block at or before a position: what is on disk. */
export function wholeBlocks(stream: LogStream, bytes: number): number {
  return Math.floor((bytes + ROUNDING) / stream.blockBytes) * stream.blockBytes;
}

/** When the log first reached a position, epoch ms; the start of the log for what is older. */
export function producedAt(stream: LogStream, bytes: number): number {
  const { stretches } = stream;
  const index = stretches.findIndex((_, at) => {
    const next = stretches[at + 1];
    return next === undefined || bytes <= next.bytes;
  });
  const stretch = stretches[index];
  if (!stretch || bytes <= stretch.bytes || stretch.rate === 0) return stretch?.at ?? 0;
  return stretch.at + ((bytes - stretch.bytes) / stretch.rate) * 1000;
}

/** From now on the log is written at another rate. 0 is an idle database. */
export function changeRate(stream: LogStream, rate: number, now: number): void {
  stream.stretches.push({ at: now, bytes: producedBytes(stream, now), rate });
  if (stream.stretches.length > MOST_STRETCHES) thinOut(stream);
}

/** Every second stretch of the older half becomes part of the one before it: how far the log was is kept, between two of the kept moments it is a straight line. */
function thinOut(stream: LogStream): void {
  const { stretches } = stream;
  const half = stretches.length >> 1;
  const kept = stretches.filter((_, index) => index >= half || index % 2 === 0);
  stream.stretches = kept.map((stretch, index) => {
    const next = kept[index + 1];
    if (!next || index >= half / 2) return stretch;
    return { ...stretch, rate: ((next.bytes - stretch.bytes) / Math.max(1, next.at - stretch.at)) * 1000 };
  });
}

/** The rate at which the log was written last while anything was written, bytes a second; 0 if nothing ever was. */
export function lastActiveRate(stream: LogStream, at: number): number {
  return stream.stretches.filter((stretch) => stretch.at <= at && stretch.rate > 0).at(-1)?.rate ?? 0;
}

/** The log of a new primary that had the old log up to `bytes`: the same past, another future. */
export function forkStream(stream: LogStream, bytes: number, rate: number, now: number): LogStream {
  const past = stream.stretches.filter((stretch) => stretch.bytes < bytes);
  const pause = { at: producedAt(stream, bytes), bytes, rate: 0 };
  return { blockBytes: stream.blockBytes, stretches: [...past, pause, { at: now, bytes, rate }] };
}

function stretchAt(stream: LogStream, at: number): Stretch {
  const found = stream.stretches.findLast((stretch) => stretch.at <= at) ?? stream.stretches[0];
  if (!found) throw new Error('stand-in: a log without a beginning');
  return found;
}
