import type { TimeFormat } from '#lib/format/time-format.ts';
import type { Drop } from './runs.ts';
import type { Period } from './view.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1_000, 5_000, 10_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY],
];

/** Where the times stand under a chart, at most so many, at round times of the reader's own clock. */
export function timeTicks({ from, to }: Period, most: number, format: TimeFormat): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? (to - from) / most;
  // The wall of the reader as if it were UTC, in which round times are round.
  const wall = (at: number): number => Date.parse(`${format.field(at)}Z`);
  const first = Math.ceil(wall(from) / step) * step;
  const ticks: number[] = [];
  for (let at = first; at <= wall(to) && ticks.length <= most + 1; at += step)
    ticks.push(format.read(new Date(at).toISOString().slice(0, 19)));
  return ticks.filter((at) => at >= from && at <= to);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How a time is written under a chart of a period: "14:05", "14:05:10" where it is short, "4 Mar" at midnight and where it is long. */
export function tickText(at: number, { from, to }: Period, format: TimeFormat): string {
  const text = format.field(at);
  const [day = '', time = ''] = text.split('T');
  if (to - from > 3 * DAY || (time === '00:00' && to - from > 6 * HOUR))
    return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''}`;
  return to - from < 10 * MINUTE ? time.padEnd(8, ':00').slice(0, 8) : time.slice(0, 5);
}

const ALL_PERCENT = 100;
/** Of an empty chart. */
const SOME = 1;

/** The lower and upper end of a scale: it stands on zero, because a line that is twice as high is read as twice as much; a percentage reaches to a hundred. */
export function valueDomain(runs: readonly (readonly Drop[])[], unit: string): [number, number] {
  let [low, high] = [0, 0];
  for (const run of runs) {
    for (const drop of run) {
      low = Math.min(low, drop.low);
      high = Math.max(high, drop.high);
    }
  }
  if (unit.trim() === '%' && high <= ALL_PERCENT) return [low, ALL_PERCENT];
  return [low, high === 0 && low === 0 ? SOME : high];
}
