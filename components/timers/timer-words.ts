import type { Order } from '#lib/acting.ts';
import { formatAge } from '#lib/format/age.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';
import type { Moment } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import type { Timer } from '#lib/timers.ts';
import { type End, OWN } from '../issues/ends.ts';

/** A timer in words. `status` is null while all is as it should be; `isUnknown`: Vigil is not heard, and what is told may be over. */
export type TimerWords = { status: Status | null; says: string; isUnknown: boolean };

const MINUTE_MS = 60_000;

/** What an order is about, as people call it: "ny-web07"; null where its input does not tell. */
export function subjectOf({ input }: Order): string | null {
  const { server, backend, group } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const place = [backend, group].find((name) => typeof name === 'string');
  if (typeof server === 'string') return typeof backend === 'string' ? `${server} in ${backend}` : server;
  return typeof place === 'string' ? `all servers of ${place}` : null;
}

/** A timer at a moment, in sentences. */
export function timerWords(timer: Timer, moment: Moment, format: TimeFormat): TimerWords {
  const { state, by, dueAt, reason } = timer;
  const { now } = moment;
  const isUnknown = moment.doubtBefore === Number.POSITIVE_INFINITY;
  const due = format.moment(dueAt, now);
  const set = `set by ${by}${reason === null ? '' : ` (${reason})`}`;
  const said = (status: Status | null, says: string): TimerWords => ({ status, says, isUnknown });
  switch (state.is) {
    case 'waiting':
      if (dueAt > now) return said(null, `${deedOf(timer)} at ${due}, ${formatAge(now - dueAt)}, ${set}.`);
      return said(
        isUnknown ? 'stale' : null,
        `${deedOf(timer)}: due ${due}, ${formatAge(now - dueAt)} ago, ${set}; what came of it is not told yet.`,
      );
    case 'running':
      return said(null, `${deedOf(timer)} now: begun ${formatAge(now - state.since)} ago, due ${due}, ${set}.`);
    case 'done':
      return said('ok', `Timer to ${wishOf(timer)} done ${formatAge(now - state.at)} ago, for ${due}, ${set}: ${sentence(state.words)}`);
    case 'failed':
      return said(
        'warning',
        `Timer to ${wishOf(timer)} failed ${formatAge(now - state.at)} ago, due ${due}, ${set}: ${sentence(state.words)}`,
      );
    case 'overdue':
      return said('warning', `Timer to ${wishOf(timer)} overdue: was due ${due}, ${set}. ${sentence(state.words)}`);
  }
}

/** When a timer may be due. */
export function timerEnds(moment: number, format: TimeFormat): End[] {
  // The clock of a page counts in fractions of a ms.
  const now = Math.round(moment);
  const spans = [15, 30, 60].map((minutes) => {
    const at = now + minutes * MINUTE_MS;
    return { id: `${minutes}m`, words: `in ${minutes === 60 ? '1 h' : `${minutes} min`}, at ${format.minute(at, now)}`, at };
  });
  return [...spans, { id: OWN, words: 'at a time of your own', at: null }];
}

/** "put web03 back". */
function wishOf({ order, title }: Timer): string {
  const subject = subjectOf(order);
  if (subject === null) return `do “${title}”`;
  return `put ${subject} back${order.action === 'ready' ? ' at once' : ''}`;
}

function deedOf({ order, title }: Timer): string {
  const subject = subjectOf(order);
  if (subject === null) return `Does “${title}”`;
  return `Puts ${subject} back${order.action === 'ready' ? ' at once' : ''}`;
}
