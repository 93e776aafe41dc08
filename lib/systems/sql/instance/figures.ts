import type { Happening } from '../../../finding.ts';
import type { Reading } from '../../../reading.ts';
import type { KeyFigure } from '../../../system.ts';
import type { LoadInfo, LoadView } from './model.ts';
import { isRestarted } from './runs.ts';
import { loadView } from './status-load.ts';

/** How an instance is doing, by its own word. */
export function loadFigures(window: readonly Reading<LoadInfo>[]): KeyFigure[] {
  const [newest] = window;
  const view: LoadView | null = newest ? loadView(window, newest, newest.source.node) : null;
  const total = view?.memory.totalBytes ?? null;
  return [
    { name: 'Processors', unit: ' %', value: view?.hostCpuPercent ?? null },
    { name: 'Batches', unit: '/s', value: view?.rates.batchesPerSecond ?? null },
    { name: 'Memory', unit: ' GB', value: total === null ? null : total / 1e9 },
    { name: 'Sessions', unit: '', value: view?.sessions ?? null },
  ];
}

/** That SQL Server was started between the two newest readings (newest first), by the ticks of its machine: no clock is set wrong by that, and no summer begins. */
export function restartedBetween([newest, before]: readonly Reading<LoadInfo>[]): Happening[] {
  if (!newest || !before || !isRestarted(newest.value, before.value)) return [];
  const { msTicks, startTicks } = newest.value;
  const isMachine = msTicks < before.value.msTicks;
  const at = Math.max(before.observedAt, newest.observedAt - (msTicks - startTicks));
  return [{ from: at, to: at, words: isMachine ? 'its machine was started anew' : 'restarted' }];
}
