import type { Value } from '../tds/types.ts';
import { compareWithNull } from './compare.ts';
import type { Frame, Sorting } from './plan.ts';

/** Frames in an order, NULL lowest; equal ones keep the order they came in. */
export function sortFrames(frames: readonly Frame[], order: readonly Sorting[]): Frame[] {
  const keyed = frames.map((frame) => ({ frame, keys: order.map(({ bound }): Value => bound.evaluate(frame)) }));
  keyed.sort((a, b) => {
    for (const [at, { bound, descending }] of order.entries()) {
      const difference = compareWithNull(a.keys[at] ?? null, b.keys[at] ?? null, bound.type);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ frame }) => frame);
}

/** Whether two frames stand at the same place of an order. */
export function isPeer(a: Frame, b: Frame, order: readonly Sorting[]): boolean {
  return order.every(({ bound }) => compareWithNull(bound.evaluate(a), bound.evaluate(b), bound.type) === 0);
}
