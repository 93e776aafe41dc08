import { NO_VALUE } from './number.ts';
import { momentOf, openZone, wallText, type Zone } from './zone.ts';

/** How the pages show moments to one reader: in his zone, which every text names. All take epoch ms; what is no moment is an en dash. */
export type TimeFormat = {
  /** The name of the zone: "Europe/Vienna". */
  zone: string;
  /** "15:11:12 CET". */
  clock(at: number): string;
  /** "15:11:12 CET" within a day of now, with its date beyond that. */
  moment(at: number, now: number): string;
  /** The same in two, for what sets the zone apart. */
  parts(at: number, now: number): { text: string; label: string };
  /** "15:11 CET", with its date where that is not within a day of now. */
  minute(at: number, now: number): string;
  /** "2026-03-04 15:11:12 CET". */
  full(at: number): string;
  /** All that one may want to copy: the moment in the zone, in UTC, in the zone of the browser, and as epoch ms. */
  describe(at: number): string;
  /** As a field for date and time holds it: "2026-03-04T15:11"; seconds only where there are any. */
  field(at: number): string;
  /** What such a field holds, as epoch ms; NaN where that is no time. See momentOf for times that come twice or never. */
  read(text: string): number;
};

const DAY_MS = 86_400_000;
const UTC = openZone('UTC');

/** Shows moments in a zone. `here` is the zone of the browser; null where that is not known. */
export function createTimeFormat(zone: Zone, here: Zone | null): TimeFormat {
  const label = (at: number): string => zone.at(at).label;
  const moment = (at: number, now: number): string => (Math.abs(now - at) < DAY_MS ? clockText(at, zone) : dayText(at, zone));
  const minute = (at: number, now: number): string => moment(at, now).replace(/:\d\d$/, '');
  const labelled = (at: number, text: () => string): string => (isTime(at) ? `${text()} ${label(at)}` : NO_VALUE);
  return {
    zone: zone.name,
    clock: (at) => labelled(at, () => clockText(at, zone)),
    moment: (at, now) => labelled(at, () => moment(at, now)),
    parts: (at, now) => (isTime(at) ? { text: moment(at, now), label: label(at) } : { text: NO_VALUE, label: '' }),
    minute: (at, now) => labelled(at, () => minute(at, now)),
    full: (at) => fullText(at, zone),
    describe: (at) => describe(at, zone, here),
    field: (at) => (isTime(at) ? wallText(at, zone).slice(0, 19).replace(/:00$/, '') : ''),
    read: (text) => momentOf(text, zone),
  };
}

function describe(at: number, zone: Zone, here: Zone | null): string {
  if (!isTime(at)) return NO_VALUE;
  const zones = new Map([zone, UTC, ...(here ? [here] : [])].map((one) => [one.name, one]));
  const lines = [...zones.values()].map((one) => {
    const name = one === UTC ? '' : `, ${one.name}`;
    return `${fullText(at, one)}${name}${one === here ? ', here' : ''}`;
  });
  return [...lines, `${Math.round(at)} epoch ms`].join('\n');
}

function clockText(at: number, zone: Zone): string {
  return wallText(at, zone).slice(11, 19);
}

function dayText(at: number, zone: Zone): string {
  return wallText(at, zone).slice(0, 19).replace('T', ' ');
}

function fullText(at: number, zone: Zone): string {
  return isTime(at) ? `${dayText(at, zone)} ${zone.at(at).label}` : NO_VALUE;
}

/** Within the years that a date can be written in with four digits. */
function isTime(at: number): boolean {
  return at >= FIRST && at < LAST;
}

const FIRST = Date.parse('0001-01-02T00:00Z');
const LAST = Date.parse('9999-12-31T00:00Z');
