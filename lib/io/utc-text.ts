const FIRST_AT = Date.UTC(1_000, 0);
const LAST_AT = Date.UTC(10_000, 0);

/** A time of the years 1000 to 9999 in UTC without a zone, as all databases read it: "2026-11-23 06:02:53.123". Throws for any other, which no caller may ask with. */
export function isoUtc(at: number): string {
  if (!(at >= FIRST_AT && at < LAST_AT)) throw new Error(`a time that no database holds: ${at}`);
  return new Date(at).toISOString().slice(0, -1).replace('T', ' ');
}
