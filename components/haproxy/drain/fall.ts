import type { TrendPoint } from '#lib/trend.ts';
import { gapMsOf } from '../../reading/sparkline-path.ts';
import { type Line, lossOf, noiseOf, smoothed, straightLine, turnsEmptyAt, type Value, valueOn } from './fit.ts';

/**
 * How a count of sessions goes down. `level` is one that did not fall, not meaningfully, for so long; `unknown` where the readings do not tell yet; `line` is what the values follow while it
 * falls, `emptyAt` (epoch ms) when it comes to nothing.
 */
export type Fall =
  | { is: 'empty' }
  | { is: 'falling'; line: Line; emptyAt: number }
  | { is: 'level'; forMs: number; isLong: boolean }
  | { is: 'unknown'; why: string };

/** `since` (epoch ms): when the drain began, or the last restart of an instance; what was before says nothing. */
export type FallInput = { points: readonly TrendPoint[]; since: number; intervalMs: number };

/** A fall is told by this many readings at least, over this long. */
const FEWEST = 4;
const SHORTEST_MS = 20_000;
/** The pace is that of the last minute and a half. */
const PACE_MS = 90_000;
/** After this long without a fall something holds the sessions. */
export const HELD_MS = 120_000;
/** A fall that would need longer than this to come to nothing is none. */
const LONGEST_MS = 3_600_000;

/** How the sessions fall, by the newest unbroken run of readings. What was not told is not counted as a fall, and neither is what lies across a gap. */
export function fallOf({ points, since, intervalMs }: FallInput): Fall {
  const run = newestRun(points, since, intervalMs);
  const last = run.at(-1);
  if (!last) return { is: 'unknown', why: 'its sessions are not told' };
  if (last.value === 0) return { is: 'empty' };
  const spanMs = last.at - (run[0]?.at ?? last.at);
  if (run.length < FEWEST || spanMs < SHORTEST_MS) return { is: 'unknown', why: 'too few readings yet' };
  const recent = run.slice(-Math.max(FEWEST, run.filter(({ at }) => at >= last.at - PACE_MS).length));
  const steady = smoothed(recent);
  const line = straightLine(steady);
  const noise = noiseOf(steady, line);
  if (isMeaningful(lossOf(steady, line), noise, steady)) {
    const { best, emptyAt } = turnsEmptyAt(steady, line);
    return { is: 'falling', line: best, emptyAt };
  }
  return levelOf(smoothed(run), noise, intervalMs);
}

/** At least one session, more than the values jump about, and soon enough to end within the hour. */
function isMeaningful(loss: number, noise: number, values: readonly Value[]): boolean {
  const first = values[0];
  const last = values.at(-1);
  if (!first || !last) return false;
  const share = last.value * ((last.at - first.at) / LONGEST_MS);
  return loss >= Math.max(1, share) - ROUNDING && loss > 2 * noise;
}

/** Half a session and less is no fall of whole sessions; sums of fractions are not exact. */
const ROUNDING = 1e-6;

function levelOf(run: readonly Value[], noise: number, intervalMs: number): Fall {
  const last = run.at(-1);
  if (!last) return { is: 'unknown', why: 'its sessions are not told' };
  const allowed = Math.max(0.5, last.value * (HELD_MS / LONGEST_MS), 2 * noise);
  const higher = run.findLastIndex(({ value }) => value > last.value + allowed);
  const forMs = last.at - (run[higher + 1]?.at ?? last.at);
  if (forMs < SHORTEST_MS) return { is: 'unknown', why: 'it falls by fits and starts' };
  // Two minutes of readings begin one interval after the two minutes did.
  return { is: 'level', forMs, isLong: forMs >= HELD_MS - intervalMs };
}

function newestRun(points: readonly TrendPoint[], since: number, intervalMs: number): Value[] {
  const gapMs = gapMsOf(intervalMs);
  const newest = points.at(-1);
  if (!newest || newest[1] === null) return [];
  let next = newest[0];
  const run: Value[] = [];
  for (const [at, value] of points.toReversed()) {
    if (at < since || next - at > gapMs) break;
    if (value === null) continue;
    run.unshift({ at, value });
    next = at;
  }
  return run;
}

/** Where the line of a fall goes between two moments, in so many steps; no points where nothing falls. */
export function projected(fall: Fall, from: number, to: number, steps: number): TrendPoint[] {
  if (fall.is !== 'falling') return [];
  return Array.from({ length: steps + 1 }, (_, index): TrendPoint => {
    const at = from + ((to - from) * index) / steps;
    return [at, at >= fall.emptyAt ? 0 : Math.max(0, valueOn(fall.line, at))];
  });
}
