import type { NodeEvent } from '../finding.ts';
import { nodeKey } from '../roll-up.ts';

/** Sources count in whole seconds, and answers take time. */
const TOLERANCE_MS = 2_000;

/**
 * The events with one more, in front. What one probe tells of a moment and another of some time around it is one event, of that moment. Gives the same list where it was
 * told already.
 */
export function withEvent(events: readonly NodeEvent[], added: NodeEvent): readonly NodeEvent[] {
  const known = events.find((event) => isOne(event, added));
  if (!known) return [added, ...events];
  return spanMs(added) < spanMs(known) ? events.map((event) => (event === known ? added : event)) : events;
}

/** What tells a time and no moment was read before and after the change, and may have been answered by the old process once more: it can be late by as long again. */
function isOne(a: NodeEvent, b: NodeEvent): boolean {
  if (nodeKey(a) !== nodeKey(b) || (spanMs(a) > 0 && spanMs(b) > 0)) return false;
  const apartMs = Math.max(TOLERANCE_MS, spanMs(a), spanMs(b));
  return a.from <= b.to + apartMs && b.from <= a.to + apartMs;
}

function spanMs({ from, to }: NodeEvent): number {
  return to - from;
}
