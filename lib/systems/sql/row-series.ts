import { type RowSeries, rowSeries } from '../../system.ts';
import { LOG_FIGURES, REPLICATED_FIGURES, TRANSPORT_FIGURES } from './ag/series.ts';
import { AG, LOGS } from './ag/witness-parties.ts';
import { DATABASES, LOAD, VOLUMES, WAITS } from './instance/model.ts';
import { DATABASE_FIGURES, LOAD_ROW_FIGURES, VOLUME_FIGURES, WAIT_FIGURES } from './instance/series.ts';

type Kind = { kind: string };

/** What is kept of the rows of SQL Server. */
export const ROW_SERIES: readonly RowSeries[] = [
  rowSeries(AG, REPLICATED_FIGURES, ofKind('ag database')),
  rowSeries(LOGS, LOG_FIGURES, ofKind('log')),
  rowSeries(LOGS, TRANSPORT_FIGURES, ofKind('transport')),
  rowSeries(LOAD, LOAD_ROW_FIGURES, ofKind('load')),
  rowSeries(WAITS, WAIT_FIGURES, ofKind('waits')),
  rowSeries(VOLUMES, VOLUME_FIGURES, ofKind('volume')),
  rowSeries(DATABASES, DATABASE_FIGURES, ofKind('database')),
];

function ofKind(kind: string): (view: Kind) => boolean {
  return (view) => view.kind === kind;
}
