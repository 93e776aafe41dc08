import type { SeriesAnswer, SeriesPoint } from '../../history.ts';
import { gather, type Step } from './series-steps.ts';
import { DAY_MS, startOf } from './series-time.ts';

/** Lengths of steps that a person knows, all of which a day is a multiple of (ms). */
const LENGTHS = [
  5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 14_400_000,
  21_600_000, 43_200_000, 86_400_000,
];

/** A reading that comes later than so many intervals after the one before is not joined with it: one may fail, and none comes to the millisecond. */
const INTERVALS = 2.5;
/** Steps stand where they stand, to the millisecond: one that is missing is a gap. */
const STEPS = 1.5;

type Line = Pick<SeriesAnswer, 'stepMs' | 'gapMs' | 'points'>;

/** Up to how far apart two points are joined, by when the next reading was due after the first of them (ms). */
export function gapFor(intervalMs: number, stepMs: number | null): number {
  return Math.max(INTERVALS * intervalMs, STEPS * (stepMs ?? 0));
}

/**
 * Steps (oldest first) as the points of a line, no more than asked for (at least 2). `stepMs` is how long they are; null where each is a reading. Where there are too many they are
 * gathered to longer ones of equal length, which keep the lowest and the highest.
 */
export function lineOf(steps: readonly Step[], stepMs: number | null, mostPoints: number): Line {
  const most = Math.max(2, Math.floor(mostPoints) || 0);
  const line = joinedLine(steps, stepMs);
  if (line.points.length <= most) return line;
  const length = lengthFor(steps, stepMs, most);
  return joinedLine(gather(steps, length), length);
}

/** The shortest length of which no more than so many lie between the first and the last of these steps. */
function lengthFor(steps: readonly Step[], stepMs: number | null, most: number): number {
  const first = steps[0]?.at ?? 0;
  const last = steps.at(-1)?.at ?? 0;
  const fits = (length: number) => startOf(last, length) - startOf(first, length) < most * length;
  const length = LENGTHS.find((each) => each > (stepMs ?? 0) && fits(each));
  if (length !== undefined) return length;
  let days = 2;
  while (!fits(days * DAY_MS)) days *= 2;
  return days * DAY_MS;
}

/**
 * Points, and how far apart two may be that are joined. Where the interval changed within the period that is right for the longest one only: then what is missing among readings that came more
 * often is a point without a value, at the time when the next one was due.
 */
function joinedLine(steps: readonly Step[], stepMs: number | null): Line {
  const gapOf = ({ intervalMs }: Step) => gapFor(intervalMs, stepMs);
  const gapMs = steps.reduce((longest, step) => Math.max(longest, gapOf(step)), 0);
  const points: SeriesPoint[] = [];
  for (const [index, step] of steps.entries()) {
    points.push([step.at, step.mean, step.low, step.high]);
    const apart = (steps[index + 1]?.at ?? step.at) - step.at;
    if (apart > gapOf(step) && apart <= gapMs) points.push([step.at + (stepMs ?? step.intervalMs), null, null, null]);
  }
  return { stepMs, gapMs, points };
}
