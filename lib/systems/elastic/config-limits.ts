import type { OrderRule } from '../../section-check.ts';
import { limitOrder } from '../../section-order.ts';
import { limit, mapping } from '../../settings.ts';
import { formatDuration } from '../../text/duration.ts';
import { KEEP } from './keep.ts';
import { OWN } from './model.ts';
import type { ElasticLimits } from './settings.ts';

/** Twice the time that a master gives its nodes to take over a new state (cluster.publish.timeout, 30 s). */
const BEHIND_SECONDS = 60;

/** A heap is let fill up to 75 % before it is collected, and the parent breaker refuses requests at 95 %. */
export const LIMITS: ElasticLimits = {
  heapWarningRatio: 0.85,
  heapCriticalRatio: 0.95,
  cpuWarningPercent: 95,
  filesWarningRatio: 0.8,
  rejectedWarning: 1,
  trippedWarning: 1,
  pendingWarning: 100,
  pendingWarningSeconds: 30,
  snapshotWarningHours: 48,
  behindWarningSeconds: BEHIND_SECONDS,
};

const ratio = limit({ min: 0, max: 1, example: '0.85' });
const percent = limit({ min: 1, max: 100, example: '95' });
const times = limit({ min: 1, max: 1_000_000_000, example: '100' });
const seconds = limit({ min: 1, max: 86_400, example: '30' });
const hours = limit({ min: 1, max: 8_760, example: '48' });

export const limitsSchema = mapping({
  heapWarningRatio: ratio.exactOptional(),
  heapCriticalRatio: ratio.exactOptional(),
  cpuWarningPercent: percent.exactOptional(),
  filesWarningRatio: ratio.exactOptional(),
  rejectedWarning: times.exactOptional(),
  trippedWarning: times.exactOptional(),
  pendingWarning: times.exactOptional(),
  pendingWarningSeconds: seconds.exactOptional(),
  snapshotWarningHours: hours.exactOptional(),
  behindWarningSeconds: seconds.exactOptional(),
});

export const LIMIT_ORDER: readonly OrderRule[] = [limitOrder(['heapWarningRatio', 'heapCriticalRatio'], ratio, LIMITS)];

/** Readings of which the oldest may be of just before, and the newest not yet there. */
const SPARE_READINGS = 10;

/** What lies further back than readings are kept could never be found to be behind. */
export function behindOrder(interval: OrderRule['upper']['schema'], fallback: number): OrderRule {
  const kept = KEEP[OWN] - SPARE_READINGS;
  return {
    lower: {
      ...{ keys: ['limits', 'behindWarningSeconds'], schema: seconds, fallback: LIMITS.behindWarningSeconds },
      words: (own, other) =>
        `${own} is more than the ${kept} readings that are kept reach back at an interval of ${formatDuration(other)}: lower it, or raise interval`,
    },
    upper: {
      ...{ keys: ['interval'], schema: interval, fallback },
      words: (own, other) =>
        `${formatDuration(own)} is too short for limits.behindWarningSeconds of ${other}, because ${kept} readings are kept: raise it, or lower the limit`,
    },
    holds: (limit, intervalMs) => limit * 1_000 <= kept * intervalMs,
  };
}

/** The limits in words, one thing a line. */
export function describeLimits(limits: ElasticLimits): string[] {
  return [
    `a heap warns at ${words(limits.heapWarningRatio)}, critical at ${words(limits.heapCriticalRatio)} of its size; a processor at ${words(limits.cpuWarningPercent, '%')}; open files at ${words(limits.filesWarningRatio)} of their limit`,
    `what is rejected warns at ${words(limits.rejectedWarning)}, breakers that trip at ${words(limits.trippedWarning)}`,
    `pending tasks warn at ${words(limits.pendingWarning)}, and when one waits for ${words(limits.pendingWarningSeconds, 's')}`,
    `a snapshot warns when ${words(limits.snapshotWarningHours, 'h')} old; a node whose state is behind at ${words(limits.behindWarningSeconds, 's')}`,
  ];
}

function words(limit: number | null, unit = ''): string {
  return limit === null ? 'off' : `${limit}${unit}`;
}
