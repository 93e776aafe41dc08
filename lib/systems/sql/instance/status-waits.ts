import type { Reading } from '../../../reading.ts';
import type { ProbeJudgement } from '../../../system.ts';
import { say } from '../ag/status-words.ts';
import { WAITS, type WaitCount, type WaitsInfo, type WaitsView } from './model.ts';
import { msEach, type Run, runOf } from './runs.ts';
import { categoryOf } from './wait-types.ts';

/** The kinds that are shown: those that were waited for longest. */
const MOST = 60;

/** What was waited for between the readings that are kept (newest first). Waits have no limits: what is much depends on the server. */
export function judgeWaits(window: readonly Reading<WaitsInfo>[], node: string): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const run = runOf(window, isCleared);
  const sinceStart = newest.value.waits.toSorted((a, b) => b.waitMs - a.waitMs).slice(0, MOST);
  const value: WaitsView = {
    ...{ kind: 'waits', node, sinceStart },
    overMs: run?.overMs ?? null,
    waits: run === null ? null : grownIn(run),
  };
  const judged = say('ok', run === null ? 'what is waited for is known after one more reading' : wellWords(value.waits ?? []));
  return { judged, rows: [{ id: WAITS, judged, value }] };
}

/** Whether somebody cleared the counts (DBCC SQLPERF) between two readings: a count fell, or is gone. */
function isCleared(later: WaitsInfo, earlier: WaitsInfo): boolean {
  const now = new Map(later.waits.map((wait) => [wait.name, wait]));
  return earlier.waits.some(({ name, tasks }) => (now.get(name)?.tasks ?? 0) < tasks);
}

type Grown = NonNullable<WaitsView['waits']>[number];

function grownIn({ newest, oldest, overMs }: Run<WaitsInfo>): Grown[] {
  const before = new Map(oldest.waits.map((wait) => [wait.name, wait]));
  return newest.waits
    .map((wait) => grown(wait, before.get(wait.name), overMs))
    .filter(({ msPerSecond, tasksPerSecond }) => msPerSecond > 0 || tasksPerSecond > 0)
    .toSorted((a, b) => b.msPerSecond - a.msPerSecond)
    .slice(0, MOST);
}

function grown({ name, tasks, waitMs, signalMs }: WaitCount, before: WaitCount | undefined, overMs: number): Grown {
  const ms = Math.max(0, waitMs - (before?.waitMs ?? 0));
  const count = Math.max(0, tasks - (before?.tasks ?? 0));
  const signal = Math.max(0, signalMs - (before?.signalMs ?? 0));
  return {
    ...{ name, category: categoryOf(name), averageMs: msEach(ms, count) },
    msPerSecond: (ms * 1_000) / overMs,
    tasksPerSecond: (count * 1_000) / overMs,
    signalShare: ms > 0 ? Math.min(1, signal / ms) : null,
  };
}

function wellWords([longest]: readonly Grown[]): string {
  return longest === undefined ? 'nothing was waited for' : `most was waited for ${longest.category} (${longest.name})`;
}
