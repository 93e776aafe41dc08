import type { FigureSpec, SeriesAnswer, SeriesGroup, SeriesKey, SeriesPoint } from '#lib/history.ts';
import type { Period, ReadingValues } from '#lib/state/history/history.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEP = 5 * MINUTE;

/** A reading of one series. Once `isStep`, the reading itself is dropped, and its step is still kept. */
type Entry = { at: number; value: number | null; intervalMs: number; isStep: boolean };

/** What is to be answered of a series, but for rounding: the times and the bounds are exact. */
type Point = { at: number; mean: number | null; low: number | null; high: number | null; intervalMs: number };

/** The same as SeriesTables in the plainest way: a list of all readings. */
export class SeriesModel {
  readonly #series = new Map<string, { key: SeriesKey; entries: Map<number, Entry> }>();
  readonly #sources = new Map<string, { intervalMs: number; figures: Map<string, FigureSpec> }>();

  append(readings: readonly ReadingValues[]): void {
    for (const { source, at, intervalMs, figures, rows } of readings) {
      const declared = this.#sources.get(source)?.figures ?? new Map<string, FigureSpec>();
      for (const figure of figures) declared.set(figure.name, figure);
      this.#sources.set(source, { intervalMs, figures: declared });
      for (const [row, values] of rows)
        for (const [index, { name }] of figures.entries()) {
          const value = values[index];
          if (value !== undefined) this.#put({ source, row, figure: name }, { at, value, intervalMs, isStep: false });
        }
    }
  }

  #put(key: SeriesKey, entry: Entry): void {
    const name = JSON.stringify([key.source, key.row, key.figure]);
    const { entries } = this.#series.get(name) ?? { entries: new Map<number, Entry>() };
    // What comes to an hour of which only steps are kept takes their place.
    for (const [at, each] of entries) if (each.isStep && floor(at, HOUR) === floor(entry.at, HOUR)) entries.delete(at);
    entries.set(entry.at, entry);
    this.#series.set(name, { key, entries });
  }

  dropBefore({ readingsBefore, stepsBefore }: { readingsBefore: number; stepsBefore: number }): void {
    for (const [name, { entries }] of this.#series) {
      for (const entry of entries.values()) {
        if (floor(entry.at, HOUR) + HOUR <= readingsBefore) entry.isStep = true;
        if (floor(entry.at, DAY) + DAY <= Math.min(readingsBefore, stepsBefore)) entries.delete(entry.at);
      }
      if (entries.size === 0) this.#series.delete(name);
    }
  }

  keys(): SeriesKey[] {
    return [...this.#series.values()].map(({ key }) => key);
  }

  groups({ from, to }: Period): SeriesGroup[] {
    const groups = [...this.#sources].map(([source, { intervalMs, figures }]) => {
      const read = [...this.#series.values()].filter(
        ({ key, entries }) =>
          key.source === source && [...entries.keys()].some((at) => floor(at, DAY) >= floor(from, DAY) && floor(at, DAY) <= floor(to, DAY)),
      );
      const names = new Set(read.map(({ key }) => key.figure));
      const rows = [...new Set(read.map(({ key }) => key.row))].sort();
      return { source, intervalMs, figures: [...figures.values()].filter(({ name }) => names.has(name)), rows };
    });
    return groups.filter(({ rows }) => rows.length > 0).sort((one, other) => (one.source < other.source ? -1 : 1));
  }

  /** What is wrong with an answer, in words; null where nothing is. */
  fault(answer: SeriesAnswer, key: SeriesKey, period: Period, mostPoints: number): string | null {
    const entries = this.#entries(key);
    const keptFrom = entries.length === 0 ? null : floor(entries[0]?.at ?? 0, STEP);
    if (answer.keptFrom !== keptFrom) return `kept from ${answer.keptFrom}, not ${keptFrom}`;
    const spec = this.#sources.get(key.source)?.figures.get(key.figure) ?? { name: key.figure, unit: '', meaning: '' };
    if (JSON.stringify(answer.figure) !== JSON.stringify(spec)) return `the figure is ${JSON.stringify(answer.figure)}`;
    if (answer.points.length > mostPoints) return `${answer.points.length} points, and ${mostPoints} were asked for`;
    return pointsFault(answer, this.#points(entries, period, answer.stepMs));
  }

  #entries(key: SeriesKey): Entry[] {
    const entries = this.#series.get(JSON.stringify([key.source, key.row, key.figure]))?.entries.values() ?? [];
    return [...entries].sort((one, other) => one.at - other.at);
  }

  #points(entries: readonly Entry[], period: Period, stepMs: number | null): Point[] {
    const touched = entries.filter(({ at }) => floor(at, STEP) + STEP > period.from && floor(at, STEP) <= period.to);
    const isByReading = period.to - period.from <= DAY && touched.every(({ isStep }) => !isStep);
    const read = isByReading ? touched.filter(({ at }) => at >= period.from && at <= period.to) : touched;
    const points = read.map(({ at, value, intervalMs }) => ({ at, mean: value, low: value, high: value, intervalMs }));
    const length = stepMs ?? (isByReading ? null : STEP);
    if (length === null) return points;
    const starts = [...new Set(points.map(({ at }) => floor(at, length)))];
    return starts.map((at) =>
      together(
        at,
        points.filter((point) => floor(point.at, length) === at),
      ),
    );
  }
}

function together(at: number, points: readonly Point[]): Point {
  const told = points.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const intervalMs = points.at(-1)?.intervalMs ?? 0;
  if (told.length === 0) return { at, mean: null, low: null, high: null, intervalMs };
  const mean = told.reduce((sum, value) => sum + value, 0) / told.length;
  return { at, mean, low: Math.min(...told), high: Math.max(...told), intervalMs };
}

function pointsFault({ points, stepMs, gapMs }: SeriesAnswer, expected: readonly Point[]): string | null {
  const times = new Set(expected.map(({ at }) => at));
  const marks = points.filter(([at]) => !times.has(at));
  if (marks.some(([, ...values]) => values.some((value) => value !== null)))
    return `a value where nothing was read: ${JSON.stringify(marks)}`;
  const read = points.filter(([at]) => times.has(at));
  if (read.length !== expected.length) return `${read.length} points, not ${expected.length}`;
  for (const [index, point] of expected.entries()) {
    const is = read[index];
    if (is === undefined || !isPoint(is, point)) return `${JSON.stringify(is)}, not ${JSON.stringify(point)}`;
    const next = expected[index + 1];
    if (next === undefined) continue;
    const isGap = next.at - point.at > Math.max(2.5 * point.intervalMs, 1.5 * (stepMs ?? 0));
    const isMarked = marks.some(([at]) => at > point.at && at < next.at);
    const isDrawn = !isMarked && next.at - point.at <= gapMs;
    if (isGap === isDrawn) return `${isDrawn ? 'a line over a gap' : 'a line is broken'} between ${point.at} and ${next.at}`;
    if (isMarked && next.at - point.at > gapMs) return `a mark between ${point.at} and ${next.at} that nothing needs`;
  }
  return null;
}

function isPoint([at, mean, low, high]: SeriesPoint, point: Point): boolean {
  if (at !== point.at || low !== point.low || high !== point.high || (mean === null) !== (point.mean === null)) return false;
  if (mean === null || low === null || high === null || point.mean === null) return true;
  // A mean has four digits, and is one of rounded ones.
  return mean >= low && mean <= high && Math.abs(mean - point.mean) <= 0.002 * Math.max(Math.abs(low), Math.abs(high));
}

function floor(at: number, length: number): number {
  return Math.floor(at / length) * length;
}
