import type { Blank, SeriesAnswer, SeriesPoint } from '../history.ts';
import type { Period } from '../state/history/history.ts';
import { formatCsvRecord } from '../text/csv-write.ts';

/** Series of one period; `at` (epoch ms) is when they were exported. */
export type Exported = Period & { series: readonly SeriesAnswer[]; blanks: readonly Blank[]; at: number };

/** Rows of text that are handed over together. */
const PIECE_ROWS = 500;

/**
 * Series as text, piece by piece; times are ISO 8601 in UTC with milliseconds. CSV has one line a moment and a column for each series, or three where a point stands for a step: its mean, lowest
 * and highest; the head names the unit and the step. A cell is empty where nothing was read at that moment, or nothing was told. JSON tells those apart: no point, and a null.
 */
export function exportSeries(exported: Exported, format: 'csv' | 'json'): Generator<string> {
  return inPieces(format === 'csv' ? csvRows(exported.series) : jsonParts(exported));
}

function* inPieces(rows: Generator<string>): Generator<string> {
  let piece: string[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < PIECE_ROWS) continue;
    yield piece.join('');
    piece = [];
  }
  if (piece.length > 0) yield piece.join('');
}

function* csvRows(series: readonly SeriesAnswer[]): Generator<string> {
  yield formatCsvRecord(['time (UTC)', ...series.flatMap(headsOf)]);
  const next = series.map(() => 0);
  for (;;) {
    const heads = series.map(({ points }, index) => points[next[index] ?? 0]);
    const at = Math.min(...heads.map((point) => point?.[0] ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(at)) return;
    const cells = series.flatMap((one, index) => {
      const point = heads[index];
      const isNow = point?.[0] === at;
      if (isNow) next[index] = (next[index] ?? 0) + 1;
      return cellsOf(one, isNow ? point : undefined);
    });
    yield formatCsvRecord([formatIso(at), ...cells]);
  }
}

function headsOf({ key, figure, stepMs }: SeriesAnswer): string[] {
  const unit = figure.unit.trim();
  const name = [key.source, ...(key.row === '' ? [] : [key.row]), `${figure.name}${unit === '' ? '' : ` [${unit}]`}`].join(' ');
  if (stepMs === null) return [`${name}, each reading`];
  return ['mean', 'lowest', 'highest'].map((what) => `${name}, ${what} of ${stepMs / 1_000} s`);
}

function cellsOf({ stepMs }: SeriesAnswer, point: SeriesPoint | undefined): string[] {
  const [, value = null, low = null, high = null] = point ?? [];
  return (stepMs === null ? [value] : [value, low, high]).map((one) => (one === null ? '' : String(one)));
}

function* jsonParts({ from, to, at, series, blanks }: Exported): Generator<string> {
  const notLooked = blanks.map((blank) => ({ from: formatIso(blank.from), to: formatIso(blank.to), why: blank.why }));
  yield `{"from":"${formatIso(from)}","to":"${formatIso(to)}","exported":"${formatIso(at)}","notLooked":${JSON.stringify(notLooked)},"series":[`;
  for (const [index, { key, figure, stepMs, gapMs, keptFrom, points }] of series.entries()) {
    const { unit, meaning } = figure;
    const step = {
      stepSeconds: stepMs === null ? null : stepMs / 1_000,
      gapSeconds: gapMs / 1_000,
      keptFrom: keptFrom === null ? null : formatIso(keptFrom),
    };
    const head = JSON.stringify({ ...key, unit: unit.trim(), meaning, ...step, columns: ['time', 'value', 'low', 'high'] });
    yield `${index > 0 ? ',' : ''}\n${head.slice(0, -1)},"points":[`;
    for (const [place, [when, ...values]] of points.entries())
      yield `${place > 0 ? ',' : ''}\n${JSON.stringify([formatIso(when), ...values])}`;
    yield ']}';
  }
  yield ']}\n';
}

function formatIso(at: number): string {
  return new Date(at).toISOString();
}
