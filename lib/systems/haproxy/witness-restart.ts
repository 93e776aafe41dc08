import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import { type FigureName, figure } from './figures.ts';
import type { PastRow, PastStats } from './model.ts';
import { areSeveralProcesses } from './processes.ts';
import { rowIn } from './witness-parties.ts';

/** They only ever grow while a process runs and nobody clears them; those of servers are left out, which can be removed and added again under one name. */
const COUNTERS: readonly FigureName[] = ['sessionsTotal', 'requestsTotal', 'bytesIn', 'bytesOut'];

/** Seconds are whole on the wire and answers take time. */
const TOLERANCE_MS = 2_000;

/** What both the statistics and the runtime socket say of a new process; which of the two it was, neither tells. */
export const RESTARTED = 'restarted or reloaded';
const PERHAPS = `${RESTARTED}, or its counters were cleared,`;

/**
 * What the readings (newest first) prove of a new process; given each window once, each happening is told once. The statistics tell neither the pid nor when the process began: counters that
 * fall and nothing that has been as it is for longer than since the reading before are a new process. Counters alone may have been cleared ("clear counters all"), or belong
 * to another of several processes, which one more reading has to rule out.
 */
export function restarts(window: readonly Reading<PastStats>[]): Happening[] {
  const [newest, before, earlier] = window;
  if (!newest || !before || areSeveralProcesses(window)) return [];
  if (isFallen(before, newest) && isAllNew(before, newest)) return [{ from: before.observedAt, to: newest.observedAt, words: RESTARTED }];
  if (!earlier || isFallen(before, newest) || !isFallen(earlier, before) || isAllNew(earlier, before)) return [];
  return [{ from: earlier.observedAt, to: before.observedAt, words: PERHAPS }];
}

function isFallen(before: Reading<PastStats>, after: Reading<PastStats>): boolean {
  return after.value.rows.some((row) => {
    const earlier = row.kind === 'frontend' || row.kind === 'backend' ? rowIn(before, row.id) : undefined;
    return earlier !== undefined && COUNTERS.some((name) => (figure(row, name) ?? Infinity) < (figure(earlier, name) ?? -Infinity));
  });
}

/** Every state is younger than the reading before, by HAProxy's own word, and one was older before. */
function isAllNew(before: Reading<PastStats>, after: Reading<PastStats>): boolean {
  const elapsedMs = after.observedAt - before.observedAt;
  const ages = after.value.rows.flatMap((row) => unchangedMs(row));
  const isYoung = ages.length > 0 && ages.every((ms) => ms <= elapsedMs + TOLERANCE_MS);
  return isYoung && before.value.rows.some((row) => unchangedMs(row).some((ms) => ms > TOLERANCE_MS));
}

function unchangedMs(row: PastRow): number[] {
  const seconds = figure(row, 'lastChangeAgoSeconds');
  return seconds === null ? [] : [seconds * 1_000];
}
