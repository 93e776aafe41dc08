import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import type { PollerLoad } from '#lib/poll/poller.ts';
import { SELF, SELF_INTERVAL_MS, SELF_PROBES, SELF_TIMEOUT_MS, type SelfReading, watchSelf } from '#lib/poll/self.ts';
import { judgeSelf } from '#lib/poll/self-status.ts';
import { defaultStaleAfterMs, known, type Observed, sourceId } from '#lib/reading.ts';
import type { HistoryState } from '#lib/state/history/history.ts';
import { judgeProbe, type Status } from '#lib/status.ts';
import { createStore } from '#lib/store/store.ts';
import { fakeHistory } from '#test/fakes/history.ts';
import { until } from '#test/fakes/until.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const IDLE = { lagMs: 4, missed: 0, queued: 0, inFlight: 2, slots: 64, tickAgeMs: 300 };
const STEADY = { jumps: 0, lastJump: null, aheadMs: 0 };

const loop = (longestMs: number): SelfReading => ({ probe: 'event loop', longestMs, p99Ms: 3 });
const schedule = (changes: Partial<typeof IDLE>): SelfReading => ({ probe: 'schedule', ...IDLE, ...changes });
const clockSays = (changes: Partial<Extract<SelfReading, { probe: 'clock' }>>): SelfReading => ({ probe: 'clock', ...STEADY, ...changes });

const historySays = (changes: Partial<HistoryState>): SelfReading => ({ probe: 'history', ...fakeHistory().state(), ...changes });

describe('what the process says of itself', () => {
  test.each<[string, SelfReading, Status, string]>([
    ['a running loop', loop(40), 'ok', 'longest delay 40 ms, p99 3 ms'],
    ['a loop at its limit', loop(1_000), 'ok', 'longest delay 1000 ms, p99 3 ms'],
    ['a late loop', loop(1_001), 'warning', 'the event loop stood still for 1001 ms (limit 1000 ms): the machine is busy'],
    ['a loop that is nearly stuck', loop(5_000), 'warning', 'the event loop stood still for 5000 ms (limit 1000 ms): the machine is busy'],
    ['a stuck loop', loop(5_001), 'critical', 'the event loop stood still for 5001 ms (limit 5000 ms): what was read meanwhile came late'],
    ['an idle schedule', schedule({}), 'ok', 'starts at most 4 ms late, 2 of 64 slots in use'],
    [
      'a late schedule',
      schedule({ lagMs: 1_001, queued: 7 }),
      'warning',
      'questions wait up to 1001 ms for their turn (limit 1000 ms), 7 wait now, 2 of 64 slots in use: raise poller.slots',
    ],
    [
      'one question skipped',
      schedule({ missed: 1 }),
      'warning',
      '1 question was skipped, the latest start was 4 ms late, 2 of 64 slots in use',
    ],
    [
      'several skipped',
      schedule({ missed: 3, lagMs: 9_000 }),
      'warning',
      '3 questions were skipped, the latest start was 9000 ms late, 2 of 64 slots in use',
    ],
    ['a poller that has just ticked', schedule({ tickAgeMs: 5_000 }), 'ok', 'starts at most 4 ms late, 2 of 64 slots in use'],
    [
      'a poller that does not tick',
      schedule({ tickAgeMs: 5_001, missed: 9 }),
      'critical',
      'the poller has not ticked for 5s: nothing is asked any more',
    ],
    ['a steady clock', clockSays({}), 'ok', 'no jumps since start'],
    ['a clock that jumped long ago', clockSays({ jumps: 2, lastJump: { at: T - 300_000, byMs: 9_000 } }), 'ok', '2 jumps since start'],
    [
      'a clock that jumped',
      clockSays({ jumps: 1, lastJump: { at: T - 299_999, byMs: 3_600_000 } }),
      'warning',
      "this machine's clock jumped by 1h 00m, or it slept: everything was asked again",
    ],
    [
      'a clock that was set back',
      clockSays({ jumps: 1, lastJump: { at: T - 9e8, byMs: -3_600_000 }, aheadMs: 3_600_000 }),
      'warning',
      "this machine's clock was set back: times here run 1h 00m ahead of it, ages are right; restart Vigil to take the new time",
    ],
    [
      'a history that is written',
      historySays({ writtenAt: T - 12_000, bytes: 4.2e8, waiting: 3 }),
      'ok',
      'written 12s ago, 420 MB kept, 3 waiting',
    ],
    ['a history before its first flush', historySays({}), 'ok', 'not written yet, 0 B kept, 0 waiting'],
    [
      'a history on a full disk, which is a warning and never more',
      historySays({
        bytes: 1e9,
        waiting: 900,
        dropped: 1_200,
        trouble: { words: 'No space is left.', since: T - 60_000, isKeeping: false },
      }),
      'warning',
      'History is not written since 2026-01-05 14:01:00 UTC: No space is left. (1.0 GB kept, 900 waiting, 1,200 lost since the start)',
    ],
    [
      'a history that nobody writes, and nobody says why',
      historySays({ writtenAt: T - 180_001 }),
      'warning',
      'History was last written 3m 00s ago: 0 B kept, 0 waiting',
    ],
    ['a history that is off', historySays({ isOff: true }), 'ok', 'no history is kept: state.history is false in the configuration'],
    ['a clock a little ahead', clockSays({ aheadMs: 2_000 }), 'ok', 'no jumps since start'],
  ])('%s', (_name, value, status, reason) => {
    expect(judgeSelf(value, T)).toMatchObject({ status, reason });
  });

  test('a jump is since it happened', () => {
    expect(judgeSelf(clockSays({ jumps: 1, lastJump: { at: T - 60_000, byMs: 9_000 } }), T).since).toBe(T - 60_000);
  });
});

