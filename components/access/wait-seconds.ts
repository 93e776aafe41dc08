/** How long a refused sign-in says that one must wait: 65 for "try again in 1m 05s". 0 where it gives no number. */
export function waitSeconds(words: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /try again in (?:(\d+) ?h)? ?(?:(\d+) ?m(?:in)?)? ?(?:(\d+) ?s)?/i.exec(words) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
