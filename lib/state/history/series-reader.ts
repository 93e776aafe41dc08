import type { FigureSpec, SeriesAnswer, SeriesGroup, SeriesKey } from '../../history.ts';
import type { Period } from './history.ts';
import { gapFor, lineOf } from './series-answer.ts';
import { mergeSamples, type Names, type Sample } from './series-block.ts';
import type { SeriesDays } from './series-days.ts';
import type { SeriesHours } from './series-hours.ts';
import type { OpenHours } from './series-open.ts';
import type { KeptSource, SeriesSources } from './series-sources.ts';
import { type Step, stepOf, stepsOf, withHours } from './series-steps.ts';
import { DAY_MS, HOUR_MS, STEP_MS, startOf, startsBetween } from './series-time.ts';

/** All that is kept of series: what is of an hour in memory is later word than what is sealed of it, and that is later than the steps of its day. */
export type SeriesStores = { sources: SeriesSources; open: OpenHours; hours: SeriesHours; days: SeriesDays };

/** A series as it is looked for: `id` is its number among the days, where it has any; `read` is what was read of it already, by the hour. */
type Known = { key: SeriesKey; source: KeptSource; id: number | null; read: Map<number, readonly Sample[]> };

/** Answers what was read, from wherever it is kept. */
export class SeriesReader {
  readonly #stores: SeriesStores;

  constructor(stores: SeriesStores) {
    this.#stores = stores;
  }

  /** A series in a period, both ends in it: by readings up to a day, if all of them are kept still, else by steps, of which the first may begin before. Throws a RangeError where the period is none. */
  read(key: SeriesKey, period: Period, mostPoints: number): SeriesAnswer {
    assertPeriod(period);
    const source = this.#stores.sources.find(key.source);
    const figure = source?.figures.find(({ name }) => name === key.figure) ?? { name: key.figure, unit: '', meaning: '' };
    if (source === null) return { key, figure, stepMs: null, gapMs: 0, points: [], keptFrom: null };
    const series = { key, source, id: this.#stores.days.find(key), read: new Map() };
    const line = this.#line(series, period, mostPoints);
    const gapMs = line.points.length === 0 ? gapFor(source.intervalMs, line.stepMs) : line.gapMs;
    return { key, figure, ...line, gapMs, keptFrom: this.#keptFrom(series) };
  }

  /** The sources, rows and figures of which anything was read on the UTC days that a period touches. Throws a RangeError where the period is none. */
  groups(period: Period): SeriesGroup[] {
    assertPeriod(period);
    const { sources, open, hours, days } = this.#stores;
    const read = new Map<string, { figures: Set<string>; rows: Set<string> }>();
    const add = (source: string, { figures, rows }: Names) => {
      const names = read.get(source) ?? { figures: new Set(), rows: new Set() };
      read.set(source, names);
      for (const figure of figures) names.figures.add(figure);
      for (const row of rows) names.rows.add(row);
    };
    const touched = { from: startOf(period.from, DAY_MS), to: startOf(period.to, DAY_MS) };
    for (const { source, row, figure } of days.keys(touched)) add(source, { figures: [figure], rows: [row] });
    const known = sources.all();
    const nameOf = new Map(known.map(({ id, name }) => [id, name]));
    for (const [source, names] of hours.pendingNames(touched)) add(nameOf.get(source) ?? '', names);
    for (const at of open.hours().filter((hour) => hour >= touched.from && hour < touched.to + DAY_MS))
      for (const [source, block] of open.blocksOf(at)) add(source, block.names());
    return known.flatMap((source) => groupOf(source, read.get(source.name))).sort((one, other) => (one.source < other.source ? -1 : 1));
  }

  #line(series: Known, period: Period, mostPoints: number): ReturnType<typeof lineOf> {
    const readings = period.to - period.from <= DAY_MS ? this.#readings(series, period) : null;
    return readings === null ? lineOf(this.#steps(series, period), STEP_MS, mostPoints) : lineOf(readings.map(stepOf), null, mostPoints);
  }

  /** The readings in a period; null where of some of it only steps are kept. */
  #readings(series: Known, period: Period): Sample[] | null {
    const { days } = this.#stores;
    const samples: Sample[] = [];
    const hours = new Set<number>();
    for (const at of startsBetween(period, HOUR_MS)) {
      const read = this.#samples(series, at);
      if (read.length > 0) hours.add(at);
      samples.push(...read);
    }
    const { key, id } = series;
    const isInPart = (step: Step) => isTouched(step, period) && !hours.has(startOf(step.at, HOUR_MS));
    if (id !== null && startsBetween(period, DAY_MS).some((day) => days.steps(key, id, day).some(isInPart))) return null;
    return samples.filter(([at]) => at >= period.from && at <= period.to);
  }

  #steps(series: Known, period: Period): Step[] {
    return this.#daysIn(period).flatMap((day) => this.#stepsOn(series, day).filter((step) => isTouched(step, period)));
  }

  #stepsOn(series: Known, day: number): Step[] {
    const { key, source, id } = series;
    const { open, hours, days } = this.#stores;
    const before = id === null ? [] : days.steps(key, id, day);
    const inMemory = open.hoursOf(source.name).filter((at) => at >= day && at < day + DAY_MS);
    const later = [...new Set([...hours.pendingHours(source, day), ...inMemory])].sort((one, other) => one - other);
    if (later.length === 0) return before;
    return withHours(before, stepsOf(later.flatMap((at) => this.#samples(series, at))));
  }

  #samples({ key, source, read }: Known, at: number): readonly Sample[] {
    const known = read.get(at);
    if (known !== undefined) return known;
    const { open, hours } = this.#stores;
    const samples = mergeSamples(hours.samples(source, at, key), open.block(source.name, at)?.samples(key.row, key.figure) ?? []);
    read.set(at, samples);
    return samples;
  }

  #keptFrom(series: Known): number | null {
    for (const day of this.#daysIn({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })) {
      const first = this.#stepsOn(series, day)[0];
      if (first !== undefined) return first.at;
    }
    return null;
  }

  /** The days in a period between the first and the last of which anything is kept. */
  #daysIn({ from, to }: Period): number[] {
    const { open, hours, days } = this.#stores;
    const kept = [open.bounds(), hours.bounds(), days.bounds()].filter((bounds) => bounds !== null);
    if (kept.length === 0) return [];
    const first = Math.max(from, Math.min(...kept.map((bounds) => startOf(bounds.from, DAY_MS))));
    return startsBetween({ from: first, to: Math.min(to, Math.max(...kept.map((bounds) => bounds.to))) }, DAY_MS);
  }
}

function groupOf(source: KeptSource, names: { figures: ReadonlySet<string>; rows: ReadonlySet<string> } | undefined): SeriesGroup[] {
  if (names === undefined || names.rows.size === 0) return [];
  const figures: FigureSpec[] = source.figures.filter(({ name }) => names.figures.has(name));
  return [{ source: source.name, intervalMs: source.intervalMs, figures, rows: [...names.rows].sort() }];
}

function isTouched({ at }: Step, { from, to }: Period): boolean {
  return at + STEP_MS > from && at <= to;
}

function assertPeriod({ from, to }: Period): void {
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw new RangeError('a period is from one moment to another');
  if (from > to) throw new RangeError('a period ends before it begins');
}
