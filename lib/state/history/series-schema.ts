import type { Migration } from './table.ts';

/**
 * Times are epoch ms: `at` is when the hour or the UTC day begins. Names of sources, rows and figures are kept as JSON text, which can write any name. `bytes` is the length of `data`, in the
 * index, so that sums need not read the data. `series_pending` are the hours that the steps of their day do not know yet, with the names of what was read in them.
 */
export const SERIES_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    run: `CREATE TABLE series_source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, interval_ms INTEGER NOT NULL, figures TEXT NOT NULL) STRICT;
      CREATE TABLE series_flush (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
      CREATE INDEX series_flush_at ON series_flush (at, bytes);
      CREATE TABLE series_hour (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, source INTEGER NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
      CREATE UNIQUE INDEX series_hour_at ON series_hour (at, source, part);
      CREATE INDEX series_hour_bytes ON series_hour (at, bytes);
      CREATE TABLE series_pending (
        day INTEGER NOT NULL, source INTEGER NOT NULL, at INTEGER NOT NULL, part INTEGER NOT NULL, names TEXT NOT NULL,
        PRIMARY KEY (day, source, at, part)) STRICT, WITHOUT ROWID;
      CREATE TABLE series_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE series_day (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, series INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
      CREATE UNIQUE INDEX series_day_at ON series_day (at, series);
      CREATE INDEX series_day_bytes ON series_day (at, bytes);`,
  },
];
