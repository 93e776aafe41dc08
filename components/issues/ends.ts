import type { TimeFormat } from '#lib/format/time-format.ts';
import { tomorrowAt } from '../actions/until.ts';

/** One end that can be chosen; `at` is epoch ms, and null for OWN, which is typed. */
export type End = { id: string; words: string; at: number | null };

/** The choice of a time that is typed. */
export const OWN = 'own';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const MOST_QUIET_DAYS = 30;
const MOST_PLANNED_DAYS = 90;
const MORNING = '09:00';

/** Until when an issue may be quiet. Days are those of the reader's zone. */
export function quietEnds(moment: number, format: TimeFormat): End[] {
  // The clock of a page counts in fractions of a ms.
  const now = Math.round(moment);
  const morning = tomorrowAt(MORNING, now, format);
  return [
    lasting('30m', '30 min', { from: now, ms: 30 * MINUTE_MS }, format),
    lasting('1h', '1 h', { from: now, ms: HOUR_MS }, format),
    lasting('4h', '4 h', { from: now, ms: 4 * HOUR_MS }, format),
    { id: 'morning', words: `tomorrow ${format.minute(morning, morning)}`, at: morning },
    { id: OWN, words: 'until a time of your own', at: null },
  ];
}

/** How long planned work may last that starts at `startAt`. */
export function plannedEnds(startAt: number, format: TimeFormat): End[] {
  const hours = [1, 2, 4, 8, 24];
  return [
    ...hours.map((count) => lasting(`${count}h`, `${count} h`, { from: startAt, ms: count * HOUR_MS }, format)),
    { id: OWN, words: 'until a time of your own', at: null },
  ];
}

function lasting(id: string, words: string, { from, ms }: { from: number; ms: number }, format: TimeFormat): End {
  const at = from + ms;
  return { id, words: `${words}, until ${format.minute(at, from)}`, at };
}

/** The end that was chosen, as epoch ms: of a typed one what the field holds. NaN where that is no time. */
export function chosenEnd(ends: readonly End[], id: string, typed: string, format: TimeFormat): number {
  return ends.find((end) => end.id === id)?.at ?? format.read(typed);
}

/** What a field for a time begins with: in an hour, at a whole minute. */
export function inAnHour(now: number, format: TimeFormat): string {
  return format.field(Math.ceil((now + HOUR_MS) / MINUTE_MS) * MINUTE_MS);
}

/** What Vigil would say against being quiet until then; null where nothing. */
export function quietProblem(until: number, now: number, format: TimeFormat): string | null {
  if (Number.isNaN(until)) return 'Give the time until when it is to be quiet.';
  if (until <= now) return `That is over: it is ${format.minute(now, now)}.`;
  const most = now + MOST_QUIET_DAYS * DAY_MS;
  return until > most ? `At most ${MOST_QUIET_DAYS} days: until ${format.minute(most, now)}.` : null;
}

/** What Vigil would say against work from then to then; null where nothing. */
export function plannedProblem(startAt: number, endAt: number, now: number, format: TimeFormat): string | null {
  if (Number.isNaN(startAt)) return 'Give the time at which it starts.';
  if (Number.isNaN(endAt)) return 'Give the time at which it ends.';
  if (endAt <= startAt) return `It ends before it starts, which is at ${format.minute(startAt, now)}.`;
  if (endAt <= now) return `It would be over: it is ${format.minute(now, now)}.`;
  const most = startAt + MOST_PLANNED_DAYS * DAY_MS;
  return endAt > most ? `At most ${MOST_PLANNED_DAYS} days: until ${format.minute(most, now)}.` : null;
}
