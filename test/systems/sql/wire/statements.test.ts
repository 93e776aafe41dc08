import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { seed } from '#demo/sqlserver/model/orders-data.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { systems } from '#lib/systems/index.ts';
import { batchOf } from '#lib/systems/sql/fetch.ts';
import { grammarErrors } from '#test/demo/sqlserver/grammar.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { PROBES, sentTo } from './statements.ts';

const YEARS: readonly [ReleaseYear, number][] = [
  ['2014', 12],
  ['2016', 13],
  ['2017', 14],
  ['2019', 15],
  ['2022', 16],
];

/** A real server to hold the same against, as a connection string; none by default. */
const REAL = process.env.VIGIL_TEST_MSSQL;

test('the statements of every probe are held to this', () => {
  expect(Object.keys(PROBES).toSorted()).toEqual(
    systems
      .find(({ name }) => name === 'sql')
      ?.probes.map(({ name }) => name)
      .toSorted(),
  );
});

/** The types of the columns as the driver names them, "name: type". */
async function columnsOf(pool: sql.ConnectionPool, text: string): Promise<{ columns: string[]; sets: number; rows: number }> {
  const { recordset, recordsets } = await pool.request().batch(text);
  const columns = Object.values(recordset.columns).toSorted((a, b) => a.index - b.index);
  return {
    columns: columns.map(({ name, type }) => `${name}: ${typeName(type)}`),
    sets: Object.keys(recordsets).length,
    rows: recordset.length,
  };
}

function typeName(type: unknown): string {
  return Object.entries(sql.TYPES).find(([, one]) => one === type)?.[0] ?? 'of no known type';
}

describe.each(YEARS)('SQL Server %s', (year, major) => {
  const estate = smallEstate({ year });
  // So that what is asked about it has rows.
  seed(estate, { group: AG, instance: 'CO-SQL01', database: 'Archive', bytes: 1e12, bytesPerSecond: 1e6 }, START);
  const { served, readNotModelled } = serveInstance(estate, 'NY-SQL01', () => START + 60_000);
  served.logins.set('vigil', { password: 'hunter2', permissions: 'all' });
  let server: TdsServer;
  let pool: sql.ConnectionPool;

  beforeAll(async () => {
    server = await startTdsServer({ backend: engineBackend(served) });
    const options = { encrypt: false, trustServerCertificate: true };
    pool = await new sql.ConnectionPool({ server: '127.0.0.1', port: server.port, user: 'vigil', password: 'hunter2', options }).connect();
  });
  afterAll(async () => {
    await pool?.close();
    await server?.close();
  });

  test.each(sentTo(major).map(({ probe, statement }) => [`${probe}/${statement.name}`, { probe, statement }] as const))(
    'answers %s with one set of columns of these types, of views that are modelled',
    async (name, { probe, statement }) => {
      const text = batchOf(probe, [statement]);
      expect(grammarErrors(text)).toEqual([]);
      expect(parseBatch(text)).toHaveLength(1);
      const { columns, sets, rows } = await columnsOf(pool, text);
      expect(sets).toBe(1);
      expect(rows, name).toBeGreaterThan(0);
      expect(columns).not.toContainEqual(expect.stringContaining('of no known type'));
      expect(columns).toMatchSnapshot();
      expect([...readNotModelled]).toEqual([]);
    },
  );
});

describe.skipIf(REAL === undefined)('the server that VIGIL_TEST_MSSQL names', () => {
  let pool: sql.ConnectionPool;
  let major = 0;

  beforeAll(async () => {
    pool = await new sql.ConnectionPool(REAL ?? '').connect();
    const { recordset } = await pool.request().batch("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version");
    major = Number.parseInt(recordset[0]?.version, 10);
  });
  afterAll(async () => {
    await pool?.close();
  });

  test.each(Object.keys(PROBES))('answers every statement of %s with the columns and types that the stand-in has', async (wanted) => {
    const estate = smallEstate({ year: YEARS.find(([, one]) => one === Math.min(major, 16))?.[0] ?? '2022' });
    const { served } = serveInstance(estate, 'NY-SQL01', () => START + 60_000);
    served.logins.set('vigil', { password: 'hunter2', permissions: 'all' });
    const server = await startTdsServer({ backend: engineBackend(served) });
    const options = { encrypt: false, trustServerCertificate: true };
    const ours = await new sql.ConnectionPool({
      server: '127.0.0.1',
      port: server.port,
      user: 'vigil',
      password: 'hunter2',
      options,
    }).connect();
    try {
      for (const { probe, statement } of sentTo(Math.min(major, 16)).filter(({ probe: own }) => own === wanted)) {
        const text = batchOf(probe, [statement]);
        const [real, standIn] = [await columnsOf(pool, text), await columnsOf(ours, text)];
        expect({ statement: statement.name, columns: real.columns }).toEqual({ statement: statement.name, columns: standIn.columns });
      }
    } finally {
      await ours.close();
      await server.close();
    }
  });
});
