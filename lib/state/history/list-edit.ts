/** How a list became another: so many of its head and of its tail stay, and between them stand these: places in the list before, or what is new, which is never a number. */
export type ListEdit = readonly [head: number, tail: number, between: readonly unknown[]];

/**
 * Where each of a list stood before, by keys: -1 for what is new. None stands for two: of several with one key all but the first are new.
 */
export function placesBefore<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string): number[] {
  const isUnmoved = before.length === after.length && before.every((one, i) => keyOf(one) === keyOf(after[i] as Item));
  if (isUnmoved) return after.map((_, i) => i);
  const places = new Map<string, number>();
  before.forEach((one, i) => void (places.has(keyOf(one)) || places.set(keyOf(one), i)));
  return after.map((one) => {
    const place = places.get(keyOf(one)) ?? -1;
    places.delete(keyOf(one));
    return place;
  });
}

/** The edit that makes the list after from one of `length` before; null where all stay as they stand. `wholeOf` gives what is new. */
export function editList(length: number, places: readonly number[], wholeOf: (place: number) => unknown): ListEdit | null {
  let head = 0;
  while (head < length && head < places.length && places[head] === head) head += 1;
  if (head === length && head === places.length) return null;
  let tail = 0;
  const last = (i: number): boolean => places[places.length - 1 - i] === length - 1 - i;
  while (tail < Math.min(length, places.length) - head && last(tail)) tail += 1;
  const between = places.slice(head, places.length - tail);
  return [head, tail, between.map((place, i) => (place >= 0 ? place : wholeOf(head + i)))];
}

/** The list that an edit makes of one before. */
export function applyEdit<Item>(before: readonly Item[], [head, tail, between]: ListEdit): Item[] {
  const middle = between.map((one) => (typeof one === 'number' ? before[one] : one) as Item);
  return [...before.slice(0, head), ...middle, ...before.slice(before.length - tail)];
}
