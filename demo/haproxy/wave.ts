/** One "day" of the demo's traffic. */
const DAY_S = 240;

/** How busy the estate is at a moment, around 1: a day's rise and fall in four minutes, with a smaller swell on top. Between 0.45 and 1.55. */
export function wave(seconds: number): number {
  const turn = (2 * Math.PI * seconds) / DAY_S;
  return 1 + 0.4 * Math.sin(turn) + 0.15 * Math.sin(turn * 5 + 1);
}
