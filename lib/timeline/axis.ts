import type { Blank, EventKind, HistoryEvent } from '../history.ts';
import { isWorse, type Status } from '../status.ts';
import { gatherSpans, newestOf, type Span } from './spans.ts';

/** The lanes that are no system: Vigil itself, what was deployed, and what people did. */
export const OTHER_LANES = ['deploys', 'actions', 'vigil'] as const;

/** What happened in one step of the axis, which begins at `at` (epoch ms). `status` is the worst that anything became in it; null where nothing became anything. `event` where it is the only one. */
export type AxisMark = { at: number; count: number; status: Status | null; kinds: readonly EventKind[]; event: HistoryEvent | null };

/** A time in which something lasted: how many things at most at once, the worst of them, and what the first few are called. */
export type AxisBar = { from: number; to: number; status: Status | null; count: number; names: readonly string[] };

export type AxisLane = { id: string; marks: readonly AxisMark[]; bars: readonly AxisBar[] };

/** A period on one axis: `stepMs` is how long a step of the marks is. */
export type Axis = { from: number; to: number; stepMs: number; lanes: readonly AxisLane[] };

type Around = { from: number; to: number; now: number; steps: number; blanks: readonly Blank[] };

/** The finest that is told of how long things lasted, in parts of the period. */
const CELLS = 480;
const NAMED = 3;

/** On which lane an event stands. */
export function laneOf({ kind, system }: Pick<HistoryEvent, 'kind' | 'system'>): string {
  switch (kind) {
    case 'deploy':
      return 'deploys';
    case 'action':
    case 'maintenance':
    case 'acknowledgement':
    case 'timer':
    case 'job':
      return 'actions';
    case 'vigil':
      return 'vigil';
    case 'status':
    case 'issue':
    case 'finding':
    case 'node':
      return system === '' ? 'vigil' : system;
  }
}

/** Events (newest first) of a period on one axis, with a lane for each of these systems and the other lanes, also where nothing happened. */
export function drawAxis(events: readonly HistoryEvent[], systems: readonly string[], around: Around): Axis {
  const { from, to, steps } = around;
  const stepMs = Math.max(1, (to - from) / steps);
  const byLane = Map.groupBy(events, laneOf);
  const spans = Map.groupBy(gatherSpans(events), (span) => laneOf(newestOf(span)));
  const lanes = [...new Set([...systems.filter((name) => name !== 'vigil'), ...OTHER_LANES, ...byLane.keys()])];
  return {
    ...{ from, to, stepMs },
    lanes: lanes.map((id) => ({ id, marks: marksOf(byLane.get(id) ?? [], from, stepMs), bars: barsOf(spans.get(id) ?? [], around) })),
  };
}

function marksOf(events: readonly HistoryEvent[], from: number, stepMs: number): AxisMark[] {
  const steps = Map.groupBy(
    // What began before the period is a bar in it, and no mark.
    events.filter(({ at }) => at >= from),
    ({ at }) => Math.floor((at - from) / stepMs),
  );
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([step, own]) => ({
      at: from + step * stepMs,
      count: own.length,
      status: worstOf(own.map(({ status }) => status)),
      kinds: [...new Set(own.map(({ kind }) => kind))],
      event: own.length === 1 ? (own[0] ?? null) : null,
    }));
}

type Cell = { status: Status | null; count: number; names: string[] };

/** How long things lasted, in cells of the period that are drawn together where they say the same. */
function barsOf(spans: readonly Span[], around: Around): AxisBar[] {
  const { from, to } = around;
  const cellMs = (to - from) / CELLS;
  const cells = new Map<number, Cell>();
  for (const span of spans) {
    const last = lastOf(span, around);
    if (last === null) continue;
    const { subject, status } = worstIn(span);
    const first = Math.max(0, Math.floor((span.from - from) / cellMs));
    for (let index = first; index <= Math.min(CELLS - 1, Math.floor((last - from) / cellMs)); index += 1) {
      const cell = cells.get(index) ?? { status: null, count: 0, names: [] };
      cells.set(index, cell);
      cell.status = worstOf([cell.status, status]);
      cell.count += 1;
      if (cell.names.length < NAMED && !cell.names.includes(subject)) cell.names.push(subject);
    }
  }
  return joined(cells, from, cellMs);
}

/**
 * Until when it is known to have lasted; null for what has no length. Of what nobody saw end it is known only until Vigil looked away: nothing is drawn over a time of which
 * nothing is known.
 */
function lastOf({ from, to, events: [{ kind }] }: Span, { now, to: end, blanks }: Around): number | null {
  // Of these the two times say how exactly the moment is known.
  if (kind === 'node' || kind === 'status' || kind === 'finding') return null;
  if (to !== null) return to > from ? Math.min(to, end) : null;
  const looked = blanks.filter((blank) => blank.from >= from).map((blank) => blank.from);
  return Math.min(now, end, ...looked);
}

function worstIn({ events }: Span): { subject: string; status: Status | null } {
  return { subject: events[0].subject, status: worstOf(events.map(({ status }) => (status === 'ok' ? null : status))) };
}

function joined(cells: ReadonlyMap<number, Cell>, from: number, cellMs: number): AxisBar[] {
  const bars: AxisBar[] = [];
  let before = -2;
  for (const [index, { status, count, names }] of [...cells].sort(([a], [b]) => a - b)) {
    const last = bars.at(-1);
    const to = from + (index + 1) * cellMs;
    if (last && before === index - 1 && last.status === status) {
      const all = [...new Set([...last.names, ...names])];
      bars[bars.length - 1] = { ...last, to, count: Math.max(last.count, count), names: all.slice(0, NAMED) };
    } else bars.push({ from: from + index * cellMs, to, status, count, names });
    before = index;
  }
  return bars;
}

function worstOf(statuses: readonly (Status | null)[]): Status | null {
  let found: Status | null = null;
  for (const status of statuses) if (status !== null && (found === null || isWorse(status, found))) found = status;
  return found;
}
