import { expect, test } from 'vitest';
import { GroupWitness } from '#lib/judge/group-witness.ts';
import type { System } from '#lib/system.ts';
import { exceptions } from '#lib/systems/exceptions/index.ts';
import { FROM_AT, HOUR_MS, hoursBy, MINUTE_MS, minutesOf, nodeIn, recentApp, type Scene, STORE_AT } from './store-scene.ts';

/** One application bursts, and another is silent for five hours. */
const BOTH: Scene = {
  recent: [recentApp('Core', { recent: 90, minutes: minutesOf(45, 45) })],
  rates: {
    Core: hoursBy(() => 60),
    Chat: hoursBy(() => 12).map((errors, index) => (FROM_AT + index * HOUR_MS > STORE_AT - 5 * HOUR_MS ? 0 : errors)),
  },
};

/** What the engine says of a store after each of these, one after another, with when it began. */
function told(...scenes: readonly Scene[]): string[] {
  const witness = new GroupWitness(exceptions as System, { name: 'ny', title: 'New York', nodes: [] });
  for (const [at, scene] of scenes.entries())
    witness.look({ nodes: [nodeIn(scene)], marks: [], inFlight: [], events: [] }, STORE_AT + at * MINUTE_MS);
  return witness
    .findings()
    .map(({ kind, verdict: { reason, since } }) => `${kind} since ${new Date(since.at).toISOString().slice(11, 16)}: ${reason}`)
    .toSorted();
}

test('what was found stays with its words and its beginning, whichever of its questions goes unread', () => {
  const [burst, silence] = told(BOTH);
  expect([burst, silence]).toEqual([
    expect.stringMatching(/^burst since 14:29: 90 errors/),
    expect.stringMatching(/^silence since 10:00: no error since/),
  ]);
  const noHours = told(BOTH, { ...BOTH, rates: null });
  expect(noHours).toEqual([
    expect.stringMatching(/^burst since 14:29: 90 errors in .*what is usual is not read$/),
    expect.stringMatching(/^silence since 10:00: ny not read since .*; was: no error since/),
  ]);
  const nothingLately = told(BOTH, { ...BOTH, recent: null });
  expect(nothingLately).toEqual([expect.stringMatching(/^burst since 14:29: ny not read since .*; was: 90 errors/), silence]);
  const nothing = told(BOTH, { ...BOTH, recent: null, rates: null });
  expect(nothing.every((one) => /not read since .*; was: /.test(one))).toBe(true);
  expect(told(BOTH, { ...BOTH, recent: null, rates: null }, BOTH)).toEqual([burst, silence]);
});

test('a burst that goes on for longer than its minutes tell keeps its beginning', () => {
  const long = { ...BOTH, recent: [recentApp('Core', { recent: 450, minutes: new Array<number>(60).fill(45) })] };
  expect(told(BOTH, long)[0]).toMatch(/^burst since 14:29: 450 errors/);
});

test('what is over is told no longer', () => {
  const over = { ...BOTH, recent: [recentApp('Core', { recent: 5 }), recentApp('Chat', { recent: 1 })] };
  expect(told(BOTH, over)).toEqual([]);
});
