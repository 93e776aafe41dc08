import type { TimeFormat } from '#lib/format/time-format.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7].map((days) => days * DAY_MS),
];

export type Tick = { at: number; text: string };

/** Even times of a period in the zone of the reader, `most` of them at most: hours and minutes, or the day where one begins. */
export function ticksOf({ from, to }: { from: number; to: number }, most: number, format: TimeFormat): Tick[] {
  const stepMs = STEPS_MS.find((step) => (to - from) / step <= most) ?? 30 * DAY_MS;
  const ticks: Tick[] = [];
  const midnight = format.read(`${format.field(from).slice(0, 10)}T00:00`);
  if (Number.isNaN(midnight)) return [];
  for (let at = midnight + Math.ceil((from - midnight) / stepMs) * stepMs; at <= to; at += stepMs) {
    const text = format.field(at);
    ticks.push({
      at,
      text:
        text.slice(11, 16) === '00:00' ? `${Number(text.slice(8, 10))} ${MONTHS[Number(text.slice(5, 7)) - 1] ?? ''}` : text.slice(11, 16),
    });
  }
  return ticks;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
