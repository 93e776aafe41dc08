import type { OrderRule } from '../../section-check.ts';
import { duration, mapping } from '../../settings.ts';
import { formatDuration } from '../../text/duration.ts';
import { RATES, RECENT, SHAPES, TOTALS } from './model.ts';
import type { ExceptionsSettings } from './settings.ts';

/** What costs a store more is asked less often: counts of everything read the whole table, the others only its newest rows. In ms. */
export const TIMES: ExceptionsSettings['times'] = {
  [RECENT]: { intervalMs: 10_000, timeoutMs: 5_000 },
  [TOTALS]: { intervalMs: 300_000, timeoutMs: 60_000 },
  [RATES]: { intervalMs: 60_000, timeoutMs: 30_000 },
  [SHAPES]: { intervalMs: 15_000, timeoutMs: 10_000 },
};

const NAMES = [RECENT, TOTALS, RATES, SHAPES] as const;
const interval = duration({ minMs: 1_000, maxMs: 86_400_000, example: '30s' });
const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '5s' });
const each = mapping({ interval: interval.exactOptional(), timeout: timeout.exactOptional() });

export const timesSchema = mapping({
  recent: each.exactOptional(),
  totals: each.exactOptional(),
  rates: each.exactOptional(),
  shapes: each.exactOptional(),
});

/** The timeout of each stays below its interval. */
export const TIME_ORDER: readonly OrderRule[] = NAMES.map((name) => ({
  lower: {
    ...{ keys: ['times', name, 'timeout'], schema: timeout, fallback: TIMES[name].timeoutMs },
    words: (own, other) =>
      `${formatDuration(own)} is not shorter than the interval of ${formatDuration(other)}: set timeout below it or interval above it`,
  },
  upper: {
    ...{ keys: ['times', name, 'interval'], schema: interval, fallback: TIMES[name].intervalMs },
    words: (own, other) =>
      `${formatDuration(own)} is not longer than the timeout of ${formatDuration(other)}: set interval above it or timeout below it`,
  },
  holds: (lower, upper) => lower < upper,
}));

type WrittenTimes = Partial<Record<(typeof NAMES)[number], { interval?: number | undefined; timeout?: number | undefined }>>;

/** The times that the levels set, the outermost first, over the defaults. */
export function timesOf(levels: readonly { times?: WrittenTimes | undefined }[]): ExceptionsSettings['times'] {
  const of = (name: (typeof NAMES)[number]) => {
    const set = Object.assign({}, ...levels.map(({ times }) => times?.[name]));
    return { intervalMs: set.interval ?? TIMES[name].intervalMs, timeoutMs: set.timeout ?? TIMES[name].timeoutMs };
  };
  return { recent: of(RECENT), totals: of(TOTALS), rates: of(RATES), shapes: of(SHAPES) };
}

/** How often what is asked, in words. */
export function timeWords(times: ExceptionsSettings['times']): string {
  return NAMES.map(
    (name) => `${name} every ${formatDuration(times[name].intervalMs)}, timeout ${formatDuration(times[name].timeoutMs)}`,
  ).join('; ');
}
