const ISO = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment as an address writes it, as epoch ms: ISO 8601 with its zone, or ms. NaN for what is neither. */
export function readMoment(text: string): number {
  if (/^\d{11,14}$/.test(text)) return Number(text);
  const day = ISO.exec(text)?.[1];
  return day !== undefined && isDay(day) ? Date.parse(text) : Number.NaN;
}

/** A moment (epoch ms) as an address writes it: "2026-11-22T03:12:30Z". */
export function writeMoment(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Whether there is a day "2026-02-28". Date.parse takes the 31st of February for one in March. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
