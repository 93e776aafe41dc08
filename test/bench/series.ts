import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#lib/io/transaction.ts';
import type { ReadingValues } from '#lib/state/history/history.ts';
import { SERIES_MIGRATIONS } from '#lib/state/history/series-schema.ts';
import { SeriesTables } from '#lib/state/history/series-tables.ts';
import { percentile, spread } from './figures.ts';
import { type SeriesKind, SeriesLoad } from './series-readings.ts';

const SOURCES = 100;
const SERIES = SOURCES * 20;
const INTERVAL_MS = 10_000;
const FLUSH_MS = 30_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 0, 5);
const DAYS = 14;
const READS = 200;

/** The tables of series alone, in this thread: 2,000 series read every 10 seconds for a day, after two weeks in which they were read once a minute, of which the steps are as many. */
export async function benchSeries(): Promise<void> {
  for (const kind of ['constant', 'slow', 'noisy'] as const) inFolder((folder) => benchKind(folder, kind));
  inFolder(benchDays);
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-series-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function opened(folder: string): { database: DatabaseSync; tables: SeriesTables } {
  const database = new DatabaseSync(join(folder, 'history.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'series_hour'").get() === undefined)
    for (const { run } of SERIES_MIGRATIONS) typeof run === 'string' ? database.exec(run) : run(database);
  const tables = new SeriesTables(database);
  tables.load();
  return { database, tables };
}

function benchKind(folder: string, kind: SeriesKind): void {
  const { database, tables } = opened(folder);
  const load = new SeriesLoad(SOURCES, INTERVAL_MS, (each) => each === kind);
  fill({ database, tables, load }, START, START + DAY_MS);
  while (!tables.compact(START + DAY_MS + HOUR_MS, 1_000));
  const { readings, steps } = tables.kept();
  const values = (SERIES / 3) * (DAY_MS / INTERVAL_MS);
  console.log(
    `${kind}: ${(readings.bytes / values).toFixed(2)} bytes a reading, ${(steps.bytes / (SERIES / 3)).toFixed(0)} bytes a series and day of steps`,
  );
  database.close();
}

type Store = { database: DatabaseSync; tables: SeriesTables; load: SeriesLoad };

/** Keeps what is read in this time, flush by flush; answers with how long each took (ms). */
function fill({ database, tables, load }: Store, from: number, to: number): number[] {
  const took: number[] = [];
  for (let at = from; at < to; at += Math.max(FLUSH_MS, load.intervalMs)) {
    const readings: ReadingValues[] = [];
    for (let tick = at; tick < at + FLUSH_MS; tick += load.intervalMs) readings.push(...load.readings(tick));
    took.push(timed(() => inTransaction(database, () => tables.append(readings))));
  }
  return took;
}

function compact(tables: SeriesTables, now: number): number[] {
  const took: number[] = [];
  for (let isDone = false; !isDone; )
    took.push(
      timed(() => {
        isDone = tables.compact(now, 0);
      }),
    );
  return took;
}

/** Fills hour by hour, and packs each. */
function fillHours(store: Store, from: number, to: number): { flushes: number[]; slices: number[] } {
  const flushes: number[] = [];
  const slices: number[] = [];
  for (let at = from; at < to; at += HOUR_MS) {
    flushes.push(...fill(store, at, Math.min(to, at + HOUR_MS)));
    slices.push(...compact(store.tables, Math.min(to, at + HOUR_MS)));
  }
  return { flushes, slices };
}

function benchDays(folder: string): void {
  const { database, tables } = opened(folder);
  const today = START + DAYS * DAY_MS;
  fillHours({ database, tables, load: new SeriesLoad(SOURCES, MINUTE_MS) }, START, today);
  const before = tables.kept();
  const end = today + DAY_MS + HOUR_MS / 2;
  const { flushes, slices } = fillHours({ database, tables, load: new SeriesLoad(SOURCES, INTERVAL_MS) }, today, end);
  const kept = tables.kept();
  const values = SERIES * ((end - today) / INTERVAL_MS);
  console.log(
    `${SERIES} series every ${INTERVAL_MS / 1_000} s: ${((values / sum([...flushes, ...slices])) * 1_000).toFixed(0)} values/s kept and packed`,
  );
  console.log(
    `a day takes ${megabytes(kept.readings.bytes - before.readings.bytes)} MB of readings and ${megabytes((kept.steps.bytes - before.steps.bytes) / 2)} MB of steps`,
  );
  console.log(`flush of ${SERIES * 3} values: ${spread(flushes, [0.5, 0.95])}`);
  console.log(`slices of compacting: ${spread(slices, [0.5, 0.95])}`);
  benchReads(tables, end);
  console.log(`kept(): ${timed(() => tables.kept()).toFixed(1)} ms; load of half an hour: ${timed(() => tables.load()).toFixed(0)} ms`);
  console.log(
    `dropping a day: ${timed(() => tables.dropBefore({ readingsBefore: START + DAY_MS, stepsBefore: START + DAY_MS })).toFixed(0)} ms`,
  );
  database.close();
}

function benchReads(tables: SeriesTables, now: number): void {
  for (const [name, length] of [
    ['24 hours', DAY_MS],
    ['14 days', 14 * DAY_MS],
  ] as const) {
    const took = Array.from({ length: READS }, (_, index) =>
      timed(() =>
        tables.read(
          { source: `redis/cache${index % SOURCES}/a:info`, row: `db${1 + (index % 4)}`, figure: 'rate' },
          { from: now - length, to: now },
          1_000,
        ),
      ),
    );
    console.log(`${name} of a series: p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`);
    const groups = Array.from({ length: 10 }, () => timed(() => tables.groups({ from: now - length, to: now })));
    console.log(`groups of ${name}: ${spread(groups, [0.5])}`);
  }
  const { oldestAt } = tables.kept().readings;
  console.log(
    `kept(): ${timed(() => tables.kept()).toFixed(1)} ms, oldest reading ${oldestAt === null ? 'none' : new Date(oldestAt).toISOString()}`,
  );
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
