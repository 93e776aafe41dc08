import type { TrendPoint } from '#lib/trend.ts';

/** What is drawn: `from` and `to` (epoch ms) are its left and right edge; points further apart than `gapMs` are not joined. */
export type Span = { from: number; to: number; gapMs: number };

export type Spot = { x: number; y: number };

/** `top` is what the upper edge stands for, where the unit has a natural one; else the highest value does. */
export type PlaceBox = { width: number; height: number; top?: number | undefined };

/** `lines` are the unbroken runs; `end` is the last value there is. Null where there is none at all. */
export type Drawing = { lines: readonly (readonly Spot[])[]; end: Spot | null };

/** Missed readings that are joined: one, and a little for the turn that a question waits for. */
const JOINED_INTERVALS = 2.5;

/** How far apart two points may lie and still be joined: at most one poll was missed between them. */
export function gapMsOf(intervalMs: number): number {
  return intervalMs * JOINED_INTERVALS;
}

/** The points as places in a box. Zero is its lower edge: a line that rises has grown by what it looks like. */
export function placePoints(trend: readonly TrendPoint[], { from, to, gapMs }: Span, box: PlaceBox): Drawing {
  const shown = trend.filter(([at]) => at >= from && at <= to);
  const most = Math.max(box.top ?? 0, ...shown.map(([, value]) => value ?? 0));
  const place = (at: number, value: number): Spot => ({
    x: round(to > from ? ((at - from) / (to - from)) * box.width : box.width),
    y: round(box.height - (most > 0 ? value / most : 0) * box.height),
  });
  const lines: Spot[][] = [];
  let lastAt: number | null = null;
  for (const [at, value] of shown) {
    if (value === null) {
      lastAt = null;
      continue;
    }
    const line = lines.at(-1);
    if (line && lastAt !== null && at - lastAt <= gapMs) extend(line, place(at, value));
    else lines.push([place(at, value)]);
    lastAt = at;
  }
  return { lines, end: lines.at(-1)?.at(-1) ?? null };
}

/** A level stretch is its two ends: most lines lie on the ground. */
function extend(line: Spot[], spot: Spot): void {
  if (line.at(-1)?.y === spot.y && line.at(-2)?.y === spot.y) line.pop();
  line.push(spot);
}

/** Where a moment stands in a box of that width; null outside of it. */
export function placeMoment(at: number, { from, to }: Span, width: number): number | null {
  return at < from || at > to || to <= from ? null : round(((at - from) / (to - from)) * width);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
