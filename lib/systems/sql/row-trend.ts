import type { FigureSpec } from '../../history.ts';
import type { LogView } from './ag/model.ts';
import type { LoadView } from './instance/model.ts';

/** The figures of rows whose last values are kept: what is written to a log, and how busy an instance is. A unit of B is bytes, for whoever writes them. */
export const ROW_FIGURES = [
  {
    name: 'Log written',
    unit: 'B/s',
    meaning: 'Bytes a second that were written to the log of the database, by the counters of its files',
  },
  {
    ...{ name: 'Log written since the reading before', unit: 'B' },
    meaning: 'Bytes that were written to the log of the database since the reading before',
  },
  {
    ...{ name: 'Processors', unit: ' %' },
    meaning: 'How busy the processors of its machine were in the newest minute that it tells, by SQL Server and by all else',
  },
  { name: 'Batches', unit: '/s', meaning: 'Batches of statements that came a second' },
] as const satisfies readonly FigureSpec[];

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
