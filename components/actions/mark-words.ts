import type { Mark } from '#lib/act/outcome.ts';
import { formatUtc } from '#lib/format/time.ts';
import { clock } from './until.ts';

/** What is said of a mark beside the state of its target: who, until when, why; and all of it, for whoever wants to know. */
export type MarkWords = { who: string; reason: string | null; until: string | null; isOverdue: boolean; full: string };

const DAY_MS = 86_400_000;

/** A mark in words at a moment (epoch ms). Overdue once the end that was given has come. */
export function markWords({ by, at, reason, until, wanted }: Mark, now: number): MarkWords {
  const isOverdue = until !== null && until <= now;
  const end = until === null ? null : `${isOverdue ? 'was to end' : 'until'} ${short(until, now)}`;
  const fullEnd = until === null ? 'no end given' : `${isOverdue ? 'was to end at' : 'until'} ${formatUtc(until)}`;
  const full = [`${wanted} by ${by} at ${formatUtc(at)}`, reason ?? 'no reason given', fullEnd].join('\n');
  return { who: by, reason, until: end, isOverdue, full };
}

/** "15:00", with its date when that is not within a day. */
function short(at: number, now: number): string {
  return Math.abs(at - now) < DAY_MS ? clock(at) : `${formatUtc(at).slice(0, 10)} ${clock(at)}`;
}
