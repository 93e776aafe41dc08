import type { PastChange } from '#lib/past.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The lengths that the axis may have. */
export const SPANS = [
  { words: '1 h', ms: HOUR_MS },
  { words: '6 h', ms: 6 * HOUR_MS },
  { words: '24 h', ms: DAY_MS },
  { words: '3 d', ms: 3 * DAY_MS },
  { words: '14 d', ms: 14 * DAY_MS },
] as const;

/** What is on screen of all time, epoch ms. */
export type Axis = { from: number; to: number };

/** The axis that ends now, or, where that does not hold the moment, the one around it. It moves in steps, so that marks are not asked for with every second. */
export function axisAround(at: number, now: number, spanMs: number): Axis {
  const stepMs = Math.max(MINUTE_MS, spanMs / 60);
  const end = Math.ceil(now / stepMs) * stepMs;
  if (Number.isNaN(at) || (at >= end - spanMs && at <= end)) return { from: end - spanMs, to: end };
  const to = Math.min(end, Math.ceil((at + spanMs / 2) / stepMs) * stepMs);
  return { from: to - spanMs, to };
}

/** The axis for a moment: the one before for as long as it holds it and now has not run off its end. */
export function nextAxis(before: Axis | null, at: number, now: number, spanMs: number): Axis {
  const holds = before !== null && before.to - before.from === spanMs && at >= before.from && at <= before.to;
  // One that ended at now goes on with it.
  const isBehind = before !== null && now > before.to && now - before.to < spanMs / 10;
  return holds && !isBehind ? before : axisAround(at, now, spanMs);
}

/** Where a moment stands, 0 at the beginning of the axis and 1 at its end; at the ends what is beyond them. */
export function placeOf(at: number, { from, to }: Axis): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** The moment at a place, on a whole second; that of a change where one is nearer than `reach` of the axis: it is what is aimed at. Never later than now. */
export function momentAt(
  place: number,
  axis: Axis,
  { changes, now, reach }: { changes: readonly PastChange[]; now: number; reach: number },
): number {
  const spanMs = axis.to - axis.from;
  const meant = axis.from + Math.min(1, Math.max(0, place)) * spanMs;
  const near = nearest(changes, meant);
  const at = near && Math.abs(near.at - meant) <= reach * spanMs ? near.at : meant;
  return Math.floor(Math.min(at, now) / 1_000) * 1_000;
}

/** The change nearest to a moment; null where there is none. */
export function nearest(changes: readonly PastChange[], at: number): PastChange | null {
  let found: PastChange | null = null;
  for (const change of changes) if (found === null || Math.abs(change.at - at) < Math.abs(found.at - at)) found = change;
  return found;
}

/** How far a key moves, ms; null for one that does not. Shift makes the steps of the arrows as small as the distance of two frames. */
export function keyStep(key: string, isFine: boolean): number | null {
  const step = isFine ? 10_000 : MINUTE_MS;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step;
    case 'ArrowRight':
    case 'ArrowUp':
      return step;
    case 'PageDown':
      return -HOUR_MS;
    case 'PageUp':
      return HOUR_MS;
    default:
      return null;
  }
}

const TICKS_MS = [
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
];

/** Whole times along the axis, as the clocks of a zone show them, at most `most`. `aheadMs` is how far those clocks are ahead of UTC. */
export function ticksOf({ from, to }: Axis, most: number, aheadMs: (at: number) => number): number[] {
  const stepMs = TICKS_MS.find((ms) => (to - from) / ms <= most) ?? 7 * DAY_MS;
  const ticks: number[] = [];
  for (let wall = Math.ceil((from + aheadMs(from)) / stepMs) * stepMs; ; wall += stepMs) {
    const at = wall - aheadMs(wall - aheadMs(from));
    if (at > to) return ticks;
    if (at >= from) ticks.push(at);
  }
}
