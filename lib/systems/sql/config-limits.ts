import type { OrderRule } from '../../section-check.ts';
import { limitOrder } from '../../section-order.ts';
import { limit, mapping } from '../../settings.ts';
import type { AgLimits } from './ag/limits.ts';
import { INSTANCE_LIMITS, type InstanceLimits } from './instance/limits.ts';

/** Where a node turns warning or critical; null is off. `restartedWarningSeconds` is for how long after its start an instance is told as restarted. */
export type SqlLimits = AgLimits & InstanceLimits & { restartedWarningSeconds: number | null };

/** A queue of 100 MB takes a second on a fast line; one of a gigabyte is lost or redone for minutes. A volume that is full within an hour leaves time to act. */
export const LIMITS: SqlLimits = {
  behindWarningSeconds: 30,
  behindCriticalSeconds: 120,
  sendQueueWarningKb: 102_400,
  sendQueueCriticalKb: 1_048_576,
  redoQueueWarningKb: 102_400,
  redoQueueCriticalKb: 1_048_576,
  logFullWarningSeconds: 14_400,
  logFullCriticalSeconds: 3_600,
  restartedWarningSeconds: 600,
  ...INSTANCE_LIMITS,
};

const seconds = limit({ min: 1, max: 2_592_000, example: '60' });
const kilobytes = limit({ min: 1, max: 1_000_000_000_000, example: '102400' });
const percent = limit({ min: 1, max: 100, example: '85' });
const milliseconds = limit({ min: 1, max: 60_000, example: '100' });

export const limitsSchema = mapping({
  behindWarningSeconds: seconds.exactOptional(),
  behindCriticalSeconds: seconds.exactOptional(),
  sendQueueWarningKb: kilobytes.exactOptional(),
  sendQueueCriticalKb: kilobytes.exactOptional(),
  redoQueueWarningKb: kilobytes.exactOptional(),
  redoQueueCriticalKb: kilobytes.exactOptional(),
  logFullWarningSeconds: seconds.exactOptional(),
  logFullCriticalSeconds: seconds.exactOptional(),
  restartedWarningSeconds: seconds.exactOptional(),
  cpuWarningPercent: percent.exactOptional(),
  cpuCriticalPercent: percent.exactOptional(),
  workersWarningPercent: percent.exactOptional(),
  volumeFreeWarningPercent: percent.exactOptional(),
  volumeFreeCriticalPercent: percent.exactOptional(),
  latencyWarningMs: milliseconds.exactOptional(),
  backupWarningSeconds: seconds.exactOptional(),
  backupCriticalSeconds: seconds.exactOptional(),
  logBackupWarningSeconds: seconds.exactOptional(),
  logBackupCriticalSeconds: seconds.exactOptional(),
});

/** A log volume is the worse the sooner it is full: there the warning is the larger one. */
export const LIMIT_ORDER: readonly OrderRule[] = [
  limitOrder(['behindWarningSeconds', 'behindCriticalSeconds'], seconds, LIMITS),
  limitOrder(['sendQueueWarningKb', 'sendQueueCriticalKb'], kilobytes, LIMITS),
  limitOrder(['redoQueueWarningKb', 'redoQueueCriticalKb'], kilobytes, LIMITS),
  limitOrder(['cpuWarningPercent', 'cpuCriticalPercent'], percent, LIMITS),
  limitOrder(['backupWarningSeconds', 'backupCriticalSeconds'], seconds, LIMITS),
  limitOrder(['logBackupWarningSeconds', 'logBackupCriticalSeconds'], seconds, LIMITS),
  falling(['logFullCriticalSeconds', 'logFullWarningSeconds'], seconds),
  falling(['volumeFreeCriticalPercent', 'volumeFreeWarningPercent'], percent),
];

/** Two limits of which the warning is the larger one. */
function falling([critical, warning]: readonly [keyof SqlLimits, keyof SqlLimits], schema: OrderRule['lower']['schema']): OrderRule {
  const early = 'it would be critical before it warns';
  return {
    lower: {
      ...{ keys: ['limits', critical], schema, fallback: LIMITS[critical] },
      words: (own, other) => `${own} is above ${warning}, which is ${other}: ${early}`,
    },
    upper: {
      ...{ keys: ['limits', warning], schema, fallback: LIMITS[warning] },
      words: (own, other) => `${own} is below ${critical}, which is ${other}: ${early}`,
    },
    holds: (lower, upper) => lower <= upper,
  };
}

/** The limits in words, one thing a line. */
export function describeLimits(limits: SqlLimits): string[] {
  const pair = (warning: keyof SqlLimits, critical: keyof SqlLimits, unit: string): string =>
    `${words(limits[warning], unit)}, critical at ${words(limits[critical], unit)}`;
  const queue = (what: 'send' | 'redo'): string => pair(`${what}QueueWarningKb`, `${what}QueueCriticalKb`, ' KB');
  const processors = pair('cpuWarningPercent', 'cpuCriticalPercent', '%');
  const free = pair('volumeFreeWarningPercent', 'volumeFreeCriticalPercent', '%');
  const backup = pair('backupWarningSeconds', 'backupCriticalSeconds', 's');
  const logBackup = pair('logBackupWarningSeconds', 'logBackupCriticalSeconds', 's');
  return [
    `a replica that is behind warns at ${pair('behindWarningSeconds', 'behindCriticalSeconds', 's')}`,
    `a send queue warns at ${queue('send')}; a redo queue at ${queue('redo')}`,
    `a log volume warns when full in ${words(limits.logFullWarningSeconds, 's')}, critical in ${words(limits.logFullCriticalSeconds, 's')}; ` +
      `any volume warns with ${free} free, and slow at ${words(limits.latencyWarningMs, 'ms')}`,
    `processors warn at ${processors}; workers at ${words(limits.workersWarningPercent, '%')}; a start is told for ${words(limits.restartedWarningSeconds, 's')}`,
    `a backup warns when ${backup} old; one of a log when ${logBackup} old`,
  ];
}

function words(limit: number | null, unit: string): string {
  return limit === null ? 'off' : `${limit}${unit}`;
}
