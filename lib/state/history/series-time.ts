/** The length of what is sealed together. */
export const HOUR_MS = 3_600_000;
/** The UTC day. */
export const DAY_MS = 24 * HOUR_MS;
/** The length of the steps that are kept of a day. */
export const STEP_MS = 300_000;

/** When the hour, day or step began in which a moment lies. */
export function startOf(at: number, lengthMs: number): number {
  return Math.floor(at / lengthMs) * lengthMs;
}

/** When the hours, days or steps begin in which the moments of a period lie, oldest first; none where it ends before it begins. */
export function startsBetween({ from, to }: { from: number; to: number }, lengthMs: number): number[] {
  const starts: number[] = [];
  for (let at = startOf(from, lengthMs); at <= to; at += lengthMs) starts.push(at);
  return starts;
}
