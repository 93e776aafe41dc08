const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks on the wall of a zone ("America/New_York", "Asia/Kolkata") are ahead of UTC at a moment, in ms; summer time is followed. */
export function zoneOffsetMs(zone: string, at: number): number {
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
