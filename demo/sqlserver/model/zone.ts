const formats = new Map<string, Intl.DateTimeFormat>();

/** No zone changes its offset but at a quarter of an hour of UTC: what was looked up counts until the next one. */
const QUARTER_MS = 900_000;
const KNOWN_MOST = 2_000;
const offsets = new Map<string, number>();

/** How far the clocks on the wall of a zone ("America/New_York", "Asia/Kolkata") are ahead of UTC at a moment, in ms; summer time is followed. */
export function zoneOffsetMs(zone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= KNOWN_MOST) offsets.clear();
  const found = lookUp(zone, quarter * QUARTER_MS);
  offsets.set(key, found);
  return found;
}

function lookUp(zone: string, at: number): number {
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** A moment as SQL Server's datetime without offset shows it in a zone: a Date whose UTC fields are the local ones. */
export function localTime(zone: string, at: number): Date {
  return new Date(at + zoneOffsetMs(zone, at));
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}
