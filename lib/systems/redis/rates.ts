import type { Reading } from '../../reading.ts';
import type { RedisInfo, RedisView } from './model.ts';

/** What is counted over the readings that are kept. */
type Rates = Pick<RedisView, 'rejected' | 'hitRatio' | 'evictedPerSecond' | 'expiredPerSecond' | 'offsetPerSecond'>;

const NO_RATES: Rates = { rejected: null, hitRatio: null, evictedPerSecond: null, expiredPerSecond: null, offsetPerSecond: null };

const COUNTERS = ['rejectedTotal', 'hitsTotal', 'missesTotal', 'evictedTotal', 'expiredTotal'] as const;

/**
 * Rates over the readings of one node (newest first) that are of one run of it: from the newest back to where it was restarted or its counters were cleared. None with only
 * one reading of that run.
 */
export function ratesOf(window: readonly Reading<RedisInfo>[]): Rates {
  const run = sameRun(window);
  const [newest, oldest] = [run[0], run.at(-1)];
  const overMs = newest && oldest ? newest.observedAt - oldest.observedAt : 0;
  if (!newest || !oldest || overMs <= 0) return NO_RATES;
  const grown = (name: (typeof COUNTERS)[number]): number => newest.value[name] - oldest.value[name];
  const reads = grown('hitsTotal') + grown('missesTotal');
  const perSecond = (count: number): number => count / (overMs / 1_000);
  return {
    rejected: { count: grown('rejectedTotal'), overMs },
    hitRatio: reads === 0 ? null : grown('hitsTotal') / reads,
    evictedPerSecond: perSecond(grown('evictedTotal')),
    expiredPerSecond: perSecond(grown('expiredTotal')),
    offsetPerSecond: offsetRate(newest, oldest, overMs),
  };
}

/** The newest readings between which no counter fell and the process stayed the same. */
function sameRun(window: readonly Reading<RedisInfo>[]): readonly Reading<RedisInfo>[] {
  const end = window.findIndex((reading, index) => {
    const later = window[index - 1];
    return later !== undefined && isBreak(later.value, reading.value);
  });
  return end < 0 ? window : window.slice(0, end);
}

function isBreak(later: RedisInfo, earlier: RedisInfo): boolean {
  return later.runId !== earlier.runId || haveCountersFallen(later, earlier);
}

/** True where a count is less than it was, which it never is in one run but where somebody cleared it. */
export function haveCountersFallen(later: RedisInfo, earlier: RedisInfo): boolean {
  return COUNTERS.some((name) => later[name] < earlier[name]);
}

// Another history counts from elsewhere.
function offsetRate({ value: later }: Reading<RedisInfo>, { value: earlier }: Reading<RedisInfo>, overMs: number): number | null {
  if (later.offset === null || earlier.offset === null || later.replicationId !== earlier.replicationId) return null;
  const grown = later.offset - earlier.offset;
  return grown < 0 ? null : grown / (overMs / 1_000);
}
