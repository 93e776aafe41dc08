import type { Reading } from '../../reading.ts';
import type { FigureName } from './figures.ts';
import type { FigureTable, PastRow, PastStats, Stats } from './model.ts';

/** The readings of one instance, newest first: only the newest is whole. */
export type StatsWindow = readonly Reading<Stats>[] | readonly [Reading<Stats>, ...Reading<PastStats>[]];

/** The figures that are compared with those of later readings: counters for rates, and what tells processes, restarts, weights and traffic apart. */
export const PAST_FIGURES = [
  ...['sessions', 'sessionsTotal', 'balancedTotal', 'sessionsDenied', 'connectionsDenied', 'requestsDenied', 'responsesDenied'],
  ...['requestsTotal', 'requestsIntercepted', 'requestErrors', 'connectErrors', 'connectRetries', 'responseErrors', 'responses5xx'],
  ...['bytesIn', 'bytesOut', 'lastChangeAgoSeconds', 'weight', 'setWeight', 'slowStartPercent'],
] as readonly FigureName[];

const COLUMNS: ReadonlyMap<string, number> = new Map(PAST_FIGURES.map((name, column) => [name, column]));

/**
 * What is kept of a reading once there is a newer one: a tenth of its memory. What stands in the one before it too is taken from there (`older`), so that the same texts are not
 * kept for each reading.
 */
export function pastOf({ rows }: PastStats, older: PastStats | undefined): PastStats {
  const values = new Float64Array(rows.length * COLUMNS.size);
  const table: FigureTable = { width: COLUMNS.size, columns: COLUMNS, values, isPast: true };
  return { rows: rows.map((row, index) => pastRow(row, older?.rows[index], { table, row: index })) };
}

function pastRow(row: PastRow, older: PastRow | undefined, figures: PastRow['figures']): PastRow {
  copyFigures(row.figures, figures);
  const { agentCheck, process } = row;
  const isSame = older?.id === row.id;
  const { id, kind, proxy, name } = isSame ? older : row;
  const state = isSame && older.state.said === row.state.said ? older.state : row.state;
  return { id, kind, proxy, name, state, agentCheck, process, figures };
}

function copyFigures(from: PastRow['figures'], { table, row }: PastRow['figures']): void {
  for (const [name, column] of COLUMNS) {
    const cell = from.table.columns.get(name);
    const value = cell === undefined ? undefined : from.table.values[from.row * from.table.width + cell];
    table.values[row * table.width + column] = value ?? Number.NaN;
  }
}
