import { describe, expect, test } from 'vitest';
import { type Cause, causeOf, Healer } from '#components/tv/heal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WELL = { steadyMs: HOUR, lostMs: 0, isQuiet: true, ownBuild: 'a', feedBuild: 'a' };

describe('a wall is loaded again', () => {
  test.each<[string, Partial<typeof WELL>, Cause | null]>([
    ['never while all is as it should be', {}, null],
    ['not before a feed that is lost has been so for a minute', { lostMs: MINUTE }, null],
    ['when it has been lost for longer', { lostMs: MINUTE + 1 }, 'lost'],
    ['when the feed is of another build', { feedBuild: 'b' }, 'build'],
    ['not for another build while the feed is lost', { feedBuild: 'b', lostMs: 5_000 }, null],
    ['not within a day', { steadyMs: 24 * HOUR }, null],
    ['once a day when nothing is wrong', { steadyMs: 24 * HOUR + 1 }, 'day'],
    ['not after a day while something is wrong', { steadyMs: 25 * HOUR, isQuiet: false }, null],
    ['some hours later whatever is wrong', { steadyMs: 30 * HOUR + 1, isQuiet: false }, 'day'],
    ['not once a day while the feed is lost', { steadyMs: 31 * HOUR, lostMs: 1_000 }, null],
  ])('%s', (_name, over, expected) => {
    expect(causeOf({ ...WELL, ...over }, 0)).toBe(expected);
  });
});

/** A healer in a browser whose address is answered as told, by chance as told, that counts what it does. */
function browser({ chance = 0, lastBuild = null as string | null } = {}) {
  const done = { tried: [] as number[], loaded: 0, written: [] as string[] };
  const it = { isAnswered: true, answer: Promise.resolve() };
  let nowMs = 0;
  const healer = new Healer({
    answers: async () => {
      done.tried.push(nowMs);
      await it.answer;
      return it.isAnswered;
    },
    reload: () => {
      done.loaded += 1;
    },
    random: () => chance,
    lastBuild: { read: () => lastBuild, write: (build) => done.written.push(build) },
  });
  const pass = async (ms: number, cause: Cause | null, build: string | null = 'b') => {
    for (const endMs = nowMs + ms; nowMs < endMs; nowMs += 1_000) {
      healer.tick(cause, nowMs, build);
      await new Promise(setImmediate);
    }
  };
  return { it, done, pass };
}

test('an hour in which nothing answers is an hour of tries, about one a minute, and no page is left for the browser’s own', async () => {
  const { it, done, pass } = browser();
  it.isAnswered = false;
  await pass(HOUR, 'lost');
  expect([done.tried.length, done.loaded]).toEqual([60, 0]);
  it.isAnswered = true;
  await pass(MINUTE, 'lost');
  expect(done.loaded).toBe(1);
});

test.each<[Cause, number, number]>([
  ['lost', 0, 0],
  ['lost', 1, 15_000],
  ['build', 0, 2_000],
  ['build', 1, 10_000],
  ['failed', 0, 5_000],
  ['day', 1, 600_000],
])('walls that are to be loaded again together (%s) come by chance: at %d after %i ms', async (cause, chance, firstMs) => {
  const { done, pass } = browser({ chance });
  await pass(firstMs + 1_000, cause);
  expect(done.tried[0]).toBe(firstMs);
});

test('a feed that comes back in time, or while the address is asked, leaves the wall as it is', async () => {
  const early = browser({ chance: 1 });
  await early.pass(10_000, 'lost');
  await early.pass(MINUTE, null);
  expect(early.done).toMatchObject({ tried: [], loaded: 0 });
  const late = browser();
  const answered = Promise.withResolvers<void>();
  late.it.answer = answered.promise;
  await late.pass(1_000, 'lost');
  await late.pass(1_000, null);
  answered.resolve();
  await late.pass(MINUTE, null);
  expect([late.done.tried.length, late.done.loaded]).toEqual([1, 0]);
});

test('two servers of two builds behind one address do not have it loaded all the time', async () => {
  const first = browser();
  await first.pass(3_000, 'build');
  expect(first.done).toMatchObject({ loaded: 1, written: ['b'] });
  const again = browser({ lastBuild: 'b' });
  await again.pass(MINUTE, 'build');
  expect(again.done.tried).toEqual([]);
  await again.pass(2_000, 'build');
  expect(again.done.loaded).toBe(1);
});
