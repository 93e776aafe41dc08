/** What the clocks of a zone show at one moment: how far they are ahead of UTC, in ms, and what people call that: "CET", "EDT", "UTC+5:30". */
type ZoneTime = { offsetMs: number; label: string };

/** A time zone by its name in the tz database: "Europe/Vienna". `at` takes epoch ms. */
export type Zone = { name: string; at(at: number): ZoneTime };

const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Minutes of which a zone remembers what its clocks showed; zones change at whole minutes. */
const REMEMBERED = 1_000;
/** Each knows the abbreviations that are at home with it; where none has one, the distance from UTC says it. */
const LOCALES = ['en-US', 'en-GB'];

const opened = new Map<string, Zone>();

/** True for a name of a zone that this runtime knows. */
export function isZoneName(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    openZone(name);
    return true;
  } catch {
    return false;
  }
}

/** The zone of a name, the same object each time. Throws RangeError where the runtime knows none of it. */
export function openZone(name: string): Zone {
  const zone = opened.get(name) ?? createZone(name);
  opened.set(name, zone);
  return zone;
}

/** A moment (epoch ms) as the clocks of a zone show it: "2026-03-04T15:11:12.345". NaN and what lies beyond the calendar throw RangeError. */
export function wallText(at: number, zone: Zone): string {
  return new Date(at + zone.at(at).offsetMs).toISOString().slice(0, -1);
}

/**
 * The moment, epoch ms, at which the clocks of a zone show "2026-03-04T15:11" or "…:12". Of a time that comes twice it is the first; a time that is skipped is
 * as much later as clocks are put forward. NaN for what is not a time.
 */
export function momentOf(text: string, zone: Zone): number {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(wall)) return wall;
  const before = wall - zone.at(wall - DAY_MS).offsetMs;
  const after = wall - zone.at(wall + DAY_MS).offsetMs;
  const shown = [before, after].filter((at) => at + zone.at(at).offsetMs === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

function createZone(name: string): Zone {
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const names = LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: 'short' }));
  const known = new Map<number, ZoneTime>();
  return {
    name,
    at(at) {
      const minute = Math.floor(at / MINUTE_MS);
      const found = known.get(minute);
      if (found) return found;
      const offsetMs = offsetOf(clock, at);
      const time = { offsetMs, label: abbreviation(names, at) ?? distance(offsetMs) };
      if (known.size >= REMEMBERED) known.clear();
      known.set(minute, time);
      return time;
    },
  };
}

function offsetOf(clock: Intl.DateTimeFormat, at: number): number {
  const shown = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const wall = new Date(0);
  wall.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - Math.floor(at / 1_000) * 1_000;
}

function abbreviation(names: readonly Intl.DateTimeFormat[], at: number): string | undefined {
  return names
    .map((name) => name.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '')
    .find((text) => /^[A-Z]+$/.test(text));
}

/** "UTC+5:30", "UTC-3". */
function distance(offsetMs: number): string {
  const minutes = Math.floor(Math.abs(offsetMs) / MINUTE_MS);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offsetMs < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}
