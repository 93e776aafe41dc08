import type { SqlType, Value } from '../tds/types.ts';
import { compareFolded, compareWithNull, fold } from './compare.ts';
import type { Frame, Sorting } from './plan.ts';
import { isText } from './types.ts';

/** Frames in an order, NULL lowest; equal ones keep the order they came in. */
export function sortFrames(frames: readonly Frame[], order: readonly Sorting[]): Frame[] {
  const keyed = frames.map((frame) => ({ frame, keys: order.map(({ bound }) => keyOf(bound.evaluate(frame), bound.type)) }));
  keyed.sort((a, b) => {
    for (const [at, { bound, descending }] of order.entries()) {
      const difference = compareKeys(a.keys[at] ?? null, b.keys[at] ?? null, bound.type);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ frame }) => frame);
}

/** Texts are folded once, and not at every comparison. */
const keyOf = (value: Value, type: SqlType): Value => (typeof value === 'string' && isText(type) ? fold(value) : value);

function compareKeys(a: Value, b: Value, type: SqlType): number {
  return typeof a === 'string' && typeof b === 'string' && isText(type) ? compareFolded(a, b) : compareWithNull(a, b, type);
}

/** Whether two frames stand at the same place of an order. */
export function isPeer(a: Frame, b: Frame, order: readonly Sorting[]): boolean {
  return order.every(({ bound }) => compareWithNull(bound.evaluate(a), bound.evaluate(b), bound.type) === 0);
}
