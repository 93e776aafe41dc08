import type { HistoryEvent } from '#lib/history.ts';

let ids = 0;

/** An event of which only what matters to a test is given; later ones have higher numbers. */
export function happened(over: Partial<HistoryEvent> = {}): HistoryEvent {
  ids += 1;
  const at = over.at ?? ids;
  return {
    ...{ id: ids, at, until: at, kind: 'node', systems: ['pretend'], system: 'pretend', group: 'web', node: 'lb1' },
    ...{ subject: 'lb1', status: null, words: 'restarted', by: null },
    ...over,
  };
}

/** As the store tells them: the newest first. */
export function newest(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.toSorted((a, b) => b.at - a.at || b.id - a.id);
}
