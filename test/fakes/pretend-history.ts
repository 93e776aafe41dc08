import type { Blank, HistoryEvent } from '#lib/history.ts';
import type { EventQuery, History, HistoryTrouble } from '#lib/state/history/history.ts';
import { newestFirst } from '#lib/timeline/spans.ts';

type Pretended = History & {
  kept: HistoryEvent[];
  blanked: Blank[];
  told: { trouble: HistoryTrouble | null; fails: Error | null; keptFrom: number | null };
};

/** A history in memory, which filters by the plainest means. `told.fails` is what every question rejects with. */
export function pretendHistory(): Pretended {
  const kept: HistoryEvent[] = [];
  const blanked: Blank[] = [];
  const told: Pretended['told'] = { trouble: null, fails: null, keptFrom: null };
  const orFail = async <T>(value: () => T): Promise<T> => {
    if (told.fails) throw told.fails;
    return value();
  };
  return {
    ...{ kept, blanked, told },
    addReading: () => undefined,
    addFrame: () => undefined,
    addEvent: (event) => void kept.push({ ...event, id: kept.length + 1 }),
    state: () => ({ writtenAt: null, waiting: 0, dropped: 0, bytes: 0, keptFrom: told.keptFrom, trouble: told.trouble }),
    onTrouble: () => () => undefined,
    series: () => Promise.reject(new Error('no series are pretended')),
    groups: async () => [],
    events: (query) => orFail(() => pageOf(kept, query)),
    board: async () => null,
    lastBoard: async () => null,
    blanks: ({ from, to }) => orFail(() => blanked.filter((blank) => blank.from < to && blank.to > from)),
    close: async () => undefined,
  };
}

function pageOf(kept: readonly HistoryEvent[], query: EventQuery): HistoryEvent[] {
  const ordered = kept.filter((event) => isMeant(event, query)).sort(newestFirst);
  const last = ordered.findIndex(({ id }) => id === query.before);
  return ordered.slice(last + 1).slice(0, query.limit);
}

function isMeant(event: HistoryEvent, { from, to, kinds, views, system, group, node, text }: EventQuery): boolean {
  return (
    event.until >= from &&
    event.at < to &&
    (kinds.length === 0 || kinds.includes(event.kind)) &&
    event.systems.every((one) => views.includes(one)) &&
    (system === null || event.system === system || event.systems.includes(system)) &&
    (group === null || event.group === group) &&
    (node === null || event.node === node) &&
    (text === null || `${event.subject} ${event.words} ${event.by}`.toLowerCase().includes(text.toLowerCase()))
  );
}
