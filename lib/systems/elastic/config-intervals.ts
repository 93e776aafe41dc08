import type { OrderRule } from '../../section-check.ts';
import { duration, mapping } from '../../settings.ts';
import { formatDuration } from '../../text/duration.ts';
import type { ElasticIntervals } from './settings.ts';

/** What costs a cluster more is asked less often: what goes to every shard once a minute, what no shard is touched by every few seconds. In ms. */
export const INTERVALS: ElasticIntervals = {
  load: 15_000,
  members: 300_000,
  allocation: 30_000,
  shards: 15_000,
  recoveries: 10_000,
  indices: 30_000,
  volume: 60_000,
  upkeep: 300_000,
  report: 60_000,
};

const each = duration({ minMs: 1_000, maxMs: 3_600_000, example: '30s' });
const NAMES = ['load', 'members', 'allocation', 'shards', 'recoveries', 'indices', 'volume', 'upkeep', 'report'] as const;

export const intervalsSchema = mapping({
  load: each.exactOptional(),
  members: each.exactOptional(),
  allocation: each.exactOptional(),
  shards: each.exactOptional(),
  recoveries: each.exactOptional(),
  indices: each.exactOptional(),
  volume: each.exactOptional(),
  upkeep: each.exactOptional(),
  report: each.exactOptional(),
});

/** The timeout of a cluster stays below every one of them. */
export function intervalOrder(timeout: OrderRule['lower']['schema'], fallback: number): OrderRule[] {
  return NAMES.map((name) => ({
    lower: {
      ...{ keys: ['timeout'], schema: timeout, fallback },
      words: (own, other) =>
        `${formatDuration(own)} is not shorter than intervals.${name}, which is ${formatDuration(other)}: set timeout below it or intervals.${name} above it`,
    },
    upper: {
      ...{ keys: ['intervals', name], schema: each, fallback: INTERVALS[name] },
      words: (own, other) =>
        `${formatDuration(own)} is not longer than the timeout of ${formatDuration(other)}: set it above or timeout below it`,
    },
    holds: (lower, upper) => lower < upper,
  }));
}

/** How often what is asked, in words. */
export function describeIntervals(intervals: ElasticIntervals): string {
  return `asked ${NAMES.map((name) => `${name} every ${formatDuration(intervals[name])}`).join(', ')}`;
}
