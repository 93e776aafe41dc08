import type { HistoryEvent } from '../../history.ts';
import type { Since } from '../../status.ts';
import type { NewEvent } from '../history/history.ts';

/** Where something happened: what is empty is not known, or several. */
export type EventPlace = Pick<HistoryEvent, 'system' | 'group' | 'node'>;

export const NOWHERE: EventPlace = { system: '', group: '', node: '' };

/** An event of one place, which concerns its system. */
export function eventAt(
  place: EventPlace,
  event: Pick<NewEvent, 'at' | 'until' | 'kind' | 'subject' | 'words'> & Partial<NewEvent>,
): NewEvent {
  return { ...place, systems: place.system === '' ? [] : [place.system], status: null, by: null, ...event };
}

/**
 * Whether something came to be so while Vigil watched, which is since `from` (epoch ms), or while it was away: what was so when it first looked, or before it stopped, is no news.
 */
export function isNews({ at, how, unwatched }: Since, from: number): boolean {
  switch (how) {
    case 'before':
      return false;
    case 'between':
      return true;
    case 'source':
    case 'seen':
      return unwatched === undefined && at >= from;
  }
}

/** When something came to be so that was found at `foundAt`: the source's own word counts where it is of just before. */
export function timesOf(since: Since, foundAt: number): Pick<NewEvent, 'at' | 'until'> {
  if (since.how === 'between' && since.unwatched) return { at: Math.round(since.unwatched.from), until: Math.round(since.unwatched.to) };
  const isJustBefore = since.at <= foundAt && foundAt - since.at < JUST_BEFORE_MS;
  const at = Math.round(isJustBefore ? since.at : foundAt);
  return { at, until: at };
}

/** What lies further back was found late: its line stands where it was found. */
const JUST_BEFORE_MS = 60_000;

/** The place that all of these share. */
export function commonPlace(places: readonly EventPlace[]): EventPlace {
  const shared = (of: (place: EventPlace) => string): string => {
    const all = new Set(places.map(of));
    const [first = ''] = all;
    return all.size === 1 ? first : '';
  };
  const system = shared((place) => place.system);
  const group = system === '' ? '' : shared((place) => place.group);
  return { system, group, node: group === '' ? '' : shared((place) => place.node) };
}
