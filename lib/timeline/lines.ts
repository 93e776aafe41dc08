import type { HistoryEvent } from '../history.ts';
import { gatherSpans, newestOf, type Span } from './spans.ts';

/**
 * One line of the list, by its newest event. `parts` are all of it, the newest first. `is`: "one" event; "thing": what is told of one thing in several; "burst": many rows or nodes that
 * became the same at once.
 */
export type Line = { is: 'one' | 'thing' | 'burst'; id: string; newest: HistoryEvent; parts: readonly HistoryEvent[]; span: Span };

/** So many at least that became the same at once are one line, and so far apart at most. */
const BURST = 4;
const AT_ONCE_MS = 5_000;

/** Events as lines, the newest first. A line keeps its name as more of it is known. */
export function gatherLines(events: readonly HistoryEvent[]): Line[] {
  const spans = gatherSpans(events);
  const lines: Line[] = [];
  for (let index = 0; index < spans.length; ) {
    const burst = burstAt(spans, index);
    const [first] = burst;
    if (!first) break;
    const isBurst = burst.length >= BURST;
    lines.push(isBurst ? burstOf(first, burst) : lineOf(first));
    index += isBurst ? burst.length : 1;
  }
  return lines;
}

/** The spans from an index on that became the same at once. */
function burstAt(spans: readonly Span[], index: number): Span[] {
  const first = spans[index];
  if (!first || !mayBurst(first)) return first ? [first] : [];
  const newest = newestOf(first);
  const burst = [first];
  for (let next = spans[index + 1]; next !== undefined; next = spans[index + burst.length]) {
    const event = newestOf(next);
    const before = newestOf(burst.at(-1) ?? first);
    const isAlike = mayBurst(next) && event.kind === newest.kind && event.status === newest.status && event.system === newest.system;
    if (!isAlike || before.at - event.at > AT_ONCE_MS) break;
    burst.push(next);
  }
  return burst;
}

function mayBurst({ events }: Span): boolean {
  return events.length === 1 && (events[0].kind === 'status' || events[0].kind === 'node');
}

function lineOf(span: Span): Line {
  const newest = newestOf(span);
  const parts = span.events.toReversed();
  // By the first: what comes of it later does not make it another line.
  return { is: parts.length === 1 ? 'one' : 'thing', id: `e${span.events[0].id}`, newest, parts, span };
}

function burstOf(first: Span, burst: readonly Span[]): Line {
  const parts = burst.map(newestOf);
  const oldest = parts.at(-1) ?? newestOf(first);
  return {
    is: 'burst',
    id: `b${oldest.id}`,
    newest: newestOf(first),
    parts,
    span: { ...first, from: oldest.at, to: newestOf(first).until },
  };
}
