import type { Reading } from '../../reading.ts';
import { figure } from './figures.ts';
import type { PastStats } from './model.ts';

/** What tells one process from another in a reading: its number, its count of sessions since it started, and the longest time a backend has not changed. */
type Trace = { observedAt: number; process: number | null; sessions: number; unchangedMs: number };

/** Seconds are whole on the wire and answers take time. */
const TOLERANCE_MS = 2_000;

/**
 * True when the readings (newest first) cannot come from one process: the process numbers differ, or the count of sessions falls though the one that answers
 * had been running before, and comes back or falls again. A restart explains a fall by itself, `clear counters` a single one.
 */
export function areSeveralProcesses(window: readonly Reading<PastStats>[]): boolean {
  const traces = window.map(traceOf).reverse();
  if (new Set(traces.map((trace) => trace.process)).size > 1) return true;
  const falls = traces.flatMap((trace, index) => {
    const before = traces[index - 1];
    return before && isUnexplainedFall(before, trace) ? [{ index, from: before.sessions }] : [];
  });
  return falls.length > 1 || falls.some(({ index, from }) => traces.slice(index + 1).some((later) => later.sessions >= from));
}

function isUnexplainedFall(before: Trace, after: Trace): boolean {
  const elapsedMs = after.observedAt - before.observedAt;
  return after.sessions < before.sessions && after.unchangedMs > elapsedMs + TOLERANCE_MS;
}

function traceOf({ value: { rows }, observedAt }: Reading<PastStats>): Trace {
  let sessions = 0;
  let unchangedSeconds = 0;
  for (const row of rows) {
    if (row.kind === 'frontend') sessions += figure(row, 'sessionsTotal') ?? 0;
    if (row.kind === 'backend') unchangedSeconds = Math.max(unchangedSeconds, figure(row, 'lastChangeAgoSeconds') ?? 0);
  }
  return { observedAt, process: rows[0]?.process ?? null, sessions, unchangedMs: unchangedSeconds * 1_000 };
}
