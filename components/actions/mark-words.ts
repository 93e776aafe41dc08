import type { Mark } from '#lib/act/outcome.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';

/** What is said of a mark beside the state of its target: who, until when, why; and all of it, for whoever wants to know. */
export type MarkWords = { who: string; reason: string | null; until: string | null; isOverdue: boolean; full: string };

/** A mark in words at a moment (epoch ms). Overdue once the end that was given has come. */
export function markWords({ by, at, reason, until, wanted }: Mark, now: number, format: TimeFormat): MarkWords {
  const isOverdue = until !== null && until <= now;
  const end = until === null ? null : `${isOverdue ? 'was to end' : 'until'} ${format.minute(until, now)}`;
  const fullEnd = until === null ? 'no end given' : `${isOverdue ? 'was to end at' : 'until'} ${format.full(until)}`;
  const full = [`${wanted} by ${by} at ${format.full(at)}`, reason ?? 'no reason given', fullEnd].join('\n');
  return { who: by, reason, until: end, isOverdue, full };
}
