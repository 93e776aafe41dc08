import type { EventQuery, NewEvent, ReadingValues } from '#lib/state/history/history.ts';

/** A whole board of which nothing is known. */
export const BOARD = JSON.stringify({
  ...{ sources: [], findings: [] },
  beside: { marks: [], events: [], attention: { acknowledgements: [], maintenances: [] }, timers: [], hosts: [] },
});

export function eventAt(at: number, changed: Partial<NewEvent> = {}): NewEvent {
  return {
    ...{ at, until: at, kind: 'status', systems: ['redis'], system: 'redis', group: 'cache', node: 'a', subject: 'cache/a' },
    ...{ status: 'critical', words: 'no answer for 6s', by: null },
    ...changed,
  };
}

export function readingAt(at: number, value: number, source = 'redis/cache/a/info'): ReadingValues {
  return { source, at, intervalMs: 10_000, figures: [{ name: 'clients', unit: '', meaning: 'Who is connected' }], rows: [['', [value]]] };
}

export const everything: Omit<EventQuery, 'from' | 'to'> = {
  kinds: [],
  views: ['redis', 'haproxy', 'sql'],
  ...{ group: null, node: null },
  system: null,
  text: null,
  before: null,
  limit: 1_000,
};
export const ever = { from: 0, to: 8e15 };
