import type { TimeFormat } from '#lib/format/time-format.ts';

/** One end that can be chosen. `at` in epoch ms; null for none. */
export type Until = { id: string; words: string; at: number | null };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MORNING = '08:00';
/** Less than this until the morning is no night off. */
const SHORTEST_NIGHT_MS = 5 * HOUR_MS;

/** The ends to choose from at this moment, none first, in whole ms. Days are those of the reader's zone. */
export function untilChoices(moment: number, format: TimeFormat): Until[] {
  // The clock of a page counts in fractions of a ms.
  const now = Math.round(moment);
  const spans: [string, string, number][] = [
    ['15m', '15 min', 15 * MINUTE_MS],
    ['1h', '1 h', HOUR_MS],
    ['4h', '4 h', 4 * HOUR_MS],
  ];
  return [
    { id: '', words: 'no end given', at: null },
    ...spans.map(([id, words, ms]) => ({ id, words: `${words}, until ${format.minute(now + ms, now)}`, at: now + ms })),
    morning(now, format),
  ];
}

/** The end that was chosen, by its id, as of now. */
export function untilOf(id: string, now: number, format: TimeFormat): number | null {
  return untilChoices(now, format).find((choice) => choice.id === id)?.at ?? null;
}

function morning(now: number, format: TimeFormat): Until {
  const early = format.read(`${dayOf(now, format)}T${MORNING}`);
  const isToday = early - now >= SHORTEST_NIGHT_MS;
  const at = isToday ? early : tomorrowAt(MORNING, now, format);
  return { id: 'morning', words: `${isToday ? 'today' : 'tomorrow'} ${format.minute(at, at)}`, at };
}

/** When it is "09:00" on the next day of the reader's zone, as epoch ms. */
export function tomorrowAt(clock: string, now: number, format: TimeFormat): number {
  return format.read(`${dayAfter(dayOf(now, format))}T${clock}`);
}

/** "2026-03-04" in the reader's zone. */
function dayOf(now: number, format: TimeFormat): string {
  return format.field(now).slice(0, 10);
}

/** "2026-03-05" after "2026-03-04". */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
