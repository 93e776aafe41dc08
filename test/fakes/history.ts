import { type Blank, EVENT_KINDS, type FigureSpec, type HistoryEvent, type SeriesPoint } from '#lib/history.ts';
import type {
  BoardFrame,
  EventQuery,
  History,
  HistoryState,
  HistoryTrouble,
  PastBoard,
  Period,
  ReadingValues,
} from '#lib/state/history/history.ts';

/** What was taken in, and what the next questions are answered with beside it. */
export type FakeHistory = History & {
  readings: ReadingValues[];
  frames: BoardFrame[];
  written: HistoryEvent[];
  /** Boards by their moment, oldest first: whole, and not cut to who asks. */
  boards: PastBoard[];
  blanksKept: Blank[];
  /** What `lastBoard` gives. */
  last: PastBoard | null;
  isClosed: boolean;
  /** Makes `state` another, and tells of its trouble. */
  set(over: Partial<HistoryState>): void;
};

const EMPTY: HistoryState = { writtenAt: null, waiting: 0, dropped: 0, bytes: 0, keptFrom: null, trouble: null };

/** A history in memory that thins nothing and forgets nothing. */
export function fakeHistory(): FakeHistory {
  let state = EMPTY;
  let ids = 0;
  const listeners = new Set<(trouble: HistoryTrouble | null) => void>();
  const history: FakeHistory = {
    ...{ readings: [], frames: [], written: [], boards: [], blanksKept: [], last: null, isClosed: false },
    set(over) {
      state = { ...state, ...over };
      if ('trouble' in over) for (const listener of listeners) listener(state.trouble);
    },
    addReading: (reading) => void history.readings.push(reading),
    addFrame: (frame) => void history.frames.push(frame),
    addEvent(event) {
      ids += 1;
      history.written.push({ id: ids, ...event });
    },
    needsWholeFrame: () => false,
    state: () => state,
    onTrouble(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async series(key, period, mostPoints) {
      const told = history.readings.filter(({ source }) => source === key.source);
      const figure = told.flatMap(({ figures }) => figures).find(({ name }) => name === key.figure);
      const points = pointsOf(told.filter(isWithin(period)), key).slice(-mostPoints);
      const gapMs = 2.5 * (told[0]?.intervalMs ?? 0);
      return {
        key,
        figure: figure ?? { name: key.figure, unit: '', meaning: '' },
        stepMs: null,
        gapMs,
        points,
        keptFrom: told[0]?.at ?? null,
      };
    },
    async groups(period) {
      const within = history.readings.filter(isWithin(period));
      return [...new Set(within.map(({ source }) => source))].map((source) => {
        const own = within.filter((reading) => reading.source === source);
        const rows = new Set(own.flatMap((reading) => reading.rows.map(([row]) => row)));
        return { source, intervalMs: own[0]?.intervalMs ?? 0, figures: figuresOf(own), rows: [...rows] };
      });
    },
    events: async (query) =>
      pageOf(
        history.written.filter((event) => isAsked(event, query)),
        query,
      ),
    board: async (at) => history.boards.findLast((board) => board.at <= at) ?? null,
    lastBoard: async () => history.last,
    blanks: async ({ from, to }) => history.blanksKept.filter((blank) => blank.from < to && blank.to > from),
    async close() {
      history.isClosed = true;
    },
  };
  return history;
}

function isWithin({ from, to }: Period): (one: { at: number }) => boolean {
  return ({ at }) => at >= from && at < to;
}

function figuresOf(readings: readonly ReadingValues[]): FigureSpec[] {
  return [...new Map(readings.flatMap(({ figures }) => figures.map((figure) => [figure.name, figure] as const))).values()];
}

function pointsOf(readings: readonly ReadingValues[], { row, figure }: { row: string; figure: string }): SeriesPoint[] {
  return readings.flatMap(({ at, figures, rows }): SeriesPoint[] => {
    const values = rows.find(([id]) => id === row)?.[1];
    const index = figures.findIndex(({ name }) => name === figure);
    const value = values?.[index] ?? null;
    return values && index >= 0 ? [[at, value, value, value]] : [];
  });
}

/** The newest first, after the last one of the page before. */
function pageOf(asked: readonly HistoryEvent[], { before, limit }: EventQuery): HistoryEvent[] {
  const ordered = asked.toSorted((a, b) => b.at - a.at || b.id - a.id);
  const last = ordered.findIndex(({ id }) => id === before);
  return ordered.slice(last + 1).slice(0, limit);
}

function isAsked(event: HistoryEvent, { from, to, kinds, views, system, group, node, text }: EventQuery): boolean {
  return (
    event.until >= from &&
    event.at < to &&
    (kinds.length === 0 ? EVENT_KINDS : kinds).includes(event.kind) &&
    event.systems.every((name) => views.includes(name)) &&
    (system === null || event.systems.includes(system)) &&
    (group === null || event.group === group) &&
    (node === null || event.node === node) &&
    (text === null || `${event.subject} ${event.words}`.toLowerCase().includes(text.toLowerCase()))
  );
}
