/**
 * How one position follows another: it was at `bytes` at the moment `at` (epoch ms) and gains `speed` bytes a second at most until it is `delayMs` behind its source. `reachedAt` is when it came to the
 * block that it stood at then. Speed 0 stands still.
 */
export type Follow = { at: number; bytes: number; speed: number; delayMs: number; reachedAt: number };
/** What is followed: how far it is at a moment, and when it came to a position. */
export type Source = { bytesAt(at: number): number; reachedAt(bytes: number): number; whole(bytes: number): number };

/** How far a follower is at a moment, in bytes. It never goes back and never passes its source. */
export function followedBytes(follow: Follow, source: Source, at: number): number {
  if (at <= follow.at || follow.speed === 0) return follow.bytes;
  const run = follow.bytes + ((at - follow.at) * follow.speed) / 1000;
  return Math.max(follow.bytes, Math.min(source.bytesAt(at - follow.delayMs), run));
}

/** When a follower came to a position that it has, epoch ms. */
export function followedAt(follow: Follow, source: Source, bytes: number): number {
  if (bytes <= follow.bytes || follow.speed === 0) return follow.reachedAt;
  const run = follow.at + ((bytes - follow.bytes) / follow.speed) * 1000;
  return Math.max(source.reachedAt(bytes) + follow.delayMs, run);
}

/** The follower as it stands at a moment, to go on from there at another speed. */
export function refollow(follow: Follow, source: Source, now: number, speed: number): Follow {
  const bytes = followedBytes(follow, source, now);
  return {
    at: Math.max(now, follow.at),
    bytes,
    speed,
    delayMs: follow.delayMs,
    reachedAt: followedAt(follow, source, source.whole(bytes)),
  };
}

/** A follower as one that others may follow. */
export function asSource(follow: Follow, source: Source): Source {
  return {
    bytesAt: (at) => followedBytes(follow, source, at),
    reachedAt: (bytes) => followedAt(follow, source, bytes),
    whole: source.whole,
  };
}
