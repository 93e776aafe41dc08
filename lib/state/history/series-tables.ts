import type { DatabaseSync } from 'node:sqlite';
import type { SeriesAnswer, SeriesGroup, SeriesKey } from '../../history.ts';
import type { Period, ReadingValues } from './history.ts';
import { checkSeries } from './series-check.ts';
import { SeriesCompaction } from './series-compact.ts';
import { DamageReader, type OnDamage } from './series-damage.ts';
import { SeriesDays } from './series-days.ts';
import { SeriesHours } from './series-hours.ts';
import { OpenHours } from './series-open.ts';
import { PART_VALUES } from './series-parts.ts';
import { SeriesReader, type SeriesStores } from './series-reader.ts';
import { SeriesSources } from './series-sources.ts';
import { Statements } from './series-statements.ts';
import { DAY_MS, HOUR_MS } from './series-time.ts';
import type { Checked, Tables } from './table.ts';

/** What is kept of one kind: since when (epoch ms; null where nothing is), and the bytes of it without those of its keys. */
export type KeptKind = { oldestAt: number | null; bytes: number };

/**
 * The figures of all sources over time. An hour that is not over is in memory too, and what is asked is answered from both. Whatever cannot be read is told once and is a gap; all else that
 * SQLite throws is thrown.
 */
export class SeriesTables implements Tables {
  readonly #statements: Statements;
  readonly #stores: SeriesStores;
  readonly #reader: SeriesReader;
  readonly #compaction: SeriesCompaction;

  /** `onDamage` is told once of each thing that cannot be read. An hour of a source is kept in parts of about `partValues` values. */
  constructor(database: DatabaseSync, onDamage: OnDamage = () => undefined, partValues = PART_VALUES) {
    const statements = new Statements(database);
    const damage = new DamageReader(onDamage);
    this.#statements = statements;
    this.#stores = {
      sources: new SeriesSources(statements),
      open: new OpenHours(statements, damage),
      hours: new SeriesHours(statements, damage),
      days: new SeriesDays(statements, damage),
    };
    this.#reader = new SeriesReader(this.#stores);
    this.#compaction = new SeriesCompaction(database, this.#stores, partValues);
  }

  /** Reads the hours that are not sealed into memory: at the start, and again after a transaction in which `append` was did not come to its end. */
  load(): void {
    this.#stores.open.load();
  }

  /** Keeps readings: of the same moment of a source the last word counts, series by series. Begins no transaction of its own. */
  append(readings: readonly ReadingValues[]): void {
    for (const reading of readings) this.#stores.sources.note(reading);
    for (const [source, hour] of this.#stores.open.append(readings)) this.#compaction.restart(source, hour);
  }

  /** A series in a period; see SeriesReader. */
  read(key: SeriesKey, period: Period, mostPoints: number): SeriesAnswer {
    return this.#reader.read(key, period, mostPoints);
  }

  /** What was read on the days of a period; see SeriesReader. */
  groups(period: Period): SeriesGroup[] {
    return this.#reader.groups(period);
  }

  compact(now: number, budgetMs: number): boolean {
    return this.#compaction.run(now, budgetMs);
  }

  /** Drops whole hours of readings and whole days of steps that ended up to these moments. Hours of which no steps are made yet stay, and steps stay as long as the readings of their day. */
  dropBefore({ readingsBefore, stepsBefore }: { readingsBefore: number; stepsBefore: number }): void {
    this.#stores.hours.dropBefore(readingsBefore - HOUR_MS);
    this.#stores.days.dropBefore(Math.min(readingsBefore, stepsBefore) - DAY_MS);
  }

  /** What readings and steps take. */
  kept(): { readings: KeptKind; steps: KeptKind } {
    const { open, hours, days } = this.#stores;
    const { readings, steps } = this.oldest();
    return {
      readings: { oldestAt: readings, bytes: hours.bytes() + open.bytes() },
      steps: { oldestAt: steps, bytes: days.bytes() },
    };
  }

  /** Since when readings and steps are kept (epoch ms); null where none are. */
  oldest(): { readings: number | null; steps: number | null } {
    const { open, hours, days } = this.#stores;
    const readings = [hours.bounds()?.from, open.bounds()?.from].filter((at) => at !== undefined);
    return { readings: readings.length === 0 ? null : Math.min(...readings), steps: days.bounds()?.from ?? null };
  }

  oldestAt(): number | null {
    const { hours, days } = this.#stores;
    const oldest = [hours.bounds()?.from, days.bounds()?.from].filter((at) => at !== undefined);
    return oldest.length === 0 ? null : Math.min(...oldest);
  }

  check(): Checked {
    return checkSeries(this.#statements);
  }
}
