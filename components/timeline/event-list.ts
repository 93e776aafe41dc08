import type { HistoryEvent } from '#lib/history.ts';
import type { EventsAnswer } from '#lib/http/events.ts';
import { newestFirst } from '#lib/timeline/spans.ts';

type Page = Pick<EventsAnswer, 'events' | 'next'>;

/**
 * What is known of the events, newest first. Those above `shownUpTo` (an id) have come since and wait to be shown. `replacement`: so many have come that they do not join on to what is
 * known, which they replace when they are shown.
 */
export type EventList = { events: readonly HistoryEvent[]; next: number | null; shownUpTo: number; replacement: Page | null };

export function startList({ events, next }: Page): EventList {
  return { events, next, shownUpTo: newestId(events), replacement: null };
}

/** The list after its head was read again: what is new waits. Where nothing was there, it is shown. */
export function takeHead(list: EventList, page: Page): EventList {
  if (list.events.length === 0) return startList(page);
  const known = new Set(list.events.map(({ id }) => id));
  const joins = page.next === null || page.events.some(({ id }) => known.has(id));
  return joins ? { ...list, events: merged(page.events, list.events), replacement: null } : { ...list, replacement: page };
}

/** The list with the next older page. */
export function takeOlder(list: EventList, page: Page): EventList {
  return { ...list, events: merged(list.events, page.events), next: page.next };
}

export function showAll(list: EventList): EventList {
  return list.replacement ? startList(list.replacement) : { ...list, shownUpTo: newestId(list.events) };
}

/** Those that are shown; of a page of the past (paged to) all are. */
export function shownEvents({ events, shownUpTo }: EventList): HistoryEvent[] {
  return events.filter(({ id }) => id <= shownUpTo);
}

/** "4 new"; empty where nothing waits. */
export function waitingWords({ events, shownUpTo, replacement }: EventList): string {
  if (replacement) return `more than ${replacement.events.length} new`;
  const count = events.filter(({ id }) => id > shownUpTo).length;
  return count === 0 ? '' : `${count} new`;
}

function merged(newer: readonly HistoryEvent[], older: readonly HistoryEvent[]): HistoryEvent[] {
  return [...new Map([...older, ...newer].map((event) => [event.id, event])).values()].sort(newestFirst);
}

function newestId(events: readonly HistoryEvent[]): number {
  return events.reduce((newest, { id }) => Math.max(newest, id), 0);
}
