import { type FigureName, figure } from './figures.ts';
import type { PastRow, RowView } from './model.ts';

/** What is counted over the last two readings. */
export type Rates = Pick<
  RowView,
  | 'bytesInPerSecond'
  | 'bytesOutPerSecond'
  | 'errorsPerMinute'
  | 'deniedPerMinute'
  | 'retriesPerMinute'
  | 'responses5xxPerMinute'
  | 'requestRate'
>;

export const NO_RATES: Rates = {
  bytesInPerSecond: null,
  bytesOutPerSecond: null,
  errorsPerMinute: null,
  deniedPerMinute: null,
  retriesPerMinute: null,
  responses5xxPerMinute: null,
  requestRate: null,
};

const DENIED = ['connectionsDenied', 'sessionsDenied', 'requestsDenied', 'responsesDenied'] as const;

/**
 * Rates of one row between an earlier and a later reading, `elapsedMs` apart. Null where a count is missing; all are null when any count fell, because then
 * HAProxy was restarted or its counters were cleared in between, and what was counted before that is lost.
 */
export function ratesOf(now: PastRow, before: PastRow, elapsedMs: number): Rates {
  if (elapsedMs <= 0) return NO_RATES;
  let isReset = false;
  const grown = (name: FigureName): number | null => {
    const later = figure(now, name);
    const earlier = figure(before, name);
    if (later === null || earlier === null) return null;
    if (later < earlier) isReset = true;
    return later - earlier;
  };
  grown('sessionsTotal');
  const seconds = elapsedMs / 1_000;
  // Broken by the client, while connecting to a server, and in the answer of a server.
  const errors = sum(sum(grown('requestErrors'), grown('connectErrors')), grown('responseErrors'));
  // By rules of the configuration, on the way in and on the way out.
  const denied = DENIED.map(grown).reduce(sum);
  const rates = {
    bytesInPerSecond: per(seconds, grown('bytesIn')),
    bytesOutPerSecond: per(seconds, grown('bytesOut')),
    errorsPerMinute: per(seconds / 60, errors),
    deniedPerMinute: per(seconds / 60, denied),
    retriesPerMinute: per(seconds / 60, grown('connectRetries')),
    responses5xxPerMinute: per(seconds / 60, grown('responses5xx')),
    requestRate: per(seconds, grown('requestsTotal')),
  };
  return isReset ? NO_RATES : rates;
}

function per(time: number, count: number | null): number | null {
  return count === null ? null : count / time;
}

function sum(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return a + b;
}
