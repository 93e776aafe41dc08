import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { addTable, ask, columns, signIn, testInstance } from './ask.ts';
import { queryMaker, seeded } from './random-query.ts';

const COUNT = Number(process.env.SQL_FUZZ_COUNT ?? 400);
const SEED = Number(process.env.SQL_FUZZ_SEED ?? 1);

/** The same three tables in both engines; texts in lower case only, for SQLite tells cases apart. */
function twins(seed: number) {
  const random = seeded(seed);
  const instance = testInstance();
  const lite = new DatabaseSync(':memory:');
  const texts = ['a', 'b', 'c', 'ab', null];
  for (const [name, size] of [
    ['t', 40],
    ['u', 25],
    ['v', 8],
  ] as const) {
    const rows = Array.from({ length: size }, (_, at) => [
      at + 1,
      random(10) ? random(7) : null,
      random(9) ? random(1000) - 300 : null,
      texts[random(texts.length)] ?? null,
    ]);
    addTable(instance, `master.dbo.${name}`, columns('id int', 'k int', 'n int', 's varchar(10)'), rows);
    lite.exec(`CREATE TABLE ${name} (id INTEGER, k INTEGER, n INTEGER, s TEXT)`);
    const insert = lite.prepare(`INSERT INTO ${name} VALUES (?, ?, ?, ?)`);
    for (const row of rows) insert.run(...row);
  }
  return { session: signIn(instance), lite };
}

function rowsOfLite(lite: DatabaseSync, sql: string): string[] {
  const statement = lite.prepare(sql);
  statement.setReturnArrays(true);
  const rows: unknown[] = statement.all();
  return rows.map((row) => (Array.isArray(row) ? row : []).map((value) => (value === null ? 'NULL' : String(value))).join('|'));
}

test(`${COUNT} random queries give the same rows as SQLite`, { timeout: 60_000 + COUNT * 50 }, async () => {
  const { session, lite } = twins(SEED);
  const make = queryMaker(seeded(SEED + 1));
  let withRows = 0;
  for (let at = 0; at < COUNT; at += 1) {
    const sql = make();
    const { sets, errors } = await ask(session, sql);
    const ours = (sets[0]?.rows ?? []).map((row) => row.join('|'));
    expect({ sql, errors }).toEqual({ sql, errors: [] });
    expect({ sql, rows: ours.toSorted() }).toEqual({ sql, rows: rowsOfLite(lite, sql).toSorted() });
    if (ours.length > 0) withRows += 1;
  }
  // Queries without rows prove little: most must have some.
  expect(withRows).toBeGreaterThan(COUNT / 2);
});
