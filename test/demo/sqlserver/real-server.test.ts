import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { QUERIES } from './check/queries.ts';
import { LOGIN, readOver, type Standing, stand } from './check/second-client.ts';
import { REFUSED, REFUSED_TABLE } from './engine/refused.ts';
import { batchesFor } from './sent-statements.ts';

/**
 * The same questions to the stand-in and to a real server: VIGIL_TEST_MSSQL is the connection string of one ("Server=db1,1433;User Id=sa;Password=…;Encrypt=true;TrustServerCertificate=true").
 * Nothing there is changed: a temporary table is all that is made. What differs is a mistake of the stand-in. Skipped, and counted so, where there is none.
 */
const REAL = process.env.VIGIL_TEST_MSSQL;
const YEARS: ReadonlyMap<number, ReleaseYear> = new Map([
  [12, '2014'],
  [13, '2016'],
  [14, '2017'],
  [15, '2019'],
  [16, '2022'],
]);

/** What a batch answers: of each set the columns with their types, or the error. */
async function shapeOf(pool: sql.ConnectionPool, batch: string): Promise<unknown> {
  try {
    const { recordsets } = await pool.request().batch(batch);
    return (Array.isArray(recordsets) ? recordsets : []).map((set) =>
      Object.values(set.columns)
        .toSorted((a, b) => a.index - b.index)
        .map(({ name, type, length, scale }) => `${name} ${typeName(type)} ${length ?? ''} ${scale ?? ''}`.trimEnd()),
    );
  } catch (error) {
    return error instanceof sql.RequestError ? { error: error.number, line: error.lineNumber } : { error: String(error) };
  }
}

function typeName(type: unknown): string {
  return Object.entries(sql.TYPES).find(([, one]) => one === type)?.[0] ?? 'of no known type';
}

describe.skipIf(REAL === undefined)('the stand-in answers as the server that VIGIL_TEST_MSSQL names', () => {
  let real: sql.ConnectionPool;
  let ours: sql.ConnectionPool;
  let standing: Standing;
  let major = 0;

  beforeAll(async () => {
    real = await new sql.ConnectionPool(REAL ?? '').connect();
    const { recordset } = await real.request().batch("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version");
    // A newer server is asked what 2022 is asked.
    major = Math.min(16, Number.parseInt(String(recordset[0]?.version), 10));
    standing = await stand(YEARS.get(major) ?? '2022');
    const options = { encrypt: false, trustServerCertificate: true };
    ours = await new sql.ConnectionPool({ server: '127.0.0.1', port: standing.server.port, ...LOGIN, options, pool: { max: 1 } }).connect();
  });
  afterAll(async () => {
    await Promise.all([real?.close(), ours?.close()]);
    await standing?.server.close();
  });

  test('every statement and command of the product has the same columns and types', async () => {
    // The table of a heartbeat is made by whoever wants one.
    const batches = (await batchesFor(major)).filter(({ name }) => !name.includes('heartbeat'));
    expect(batches.length).toBeGreaterThan(40);
    for (const { name, text } of batches) expect({ name, is: await shapeOf(ours, text) }).toEqual({ name, is: await shapeOf(real, text) });
  });

  test.each(QUERIES.filter(({ isOfServer }) => isOfServer !== true))(
    '$name: the same rows, or the same error on the same line',
    async ({ text }) => {
      expect(await readOver(ours, [text])).toEqual(await readOver(real, [text]));
    },
  );

  test('the same is refused, with the same number', async () => {
    const table = `CREATE TABLE #t (${REFUSED_TABLE.join(', ')});`;
    for (const [text, number] of REFUSED) {
      // Of a batch of its own: a table is made before what names it is bound.
      const batch = `${table} EXEC (N'${text.replaceAll(/\b(FROM|JOIN) t\b/g, '$1 #t').replaceAll("'", "''")}')`;
      const [mine, theirs] = [await readOver(ours, [batch]), await readOver(real, [batch])];
      expect({ text, told: mine }).toEqual({ text, told: [{ error: expect.stringMatching(`^${number} `) }] });
      expect({ text, told: theirs }).toEqual({ text, told: mine });
      for (const pool of [ours, real]) await pool.request().batch("IF OBJECT_ID('tempdb..#t') IS NOT NULL DROP TABLE #t");
    }
  });
});
