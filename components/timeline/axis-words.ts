import { formatAge } from '#lib/format/age.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';
import type { AxisBar, AxisMark } from '#lib/timeline/axis.ts';
import { wordOf } from './event-words.ts';
import { KIND_WORDS } from './kinds.ts';
import type { Titles } from './places.ts';

/** What of the axis is under the mouse or has the focus. */
export type Pointed =
  | { is: 'mark'; lane: string; mark: AxisMark }
  | { is: 'bar'; lane: string; bar: AxisBar }
  | { is: 'words'; words: string };

export type Around = { format: TimeFormat; titles: Titles; stepMs: number; now: number };

const LANES: Readonly<Record<string, string>> = { deploys: 'Deploys', actions: 'Actions', vigil: 'Vigil' };

export function laneTitle(lane: string, titles: Titles): string {
  return LANES[lane] ?? titles.system(lane);
}

/** What a mark stands for: an event whole, or how many of what there are. */
export function markWords({ at, count, status, kinds, event }: AxisMark, { format, stepMs, now }: Omit<Around, 'titles'>): string {
  if (event !== null) {
    const by = event.by === null ? '' : `, by ${event.by}`;
    return `${format.moment(event.at, now)}: ${wordOf(event)}: ${[event.subject, event.words].filter((text) => text !== '').join(': ')}${by}`;
  }
  const what = kinds.map((kind) => KIND_WORDS[kind].many.toLowerCase()).join(', ');
  return `${format.moment(at, now)} to ${format.moment(at + stepMs, now)}: ${count} events (${what})${status === null ? '' : `, worst ${status}`}`;
}

/** How long something lasted, and what. */
export function barWords({ from, to, status, count, names }: AxisBar, { format, now }: Omit<Around, 'titles' | 'stepMs'>): string {
  const more = count > names.length ? ' and more' : '';
  return `${format.moment(from, now)} to ${format.moment(to, now)} (${formatAge(to - from)}): ${status === null ? '' : `${status}, `}${count > 1 ? `up to ${count} at once: ` : ''}${names.join(', ')}${more}`;
}
