/** The versions of the file, each from the one before. */
export const SCHEMA = [
  `CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
   CREATE TABLE shapes (
     id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, app TEXT NOT NULL, type TEXT NOT NULL, place TEXT, message TEXT NOT NULL,
     first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, row_count INTEGER NOT NULL, errors INTEGER NOT NULL,
     flag TEXT, flag_at INTEGER, cleared_at INTEGER, cleared_by TEXT);
   CREATE INDEX flagged ON shapes (flag_at) WHERE flag_at IS NOT NULL;
   CREATE INDEX empty_shapes ON shapes (last_at) WHERE row_count <= 0;
   CREATE TABLE error_rows (id INTEGER PRIMARY KEY, shape INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, count INTEGER NOT NULL);
   CREATE INDEX rows_of_shape ON error_rows (shape);
   CREATE TABLE clearings (id INTEGER PRIMARY KEY, clear_id TEXT NOT NULL UNIQUE, deleted_at INTEGER NOT NULL, by TEXT NOT NULL);
   CREATE TABLE cleared_rows (clearing INTEGER NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY (clearing, row_id)) WITHOUT ROWID`,
] as const;
