import type { HistoryEvent } from '../history.ts';

/** What belongs together: one event, or those that tell of one thing, the oldest first. `to` is null where its end is not known: it goes on, or nobody saw it end. */
export type Span = { events: readonly [HistoryEvent, ...HistoryEvent[]]; from: number; to: number | null };

/** Events, newest first as they come, gathered into what belongs together; the newest first by their last event. An issue that comes again is another. */
export function gatherSpans(events: readonly HistoryEvent[]): Span[] {
  const done: Span[] = [];
  const open = new Map<string, [HistoryEvent, ...HistoryEvent[]]>();
  for (const event of events.toReversed()) {
    const thing = thingOf(event);
    if (thing === null) {
      done.push(spanOf([event]));
      continue;
    }
    const known = open.get(thing);
    if (known) known.push(event);
    else open.set(thing, [event]);
    if (!isOver(event)) continue;
    done.push(spanOf(open.get(thing) ?? [event]));
    open.delete(thing);
  }
  for (const own of open.values()) done.push(spanOf(own));
  return done.sort((a, b) => newestFirst(newestOf(a), newestOf(b)));
}

/** For sorting: the newest first, as the store tells them. */
export function newestFirst(a: HistoryEvent, b: HistoryEvent): number {
  return b.at - a.at || b.id - a.id;
}

/** Whether an event says that an issue is over: it then became nothing any more. */
export function isOver({ kind, status }: Pick<HistoryEvent, 'kind' | 'status'>): boolean {
  return kind === 'issue' && status === null;
}

/** The last word on it. */
export function newestOf({ events }: Span): HistoryEvent {
  return events.at(-1) ?? events[0];
}

/** Of which thing an event tells that others may tell of too; null where it stands for itself. */
function thingOf({ kind, key, system, group, node, subject }: HistoryEvent): string | null {
  if (key !== undefined) return `${kind} ${key}`;
  return kind === 'issue' ? JSON.stringify([kind, system, group, node, subject]) : null;
}

function spanOf(events: readonly [HistoryEvent, ...HistoryEvent[]]): Span {
  const [first] = events;
  const last = events.at(-1) ?? first;
  if (first.kind === 'issue') return { events, from: first.at, to: isOver(last) ? last.until : null };
  // What is told of a deploy or of planned work a second time is when it really was.
  if (first.kind === 'deploy' || first.kind === 'maintenance') return { events, from: last.at, to: last.until };
  return { events, from: first.at, to: last.until };
}
