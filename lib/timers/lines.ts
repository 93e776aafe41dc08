import type { Entry, TimerEvent } from '../act/audit/record.ts';
import type { Result } from '../act/outcome.ts';
import { formatUtc } from '../format/time.ts';
import type { KeptTimer } from './kept.ts';

/** What is written down of a timer. */
export function entryOf(timer: KeptTimer, what: TimerEvent, words: string, result: Result | null = null): Entry {
  const { id, order, title, reason, dueAt } = timer;
  return { kind: 'timer', what, id, system: order.system, title, words, reason, dueAt, result };
}

/** What is written down besides, where a change could not be kept after its line was on disk. `why` is in words. */
export function correctionOf({ id, order, title }: KeptTimer, what: TimerEvent, why: string): Entry {
  const said = `What the line before says of the timer did not take place: ${title}`;
  return { kind: 'refused', id, system: order.system, action: what, title: said, words: why, times: 1 };
}

/** What setting a timer is told as; `before` is the one whose place it takes. */
export function setWords(timer: KeptTimer, before: KeptTimer | null): { what: TimerEvent; words: string } {
  const due = `Due ${formatUtc(timer.dueAt)}`;
  if (before?.state.is !== 'waiting') return { what: 'timer set', words: `${due}.` };
  return { what: 'timer changed', words: `${due}; ${before.by} had set it for ${formatUtc(before.dueAt)}.` };
}

/** What ending one is told as: one that waits is taken back, and of another somebody has taken note. */
export function endWords({ state, by, dueAt }: KeptTimer): { what: TimerEvent; words: string } {
  switch (state.is) {
    case 'waiting':
      return { what: 'timer taken back', words: `${by} had set it for ${formatUtc(dueAt)}.` };
    case 'running':
      return { what: 'timer taken back', words: 'While it ran.' };
    case 'done':
    case 'failed':
    case 'overdue':
      return { what: 'timer dismissed', words: `${by} had set it for ${formatUtc(dueAt)}; it was told: ${state.words}` };
  }
}
