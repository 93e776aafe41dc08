import type { SeriesKey } from '#lib/history.ts';

/** More lines in one chart cannot be told apart. */
export const MOST_LINES = 6;

/** The page that draws what is kept of these series, at most six, and says so where they are more; the last hour of them where no other range is named. */
export function chartPath(keys: readonly SeriesKey[], range?: string): string {
  const series = keys.slice(0, MOST_LINES).map((key) => `s=${encodeURIComponent(writeKey(key))}`);
  const cut = keys.length > MOST_LINES ? [`all=${keys.length}`] : [];
  return `/charts?${[...series, ...(range === undefined ? [] : [`range=${range}`]), ...cut].join('&')}`;
}

/** `source|row|figure`: only a row may hold the sign itself. */
export function writeKey({ source, row, figure }: SeriesKey): string {
  return `${source}|${row}|${figure}`;
}

/** Null for what is no series. */
export function readKey(text: string): SeriesKey | null {
  const first = text.indexOf('|');
  const last = text.lastIndexOf('|');
  const key = { source: text.slice(0, first), row: text.slice(first + 1, last), figure: text.slice(last + 1) };
  return first < last && key.figure !== '' && key.source.split('/').length === 4 ? key : null;
}