const load = (changes: Partial<PollerLoad> = {}): PollerLoad => ({
  lagMs: 0,
  missed: 0,
  queued: 0,
  inFlight: 0,
  slots: 64,
  lastTickAt: Date.now(),
  ...changes,
});
const idOf = (probe: SelfReading['probe']) => sourceId({ ...SELF, probe });

function watch(takeLoad: () => PollerLoad) {
  const clock = createClock(machineTicks);
  const store = createStore((error) => {
    throw error;
  });
  const stop = watchSelf({ clock, store, takeLoad, history: () => fakeHistory().state() });
  const read = (probe: SelfReading['probe']) => store.read(idOf(probe)) as Observed<SelfReading>;
  return { clock, stop, read, verdictOf: (probe: SelfReading['probe']) => judgeNow(read(probe), clock.now()) };
}

function judgeNow(observed: Observed<SelfReading>, now: number) {
  const newest = observed.window[0];
  if (!newest) throw new Error('nothing was read');
  const verdict = { ...judgeSelf(newest.value, now), since: { at: now, how: 'seen' as const } };
  const staleAfterMs = defaultStaleAfterMs(SELF_INTERVAL_MS, SELF_TIMEOUT_MS);
  return judgeProbe({ ...known(observed), verdict, staleAfterMs, vital: true }, { now, doubtBefore: 0 });
}

describe('the watch over the process', () => {
  describe('on a made-up time', () => {
    beforeEach(() => void vi.useFakeTimers({ now: T }));
    afterEach(() => void vi.useRealTimers());

    test('reads at once and every two seconds', () => {
      const { read, stop } = watch(() => load());
      for (const probe of SELF_PROBES) expect(read(probe).window).toHaveLength(1);
      vi.advanceTimersByTime(4_000);
      for (const probe of SELF_PROBES) expect(read(probe)).toMatchObject({ successes: 3, window: [{ value: { probe } }, {}, {}] });
      stop();
    });

    test('a poller that stands still is critical, although the watch itself goes on', () => {
      const { verdictOf, stop } = watch(() => load({ lastTickAt: T }));
      expect(verdictOf('schedule').status).toBe('ok');
      vi.advanceTimersByTime(8_000);
      expect(verdictOf('schedule')).toMatchObject({
        status: 'critical',
        reason: 'the poller has not ticked for 8s: nothing is asked any more',
      });
      stop();
    });

    test('a watch that stands still is stale after five seconds', () => {
      const { verdictOf, stop } = watch(() => load());
      stop();
      vi.advanceTimersByTime(5_000);
      expect(verdictOf('clock').status).toBe('ok');
      vi.advanceTimersByTime(1);
      for (const probe of SELF_PROBES) expect(verdictOf(probe).status).toBe('stale');
    });
  });

  test('sees a loop that was really blocked', async () => {
    const { read, stop } = watch(() => load());
    await new Promise((resolve) => setTimeout(resolve, 60));
    const end = performance.now() + 400;
    while (performance.now() < end);
    await until('it was read again', () => read('event loop').successes > 1, 4_000);
    stop();
    const value = read('event loop').window[0]?.value;
    expect(value).toMatchObject({ probe: 'event loop' });
    expect(value?.probe === 'event loop' ? value.longestMs : 0).toBeGreaterThan(300);
  });
});
