import { DatabaseSync } from 'node:sqlite';
import type { Session } from '#demo/sqlserver/tds/backend.ts';
import { addTable, columns, signIn, testInstance } from '../engine/ask.ts';
import { oneOf, type Random } from './random.ts';

type Cell = number | string | null;
/** The rows of the tables t, u and v: id, k, n (int), s (varchar), d (decimal), f (float), w (datetime2). */
export type Tables = Readonly<Record<string, readonly (readonly Cell[])[]>>;

const MOMENTS = ['2024-02-29 23:59:59', '2023-12-31 00:00:00', '2024-03-01 12:30:00', '2024-01-31 06:00:01', '2021-07-04 18:45:30'];
/** Signs that have a meaning in LIKE stand before letters and numbers in either order; '-' does not. */
const TEXTS = ['a', 'b', 'A', 'ab', 'Bc', 'abc', '', 'zB', 'a%b', '!a'];
const QUARTERS = [0.25, 0.5, 0.75, 0];

/** Small tables, some of them empty, with many NULLs and many equal values. */
export function randomTables(random: Random): Tables {
  const maybe = (value: Cell): Cell => (random(6) ? value : null);
  const row = (id: number): Cell[] => [
    id,
    maybe(1 + random(4)),
    maybe(random(60) - 20),
    maybe(oneOf(random, TEXTS)),
    maybe(random(20) - 8 + oneOf(random, QUARTERS)),
    maybe(random(20) - 8 + oneOf(random, QUARTERS)),
    maybe(oneOf(random, MOMENTS)),
  ];
  const rows = (most: number) => Array.from({ length: random(12) ? 2 + random(most) : 0 }, (_, at) => row(at + 1));
  return { t: rows(14), u: rows(9), v: rows(6) };
}

/** A session of the stand-in over such tables. */
export function ourTables(tables: Tables): Session {
  const instance = testInstance();
  const made = columns('id int not null', 'k int', 'n int', 's varchar(40)', 'd decimal(9,2)', 'f float', 'w datetime2(0)');
  for (const [name, rows] of Object.entries(tables)) {
    const plain = rows.map((row) => [...row]);
    // Rows are found by id, k and s without a scan, where a condition allows it.
    addTable(instance, `master.dbo.${name}`, made, plain).indexed = [0, 1, 3];
  }
  return signIn(instance);
}

/** SQLite over the same. */
export function liteTables(tables: Tables): DatabaseSync {
  const lite = new DatabaseSync(':memory:');
  for (const [name, rows] of Object.entries(tables)) {
    lite.exec(`CREATE TABLE ${name} (id INTEGER, k INTEGER, n INTEGER, s TEXT COLLATE NOCASE, d REAL, f REAL, w TEXT)`);
    const insert = lite.prepare(`INSERT INTO ${name} VALUES (?, ?, ?, ?, ?, ?, ?)`);
    for (const row of rows) insert.run(...row);
  }
  return lite;
}
