/** A count that was told at a moment (epoch ms). */
export type Value = { at: number; value: number };

/** A straight line through `value` at `at`; of a decay it is the logarithm that goes straight. */
export type Line = { is: 'straight' | 'decay'; at: number; value: number; perMs: number };

/** A decay takes far longer to its end than a straight line: it has to lie much nearer to be believed. */
const MUCH_NEARER = 0.7;

/** Fewer than this is nobody: a decay never reaches zero. */
const NOBODY = 0.5;

/** Each value as the middle one of three: one that stands out alone is let go. The two ends are held to where their neighbours lead. */
export function smoothed(values: readonly Value[]): Value[] {
  if (values.length < 3) return [...values];
  const inner = values.map(({ at, value }, index) => ({
    at,
    value: middle(values[index - 1]?.value ?? value, value, values[index + 1]?.value ?? value),
  }));
  const ended = (own: Value, near: Value | undefined, far: Value | undefined): Value =>
    near && far ? { at: own.at, value: middle(own.value, near.value, 3 * near.value - 2 * far.value) } : own;
  return inner.map((one, index) => {
    if (index === 0) return ended(one, inner[1], inner[2]);
    return index === inner.length - 1 ? ended(one, inner.at(-2), inner.at(-3)) : one;
  });
}

function middle(...three: [number, number, number]): number {
  return three.toSorted((a, b) => a - b)[1] ?? 0;
}

/** The straight line that lies nearest by least squares. */
export function straightLine(values: readonly Value[], is: Line['is'] = 'straight'): Line {
  const at = mean(values.map((one) => one.at));
  const value = mean(values.map((one) => one.value));
  const across = values.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
  const along = values.reduce((sum, one) => sum + (one.at - at) * (one.value - value), 0);
  return { is, at, value, perMs: across > 0 ? along / across : 0 };
}

/** By how much the line goes down from the first value to the last. */
export function lossOf(values: readonly Value[], { perMs }: Line): number {
  return -perMs * ((values.at(-1)?.at ?? 0) - (values[0]?.at ?? 0));
}

/** How far the values lie from the line: half of them lie nearer. */
export function noiseOf(values: readonly Value[], line: Line): number {
  const off = values.map((one) => Math.abs(one.value - valueOn(line, one.at))).toSorted((a, b) => a - b);
  return off[Math.floor((off.length - 1) / 2)] ?? 0;
}

/** When a falling count comes to nothing, and the line by which: the straight one, or a decay where that lies nearer. */
export function turnsEmptyAt(values: readonly Value[], straight: Line): { best: Line; emptyAt: number } {
  const last = values.at(-1)?.at ?? 0;
  const plain = { best: straight, emptyAt: Math.max(last, straight.at - straight.value / straight.perMs) };
  if (values.some(({ value }) => value <= 0)) return plain;
  const decay = straightLine(
    values.map((one) => ({ at: one.at, value: Math.log(one.value) })),
    'decay',
  );
  if (decay.perMs >= 0 || missOf(values, decay) >= MUCH_NEARER * missOf(values, straight)) return plain;
  return { best: decay, emptyAt: Math.max(last, decay.at - (decay.value - Math.log(NOBODY)) / decay.perMs) };
}

function missOf(values: readonly Value[], line: Line): number {
  return values.reduce((sum, one) => sum + Math.abs(one.value - valueOn(line, one.at)), 0);
}

/** What the line says at a moment. */
export function valueOn({ is, at, value, perMs }: Line, moment: number): number {
  const there = value + perMs * (moment - at);
  return is === 'straight' ? there : Math.exp(there);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}
