import { formatClock } from '#lib/format/time.ts';

/** One end that can be chosen. `at` in epoch ms; null for none. */
export type Until = { id: string; words: string; at: number | null };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MORNING_HOUR = 8;
/** Less than this until the morning is no night off. */
const SHORTEST_NIGHT_MS = 5 * HOUR_MS;

/** The ends to choose from at this moment, none first, in whole ms. Days are UTC days. */
export function untilChoices(moment: number): Until[] {
  // The clock of a page counts in fractions of a ms.
  const now = Math.round(moment);
  const spans: [string, string, number][] = [
    ['15m', '15 min', 15 * MINUTE_MS],
    ['1h', '1 h', HOUR_MS],
    ['4h', '4 h', 4 * HOUR_MS],
  ];
  return [
    { id: '', words: 'no end given', at: null },
    ...spans.map(([id, words, ms]) => ({ id, words: `${words}, until ${clock(now + ms)} UTC`, at: now + ms })),
    morning(now),
  ];
}

/** The end that was chosen, by its id, as of now. */
export function untilOf(id: string, now: number): number | null {
  return untilChoices(now).find((choice) => choice.id === id)?.at ?? null;
}

function morning(now: number): Until {
  const today = new Date(now).setUTCHours(MORNING_HOUR, 0, 0, 0);
  const isToday = today - now >= SHORTEST_NIGHT_MS;
  const at = isToday ? today : new Date(today).setUTCDate(new Date(today).getUTCDate() + 1);
  return { id: 'morning', words: `${isToday ? 'today' : 'tomorrow'} ${clock(at)} UTC`, at };
}

/** "15:00". */
export function clock(at: number): string {
  return formatClock(at).slice(0, 5);
}
