import type { Happening } from '../../../finding.ts';
import type { FigureSpec } from '../../../history.ts';
import type { Reading } from '../../../reading.ts';
import type { LoadInfo, LoadView } from './model.ts';
import { isRestarted } from './runs.ts';
import { loadView } from './status-load.ts';

/** How an instance is doing, by its own word. */
export const LOAD_FIGURES = [
  {
    name: 'Processors',
    unit: ' %',
    meaning: 'How busy the processors of its machine were in the newest minute that it tells, by SQL Server and by all else',
  },
  { name: 'Batches', unit: '/s', meaning: 'Batches of statements that came a second' },
  { name: 'Memory', unit: 'B', meaning: 'Bytes of memory that SQL Server has committed' },
  { name: 'Sessions', unit: '', meaning: 'Sessions of users that are open' },
] as const satisfies readonly FigureSpec[];

/** Their values over the readings that are kept, newest first. */
export function loadValues(window: readonly Reading<LoadInfo>[]): (number | null)[] {
  const [newest] = window;
  const view: LoadView | null = newest ? loadView(window, newest, newest.source.node) : null;
  return [view?.hostCpuPercent ?? null, view?.rates.batchesPerSecond ?? null, view?.memory.totalBytes ?? null, view?.sessions ?? null];
}

/** That SQL Server was started between the two newest readings (newest first), by the ticks of its machine: no clock is set wrong by that, and no summer begins. */
export function restartedBetween([newest, before]: readonly Reading<LoadInfo>[]): Happening[] {
  if (!newest || !before || !isRestarted(newest.value, before.value)) return [];
  const { msTicks, startTicks } = newest.value;
  const isMachine = msTicks < before.value.msTicks;
  const at = Math.max(before.observedAt, newest.observedAt - (msTicks - startTicks));
  return [{ from: at, to: at, words: isMachine ? 'its machine was started anew' : 'restarted' }];
}
