import type { Blank, SeriesAnswer, SeriesPoint } from '#lib/history.ts';
import type { Period } from './view.ts';

/** A point as it is drawn: a step stands at its middle. */
export type Drop = { at: number; value: number; low: number; high: number };

/** A time of which there is nothing to draw, and why in words. `is` "off" where Vigil did not look, "before" where nothing is kept yet, "unread" where it asked and got nothing. */
export type Silence = Period & { is: 'off' | 'before' | 'unread'; words: string };

type Told = Pick<SeriesAnswer, 'points' | 'stepMs' | 'gapMs'>;

/** The unbroken runs of a series: cut where nothing was read for longer than its gap, and where a reading did not tell the figure. Nothing is put in between. */
export function runsOf({ points, stepMs, gapMs }: Told): Drop[][] {
  const runs: Drop[][] = [];
  let lastAt: number | null = null;
  for (const [at, value, low, high] of points) {
    if (value === null) {
      lastAt = null;
      continue;
    }
    const drop = { at: at + (stepMs ?? 0) / 2, value, low: low ?? value, high: high ?? value };
    const run = runs.at(-1);
    if (run && lastAt !== null && at - lastAt <= gapMs) run.push(drop);
    else runs.push([drop]);
    lastAt = at;
  }
  return runs;
}

/** What a series tells of a moment: the nearest point that still stands for it; null where there is none, which is no zero. */
export function pointAt({ points, stepMs, gapMs }: Told, at: number): SeriesPoint | null {
  const middle = (point: SeriesPoint): number => point[0] + (stepMs ?? 0) / 2;
  const next = firstFrom(points, at - (stepMs ?? 0) / 2);
  const [before, after] = [points[next - 1], points[next]];
  const near = [before, after].flatMap((point) => (point ? [{ point, far: Math.abs(middle(point) - at) }] : []));
  const nearest = near.reduce<{ point: SeriesPoint; far: number } | null>(
    (best, one) => (best === null || one.far < best.far ? one : best),
    null,
  );
  if (nearest === null) return null;
  // Between two that are joined the nearer one stands for it; beyond the last one only for as long as a step or an interval.
  const isBetween = before !== undefined && after !== undefined && after[0] - before[0] <= gapMs;
  return isBetween || nearest.far <= Math.max((stepMs ?? 0) / 2, gapMs / 5) ? nearest.point : null;
}

/** The index of the first point from a moment on. */
function firstFrom(points: readonly SeriesPoint[], at: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Asked = { series: readonly (Told & Pick<SeriesAnswer, 'keptFrom'>)[]; blanks: readonly Blank[]; period: Period; upTo: number };

/**
 * The times in a period in which none of some series has anything, oldest first: what nobody looked at, what is from before anything was kept, and the rest. After `upTo` nothing is known yet, and
 * so nothing said.
 */
export function silencesOf({ series, blanks, period, upTo }: Asked): Silence[] {
  const end = Math.min(period.to, upTo);
  const keptFrom = Math.min(...series.map((one) => one.keptFrom ?? Number.POSITIVE_INFINITY));
  const off = blanks.flatMap(({ from, to, why }): Silence[] => {
    const cut = { from: Math.max(from, period.from, keptFrom), to: Math.min(to, period.to) };
    return cut.from < cut.to ? [{ ...cut, is: 'off', words: why.replace(/\.$/, '') }] : [];
  });
  const quiet = lacking(
    series.map((one) => readTimes(one, { from: period.from, to: end })),
    { from: period.from, to: end },
  );
  const rest = quiet
    .flatMap((one) => without(one, off))
    .flatMap(({ from, to }): Silence[] => {
      const until = Math.min(to, Math.max(from, keptFrom));
      return [
        ...(until > from ? [{ from, to: until, is: 'before' as const, words: 'nothing is kept of this time' }] : []),
        ...(to > until ? [{ from: until, to, is: 'unread' as const, words: 'nothing was read' }] : []),
      ];
    });
  return [...off, ...rest].sort((a, b) => a.from - b.from);
}

/** The times for which a series was read: from the first to the last point of each row of points that are joined, told or not. */
function readTimes({ points, stepMs, gapMs }: Told, { from, to: end }: Period): Period[] {
  const times: Period[] = [];
  for (const [at] of points) {
    const last = times.at(-1);
    const to = at + (stepMs ?? 0);
    if (last && at - last.to <= gapMs - (stepMs ?? 0)) last.to = to;
    else times.push({ from: at, to });
  }
  const [first] = times;
  const last = times.at(-1);
  // The reading before the first lies outside, and the one after the last is not due yet, or late by so little that it may still be on its way.
  if (first && first.from - from <= gapMs) first.from = Math.min(first.from, from);
  if (last && end - last.to <= gapMs) last.to = Math.max(end, last.to);
  return times;
}

/** What of a period none of these covers. */
function lacking(covered: readonly Period[][], period: Period): Period[] {
  const all = covered.flat().sort((a, b) => a.from - b.from);
  const gaps: Period[] = [];
  let reached = period.from;
  for (const { from, to } of all) {
    if (from > reached) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  if (reached < period.to) gaps.push({ from: reached, to: period.to });
  return gaps;
}

/** The parts of a period outside of others. */
function without(period: Period, others: readonly Period[]): Period[] {
  return others.reduce<Period[]>(
    (parts, { from, to }) =>
      parts.flatMap((part) =>
        to <= part.from || from >= part.to
          ? [part]
          : [
              { from: part.from, to: from },
              { from: to, to: part.to },
            ].filter((piece) => piece.to > piece.from),
      ),
    [period],
  );
}
