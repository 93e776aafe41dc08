import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Loaded, readBoard } from '#components/travel/past-board.ts';
import { PastFeed } from '#components/travel/past-feed.ts';
import { probe } from '../estate.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 0, 0);
const T = NOW - 36_000_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Frames stand every 10 s; `node` tells of which one a board is. */
const frameAt = (at: number): number => Math.floor(at / 10_000) * 10_000;
const boardOf = (askedAt: number): Loaded =>
  readBoard(
    { now: frameAt(askedAt), doubtBefore: 0, viewer: 's1', probes: [probe({}, `at ${frameAt(askedAt)}`)], rows: { a: [] } },
    askedAt,
    's1',
  );

function openFeed(answer: (at: number) => Loaded = boardOf) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const load = (at: number): Promise<Loaded> => {
    asked.push(at);
    return new Promise((resolve) => waiting.push(() => resolve(answer(at))));
  };
  const feed = new PastFeed('s1', () => NOW, load);
  const come = async (): Promise<void> => {
    waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(1_000);
  };
  const want = async (at: number): Promise<void> => {
    feed.want(at);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { feed, asked, come, want, node: () => feed.probes()[0]?.source.node };
}

describe('the board of a moment', () => {
  test('does not tick, and is judged by its own moment', async () => {
    const { feed, want, come, node } = openFeed();
    await want(T + 4_000);
    expect([feed.link(), feed.probes(), feed.moment().doubtBefore]).toEqual([{ state: 'past' }, [], Number.POSITIVE_INFINITY]);
    await come();
    const moment = feed.moment();
    expect([node(), moment]).toEqual([`at ${T}`, { now: T, doubtBefore: 0 }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.moment()).toBe(moment);
    expect(feed.view()).toEqual({ at: T + 4_000, shownAt: T, isLoading: false, trouble: null });
  });

  test('stays while another one loads, and is said to be of its own moment', async () => {
    const { feed, want, come, node } = openFeed();
    await want(T);
    await come();
    await want(T + 600_000);
    expect([node(), feed.view()]).toEqual([`at ${T}`, { at: T + 600_000, shownAt: T, isLoading: true, trouble: null }]);
    await come();
    expect([node(), feed.view().isLoading]).toEqual([`at ${T + 600_000}`, false]);
  });

  test('of many asked for in a hurry one is asked at a time, and the last one is shown', async () => {
    const { feed, asked, want, come, node } = openFeed();
    for (let step = 0; step < 50; step += 1) await want(T + step * 60_000);
    await come();
    await come();
    expect(asked).toEqual([T, T + 49 * 60_000]);
    expect([node(), feed.view().isLoading]).toEqual([`at ${T + 49 * 60_000}`, false]);
  });

  test('is asked for once: another moment of the same board is there at once', async () => {
    const { feed, asked, want, come } = openFeed();
    await want(T + 8_000);
    await come();
    await want(T + 2_000);
    await want(T + 8_000);
    expect([asked, feed.view().isLoading]).toEqual([[T + 8_000], false]);
  });

  test('of a moment ago is asked for again: a later one may have been written that belongs to it', async () => {
    const { asked, want, come } = openFeed();
    await want(NOW - 1_000);
    await come();
    await want(NOW - 4_000);
    expect(asked).toEqual([NOW - 1_000, NOW - 4_000]);
  });

  test('those seen lately are kept, and no more than a few of them', async () => {
    const { asked, want, come } = openFeed();
    for (let step = 0; step < 8; step += 1) {
      await want(T + step * 60_000);
      await come();
    }
    await want(T + 7 * 60_000);
    await want(T + 3 * 60_000);
    expect(asked).toHaveLength(8);
    await want(T);
    expect(asked).toHaveLength(9);
  });
});

describe('a board that cannot be had', () => {
  const failing = (bad: number) => (at: number) =>
    at === bad ? ({ ok: false, words: 'Vigil was stopped', nearest: { before: T, after: null } } as const) : boardOf(at);

  test('is said in words, and nothing is shown in its place', async () => {
    const { feed, want, come } = openFeed(failing(T + 60_000));
    await want(T);
    await come();
    await want(T + 60_000);
    await come();
    expect(feed.view()).toEqual({
      ...{ at: T + 60_000, shownAt: null, isLoading: false },
      trouble: { words: 'Vigil was stopped', nearest: { before: T, after: null } },
    });
    expect([feed.probes(), feed.rows('a'), feed.moment().doubtBefore]).toEqual([[], [], Number.POSITIVE_INFINITY]);
  });

  test('does not stand in the way of others, and can be asked for again', async () => {
    const { feed, asked, want, come, node } = openFeed(failing(T + 60_000));
    await want(T + 60_000);
    await come();
    await want(T);
    await come();
    expect(node()).toBe(`at ${T}`);
    await want(T + 60_000);
    expect([asked.length, feed.view().isLoading]).toEqual([3, true]);
  });

  test('one passed on the way does not take away what is shown', async () => {
    const { feed, want, come, node } = openFeed(failing(T + 60_000));
    await want(T);
    await come();
    await want(T + 60_000);
    await want(T + 120_000);
    await come();
    expect([node(), feed.view().trouble]).toEqual([`at ${T}`, null]);
  });
});

test('who has left and comes back begins with nothing', async () => {
  const { feed, want, come } = openFeed();
  await want(T);
  await come();
  feed.leave();
  expect([feed.probes(), feed.view().shownAt]).toEqual([[], null]);
});

test('what comes after somebody has left is not shown', async () => {
  const { feed, want, come } = openFeed();
  await want(T);
  feed.leave();
  await come();
  expect(feed.probes()).toEqual([]);
});

describe('what comes as a board', () => {
  const good = { now: T, doubtBefore: 0, viewer: 's1', probes: [], rows: {} };
  test.each<[string, unknown]>([
    ['nothing', null],
    ['something else', { hello: 1 }],
    ['one without its moment', { ...good, now: undefined }],
    ['one for somebody else', { ...good, viewer: 's2' }],
  ])('%s is refused in words', (_name, said) =>
    expect(readBoard(said, T, 's1')).toMatchObject({ ok: false, words: expect.stringMatching(/./) }),
  );

  test('what was in doubt before all time is all in doubt: JSON has no word for that', () => {
    const read = readBoard({ ...good, doubtBefore: null }, T, 's1');
    expect(read.ok && read.board.moment.doubtBefore).toBe(Number.POSITIVE_INFINITY);
  });
});
