/** By how much a clock is changed where summer time begins or ends; less in one place, and more in another one. */
export const CHANGE_MS = 3_600_000;

/** What may be told a little later than it is. */
const SLACK_MS = 60_000;

/** Whether a time that was read by the offset of now may be off: the clock may have been changed since. */
export function mayBeOff(time: number, changes: readonly number[]): boolean {
  return changes.some((change) => time < change + CHANGE_MS);
}

/** Whether the clock may have been changed between two times that were both read by the offset of now. */
export function mayBeBetween(one: number, other: number, changes: readonly number[]): boolean {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  return changes.some((change) => first < change + CHANGE_MS && last > change - CHANGE_MS);
}

/** A time that was read by the offset of now, and is later than the moment `saidAt` at which it was told: where the clock was set back just before that, it is of before. */
export function notAfter(time: number, saidAt: number, changes: readonly number[]): number {
  const wasSetBack = changes.some((change) => saidAt - change < 2 * CHANGE_MS);
  return time > saidAt + SLACK_MS && time <= saidAt + CHANGE_MS && wasSetBack ? time - CHANGE_MS : time;
}
