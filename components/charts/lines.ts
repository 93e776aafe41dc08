import type { SeriesKey } from '#lib/history.ts';
import type { SeriesTold } from '#lib/http/series.ts';
import { writeKey } from './chart-path.ts';
import { pointWords } from './figure-words.ts';
import { pointAt, runsOf, type Silence, silencesOf } from './runs.ts';
import type { SeriesRead } from './use-series.ts';

/** A series as a line of a page: how it is called there, its colour (null for the only one), and what was read of it; `trouble` says why nothing could be. */
export type ChartLine = { id: string; key: SeriesKey; name: string; tone: number | null; told: SeriesTold | null; trouble: string | null };

/** Puts what was read beside what was asked for. Lines of one row have one colour, whichever figure they draw. */
export function linesOf(keys: readonly SeriesKey[], data: SeriesRead | null, nameOf: (key: SeriesKey) => string): ChartLine[] {
  return keys.map((key, index): ChartLine => {
    const id = writeKey(key);
    const answer = data?.told.get(id);
    return {
      ...{ id, key, name: nameOf(key), tone: keys.length === 1 ? null : index + 1 },
      told: answer?.ok ? answer.value : null,
      trouble: answer && !answer.ok ? answer.message : null,
    };
  });
}

/** What a chart draws of its lines: their runs, and the times of which none has anything. */
export function drawingOf(lines: readonly ChartLine[], data: SeriesRead | null) {
  const told = lines.flatMap((line) => (line.told ? [{ line, told: line.told }] : []));
  const drawn = told.map(({ line, told }) => ({ id: line.id, runs: runsOf(told), tone: line.tone }));
  // Of a period that is still being read nothing is said.
  const silences =
    data === null || told.length === 0
      ? []
      : silencesOf({
          series: told.map((one) => one.told),
          blanks: told[0]?.told.blanks ?? [],
          period: data.period,
          upTo: Math.min(...told.map((one) => Math.min(one.told.upTo, one.told.now))),
        });
  return { drawn, silences };
}

/** What a line tells of a moment. `isRead` is false where nothing was read. */
export type Telling = { id: string; name: string; tone: number | null; at: number | null; words: string; isRead: boolean };

/** What each line tells of a moment; why there is nothing, where there is not. */
export function tellAt(lines: readonly ChartLine[], at: number, silences: readonly Silence[]): Telling[] {
  const silence = silences.find(({ from, to }) => at >= from && at <= to);
  return lines.map(({ id, name, tone, told, trouble }) => {
    const point = told ? pointAt(told, at) : null;
    if (told && point) return { id, name, tone, at: point[0], words: pointWords(point, told.figure.unit), isRead: point[1] !== null };
    return { id, name, tone, at: null, words: trouble ?? silence?.words ?? 'nothing was read', isRead: false };
  });
}
