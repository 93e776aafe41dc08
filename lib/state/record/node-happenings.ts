import type { NodeEvent } from '../../finding.ts';
import { withEvent } from '../../judge/merge-events.ts';
import type { NewEvent } from '../history/history.ts';
import { eventAt } from './event.ts';

/** So long is waited for another probe to tell the moment more closely. */
const REFINED_MS = 10_000;

/** What happened to nodes, each told once, as closely as it is known after a while. */
export class NodeHappenings {
  /** By group: what is told there now, and what of that has been written. */
  readonly #groups = new Map<string, { told: readonly NodeEvent[]; written: readonly NodeEvent[] }>();
  readonly #firstAt = new Map<NodeEvent, number>();

  /** All that happened in a group lately, as its witness tells it now. */
  take(place: { system: string; group: string }, told: readonly NodeEvent[], now: number): void {
    const key = JSON.stringify([place.system, place.group]);
    const before = this.#groups.get(key);
    for (const event of before?.told ?? []) if (!told.includes(event)) this.#firstAt.delete(event);
    for (const event of told) if (!this.#firstAt.has(event)) this.#firstAt.set(event, now);
    this.#groups.set(key, { told, written: before?.written ?? [] });
  }

  /** What may be written now; all of it where it is the last time. */
  drain(now: number, isLast = false): NewEvent[] {
    return [...this.#groups.values()].flatMap((group) => {
      const ripe = group.told.filter((event) => isLast || now - (this.#firstAt.get(event) ?? now) >= REFINED_MS);
      const fresh: NodeEvent[] = [];
      let written: readonly NodeEvent[] = group.written;
      for (const event of ripe) {
        const after = withEvent(written, event);
        if (after.length > written.length) fresh.push(event);
        written = after;
      }
      // What is told no longer does not come again.
      group.written = written.filter((event) => group.told.some((one) => one.to >= event.from) || isLast);
      return fresh.map(eventOf);
    });
  }
}

function eventOf({ from, to, words, system, group, node }: NodeEvent): NewEvent {
  return eventAt({ system, group, node }, { at: Math.round(from), until: Math.round(to), kind: 'node', subject: node, words });
}
