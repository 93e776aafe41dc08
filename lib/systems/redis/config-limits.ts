import type { OrderRule } from '../../section-check.ts';
import { limitOrder } from '../../section-order.ts';
import { limit, mapping } from '../../settings.ts';

/**
 * Where a node turns warning or critical. Null is off. Memory counts as a part of maxmemory, where what does not fit is refused; clients as a part of maxclients. Silence is how
 * long a replica whose link is up has heard nothing from its master; behind is how long ago its master had all that it is proved to have. Backlog is how long a replica may be
 * away and still be sent only what it missed, at the rate at which its master is written to.
 */
export type RedisLimits = {
  memoryWarningRatio: number | null;
  memoryCriticalRatio: number | null;
  clientsWarningRatio: number | null;
  blockedWarning: number | null;
  rejectedWarning: number | null;
  silenceWarningSeconds: number | null;
  silenceCriticalSeconds: number | null;
  behindWarningSeconds: number | null;
  backlogWarningSeconds: number | null;
};

/** A master pings its replicas every 10 s, so that a link is silent for no more than that while it is well. */
export const LIMITS: RedisLimits = {
  memoryWarningRatio: 0.9,
  memoryCriticalRatio: 0.98,
  clientsWarningRatio: 0.9,
  blockedWarning: null,
  rejectedWarning: 1,
  silenceWarningSeconds: 15,
  silenceCriticalSeconds: 60,
  behindWarningSeconds: 30,
  backlogWarningSeconds: 15,
};

const ratio = limit({ min: 0, max: 1, example: '0.9' });
const count = limit({ min: 1, max: 1_000_000, example: '100' });
const seconds = limit({ min: 1, max: 86_400, example: '15' });

export const limitsSchema = mapping({
  memoryWarningRatio: ratio.exactOptional(),
  memoryCriticalRatio: ratio.exactOptional(),
  clientsWarningRatio: ratio.exactOptional(),
  blockedWarning: count.exactOptional(),
  rejectedWarning: count.exactOptional(),
  silenceWarningSeconds: seconds.exactOptional(),
  silenceCriticalSeconds: seconds.exactOptional(),
  behindWarningSeconds: seconds.exactOptional(),
  backlogWarningSeconds: seconds.exactOptional(),
});

export const LIMIT_ORDER: readonly OrderRule[] = [
  limitOrder(['memoryWarningRatio', 'memoryCriticalRatio'], ratio, LIMITS),
  limitOrder(['silenceWarningSeconds', 'silenceCriticalSeconds'], seconds, LIMITS),
];

/** The limits in words, one thing a line. */
export function describeLimits(limits: RedisLimits): string[] {
  return [
    `memory warns at ${words(limits.memoryWarningRatio)}, critical at ${words(limits.memoryCriticalRatio)} of maxmemory where nothing is evicted`,
    `clients warn at ${words(limits.clientsWarningRatio)} of maxclients, blocked ones at ${words(limits.blockedWarning)}, rejected ones at ${words(limits.rejectedWarning)}`,
    `a silent link warns at ${words(limits.silenceWarningSeconds, 's')}, critical at ${words(limits.silenceCriticalSeconds, 's')}`,
    `a replica that is behind warns at ${words(limits.behindWarningSeconds, 's')}, a backlog that lasts less than ${words(limits.backlogWarningSeconds, 's')} warns`,
  ];
}

function words(limit: number | null, unit = ''): string {
  return limit === null ? 'off' : `${limit}${unit}`;
}
