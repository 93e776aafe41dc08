import type { FailureKind } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';
import { ageMs, type Moment } from '#lib/reading.ts';

const TITLES: Record<FailureKind, string> = {
  timeout: 'No answer',
  refused: 'Connection refused',
  unreachable: 'Not reachable',
  dns: 'Name not found',
  tls: 'TLS failed',
  auth: 'Sign-in refused',
  http: 'Unexpected HTTP answer',
  protocol: 'Not the expected protocol',
  parse: 'Answer not understood',
  permission: 'Not permitted',
  unsupported: 'Not supported there',
  busy: 'Cannot answer now',
  internal: "Vigil's own error",
};

/** The kind of a failure as the head of a panel. */
export function failureTitle(kind: FailureKind): string {
  return TITLES[kind];
}

/** "last tried 4s ago, 12 times since 13:58:26 UTC". Empty while nothing fails. */
export function failingWords(probe: Pick<ProbeRow, 'attempt' | 'failing'>, now: number, format: TimeFormat): string {
  if (!probe.attempt?.failure) return '';
  const tried = `last tried ${formatAge(now - probe.attempt.at)} ago`;
  if (!probe.failing) return tried;
  const times = probe.failing.times === 1 ? 'once' : `${probe.failing.times} times`;
  return `${tried}, failed ${times} since ${format.moment(probe.failing.since, now)}`;
}

/** "last read 4m 12s ago", or "never read". */
export function lastReadWords({ newest }: Pick<ProbeRow, 'newest'>, now: number): string {
  return newest ? `last read ${formatAge(ageMs(newest, now))} ago` : 'never read';
}

/** "stamped 3m 20s ahead of Vigil's clock": how far the later stamp of what was read lies in the future. */
export function clocksApart({ newest }: Pick<ProbeRow, 'newest'>, { now }: Pick<Moment, 'now'>): string {
  const latest = newest ? Math.max(newest.observedAt, newest.producedAt ?? newest.observedAt) : now;
  return `stamped ${formatAge(latest - now)} ahead of Vigil’s clock`;
}
