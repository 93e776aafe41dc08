import { describe, expect, test } from 'vitest';
import { asSource, type Follow, followedAt, followedBytes, refollow, type Source } from '#demo/sqlserver/model/follow.ts';
import {
  changeRate,
  createStream,
  forkStream,
  type LogStream,
  lastActiveRate,
  producedAt,
  producedBytes,
  wholeBlocks,
} from '#demo/sqlserver/model/log-stream.ts';
import { blockLsn, recordLsn } from '#demo/sqlserver/model/lsn.ts';

const T0 = 1_000_000;

function sourceOf(stream: LogStream): Source {
  return {
    bytesAt: (at) => producedBytes(stream, at),
    reachedAt: (bytes) => producedAt(stream, bytes),
    whole: (bytes) => wholeBlocks(stream, bytes),
  };
}

describe('a log', () => {
  test('is written at its rate, in blocks of 512 bytes to 60 KB', () => {
    const stream = createStream(0, 1_000_000, T0);
    expect(producedBytes(stream, T0 + 2500)).toBe(2_500_000);
    expect(wholeBlocks(stream, 2_500_000) % stream.blockBytes).toBe(0);
    expect([createStream(0, 0, T0).blockBytes, createStream(0, 1e9, T0).blockBytes, stream.blockBytes % 512]).toEqual([512, 61_440, 0]);
  });

  test('tells when it first came to a position, also across idle stretches', () => {
    const stream = createStream(0, 1000, T0);
    changeRate(stream, 0, T0 + 10_000);
    changeRate(stream, 2000, T0 + 50_000);
    expect(producedAt(stream, 5000)).toBe(T0 + 5000);
    expect(producedAt(stream, 10_000)).toBe(T0 + 10_000);
    expect(producedAt(stream, 12_000)).toBe(T0 + 51_000);
    expect(lastActiveRate(stream, T0 + 40_000)).toBe(1000);
  });

  test('forked, it has the same past and another future', () => {
    const stream = createStream(0, 1000, T0);
    const fork = forkStream(stream, 4096, 500, T0 + 9000);
    expect(producedBytes(fork, T0 + 9000)).toBe(4096);
    expect(producedBytes(fork, T0 + 11_000)).toBe(5096);
    expect(producedAt(fork, 2000)).toBe(producedAt(stream, 2000));
    expect(producedBytes(stream, T0 + 11_000)).toBe(11_000);
  });

  test('whose rate changes for days keeps no endless past, and every position that it had', () => {
    const stream = createStream(0, 1000, T0);
    for (let index = 1; index <= 5000; index++) changeRate(stream, index % 2 === 0 ? 1000 : 3000, T0 + index * 1000);
    expect(stream.stretches.length).toBeLessThanOrEqual(400);
    expect(producedBytes(stream, T0 + 5_000_000)).toBeCloseTo(1000 + 2500 * 3000 + 2499 * 1000, 3);
    expect(Math.abs(producedAt(stream, 5_000_000) - (T0 + 2_500_000))).toBeLessThan(60_000);
  });
});

describe('positions', () => {
  test('strictly advance with every block, over the border of a virtual log file too', () => {
    const stream = createStream(0, 20_000_000, T0);
    const blocks = Array.from({ length: 3000 }, (_, index) => index * stream.blockBytes);
    for (const lsn of [blockLsn, recordLsn]) {
      const seen = blocks.slice(1).map((bytes) => lsn(stream, bytes));
      expect(seen.every((each, index) => index === 0 || each > (seen[index - 1] ?? each))).toBe(true);
    }
    const steps = blocks.slice(1).map((bytes, index) => blockLsn(stream, bytes) - blockLsn(stream, blocks[index] ?? 0));
    expect(new Set(steps).size).toBeGreaterThan(1);
  });

  test('are more than a double can tell apart', () => {
    const stream = createStream(50_000_000_000, 1_000_000, T0);
    expect(blockLsn(stream, 50_000_000_000)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });
});

describe('a follower', () => {
  const stream = createStream(0, 1000, T0);
  const slow: Follow = { at: T0, bytes: 0, speed: 400, delayMs: 0, reachedAt: T0 };

  test('is as far as its speed lets it, and never passes its source', () => {
    expect(followedBytes(slow, sourceOf(stream), T0 + 10_000)).toBe(4000);
    expect(followedBytes({ ...slow, speed: 9000 }, sourceOf(stream), T0 + 10_000)).toBe(10_000);
    expect(followedBytes({ ...slow, speed: 9000, delayMs: 2000 }, sourceOf(stream), T0 + 10_000)).toBe(8000);
  });

  test('tells when it came to a position', () => {
    expect(followedAt(slow, sourceOf(stream), 2000)).toBe(T0 + 5000);
    expect(followedAt({ ...slow, speed: 9000, delayMs: 500 }, sourceOf(stream), 2000)).toBe(T0 + 2500);
  });

  test('that is stopped stands, and its time with it; set going again it never goes back', () => {
    const stopped = refollow(slow, sourceOf(stream), T0 + 10_000, 0);
    expect([T0 + 10_000, T0 + 99_000].map((at) => followedBytes(stopped, sourceOf(stream), at))).toEqual([4000, 4000]);
    const again = refollow(stopped, sourceOf(stream), T0 + 99_000, 1e6);
    expect(again.reachedAt).toBe(stopped.reachedAt);
    expect(followedBytes(again, sourceOf(stream), T0 + 100_000)).toBe(100_000);
  });

  test('may be followed itself', () => {
    const redo: Follow = { ...slow, speed: 100 };
    expect(followedBytes(redo, asSource(slow, sourceOf(stream)), T0 + 10_000)).toBe(1000);
    expect(followedBytes({ ...redo, speed: 1e6 }, asSource(slow, sourceOf(stream)), T0 + 10_000)).toBe(4000);
  });
});
