import type { LogView } from './ag/model.ts';
import type { LoadView } from './instance/model.ts';

/** The figures of rows whose last values are kept: what is written to a log, and how busy an instance is. A unit of B is bytes, for whoever writes them. */
export const ROW_FIGURES = [
  { name: 'Log written', unit: 'B/s' },
  { name: 'Log written since the reading before', unit: 'B' },
  { name: 'Processors', unit: '%' },
  { name: 'Batches', unit: '/s' },
] as const;

/** Their values, as the row shows them; null for a row that has none of them. */
export function trendValues(view: { kind: string }): readonly (number | null)[] {
  if (isLog(view)) return [view.bytesPerSecond, view.wroteBytes, null, null];
  return isLoad(view) ? [null, null, view.hostCpuPercent, view.rates.batchesPerSecond] : [null, null, null, null];
}

function isLog(view: { kind: string }): view is LogView {
  return view.kind === 'log';
}

function isLoad(view: { kind: string }): view is LoadView {
  return view.kind === 'load';
}
