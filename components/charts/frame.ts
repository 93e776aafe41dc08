import type { Period } from './view.ts';

/** Room around what is drawn, the same in every chart, so that all have one time axis: for values, at the right edge, above, and for times. */
export const LEFT_PX = 62;
export const RIGHT_PX = 12;
export const TOP_PX = 8;
export const BOTTOM_PX = 22;

/** The moment at a place in a chart so wide; what lies outside of its time is its nearer end. */
export function momentAt(px: number, width: number, { from, to }: Period): number {
  const inner = Math.max(1, width - LEFT_PX - RIGHT_PX);
  const share = Math.min(1, Math.max(0, (px - LEFT_PX) / inner));
  return from + share * (to - from);
}

/** Where a moment stands in a chart, as a length of CSS; null outside of its time. */
export function placeOf(at: number, { from, to }: Period): string | null {
  if (at < from || at > to || to <= from) return null;
  const share = (at - from) / (to - from);
  return `calc(${LEFT_PX}px + (100% - ${LEFT_PX + RIGHT_PX}px) * ${share.toFixed(5)})`;
}
