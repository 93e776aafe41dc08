import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatSpan } from '#lib/format/time.ts';

/** A question that is due this long and not asked is late, not just waiting for its turn. */
const TURN_MS = 2_000;

/** When a probe is asked next: "in 4s", "now", "12s late", "polling…", "not planned". */
export function nextWords({ nextAt, asking }: Pick<ProbeRow, 'nextAt' | 'asking'>, now: number): string {
  if (asking !== null) return 'polling…';
  if (nextAt === null) return 'not planned';
  if (now - nextAt > TURN_MS) return `${formatAge(now - nextAt)} late`;
  return nextAt - now < 1_000 ? 'now' : `in ${formatAge(nextAt - now)}`;
}

/** "every 5s, waits 3s, stale after 10s". */
export function timesWords({ intervalMs, timeoutMs, staleAfterMs }: Pick<ProbeRow, 'intervalMs' | 'timeoutMs' | 'staleAfterMs'>): string {
  return `${formatSpan(intervalMs)} / ${formatSpan(timeoutMs)} / ${formatSpan(staleAfterMs)}`;
}
