import type { AgDatabaseView, AgReplicaView, LogView, WindowsClusterView } from './ag/model.ts';

/** The figures of rows whose last values are kept: what is written to a log. A unit of B is bytes, for whoever writes them. */
export const ROW_FIGURES = [
  { name: 'Log written', unit: 'B/s' },
  { name: 'Log written since the reading before', unit: 'B' },
] as const;

/** Their values, as the row shows them; null for a row that is no log. */
export function trendValues(
  view: AgReplicaView | AgDatabaseView | LogView | WindowsClusterView | { kind: string },
): readonly (number | null)[] {
  return isLog(view) ? [view.bytesPerSecond, view.wroteBytes] : [null, null];
}

function isLog(view: { kind: string }): view is LogView {
  return view.kind === 'log';
}
