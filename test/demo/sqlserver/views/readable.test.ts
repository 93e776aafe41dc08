import sql from 'mssql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import type { Estate, Replica } from '#demo/sqlserver/model/estate.ts';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { START, smallEstate } from '../small-estate.ts';

type Asking = { on: string; may?: readonly string[]; readOnlyIntent?: boolean; database?: string };

/** The number of the error that a batch, or the sign-in before it, ends with; its first value where it ends well. */
async function answer(estate: Estate, { on, may = [], readOnlyIntent = false, database = 'master' }: Asking, batch: string) {
  const { served } = serveInstance(estate, on, () => START);
  served.logins.set('vigil', { password: 'hunter2', permissions: granted([...may, 'SELECT on Sites.dbo.heartbeat']) });
  const server = await startTdsServer({ backend: engineBackend(served), name: on });
  onTestFinished(() => server.close());
  const options = { encrypt: false, trustServerCertificate: true, readOnlyIntent };
  const pool = new sql.ConnectionPool({ server: '127.0.0.1', port: server.port, user: 'vigil', password: 'hunter2', database, options });
  try {
    await pool.connect();
    const { recordset } = await pool.request().batch(batch);
    return { value: Object.values(recordset[0] ?? {})[0] };
  } catch (error) {
    // Of a sign-in the driver tells the text alone.
    return typeof error === 'object' && error !== null && 'number' in error ? { error: error.number } : { error: String(error) };
  } finally {
    await pool.close();
  }
}

/** An estate in which the replicas of the group are set up like this, by their place. */
function estateWith(at: number, change: Partial<Pick<Replica, 'allows' | 'primaryAllows'>>): Estate {
  const estate = smallEstate();
  Object.assign(estate.groups[0]?.replicas[at] ?? {}, change);
  return estate;
}

const BEAT = 'SELECT COUNT(*) AS n FROM Sites.dbo.heartbeat';

describe('a secondary that lets in who will only read', () => {
  const estate = estateWith(1, { allows: 'READ_ONLY' });
  const on = 'NY-SQL02';

  test('refuses everybody else with 978: what reads it, who goes there, and who signs in to it', async () => {
    expect(await answer(estate, { on }, BEAT)).toEqual({ error: 978 });
    expect(await answer(estate, { on }, 'USE Sites; SELECT 1 AS n')).toEqual({ error: 978 });
    const words = "('Sites') is in an availability group and is currently accessible for connections when the application intent";
    expect(await answer(estate, { on, database: 'Sites' }, 'SELECT 1 AS n')).toEqual({ error: expect.stringContaining(words) });
    expect(await answer(estate, { on }, 'SELECT 1 AS n')).toEqual({ value: 1 });
  });

  test('lets in who says so', async () => {
    expect(await answer(estate, { on, readOnlyIntent: true }, BEAT)).toEqual({ value: 1 });
    expect(await answer(estate, { on, readOnlyIntent: true, database: 'Sites' }, 'SELECT 1 AS n')).toEqual({ value: 1 });
  });
});

test('a secondary that lets nobody in refuses also who will only read, with 976', async () => {
  const estate = estateWith(1, { allows: 'NO' });
  for (const readOnlyIntent of [false, true])
    expect(await answer(estate, { on: 'NY-SQL02', readOnlyIntent }, BEAT)).toEqual({ error: 976 });
});

test('a primary that lets in who writes refuses who will only read, with 979, and tells whom it lets in', async () => {
  const estate = estateWith(0, { primaryAllows: 'READ_WRITE' });
  expect(await answer(estate, { on: 'NY-SQL01', readOnlyIntent: true }, BEAT)).toEqual({ error: 979 });
  expect(await answer(estate, { on: 'NY-SQL01' }, BEAT)).toEqual({ value: 1 });
  const told = "SELECT primary_role_allow_connections AS n FROM sys.availability_replicas WHERE replica_server_name = 'NY-SQL01'";
  expect(await answer(estate, { on: 'NY-SQL01', may: ['VIEW ANY DEFINITION'] }, told)).toEqual({ value: 3 });
});

describe('tables of msdb', () => {
  const BACKUPS = 'SELECT TOP (1) 1 AS n FROM msdb.dbo.backupset';
  const held = (name: string) => `SELECT HAS_PERMS_BY_NAME('${name}', 'OBJECT', 'SELECT') AS n`;
  const on = 'NY-SQL01';

  test('are refused with 229 to who was not granted them, whatever he may on the server', async () => {
    const may = ['VIEW SERVER STATE', 'VIEW ANY DEFINITION'];
    expect(await answer(smallEstate(), { on, may }, BACKUPS)).toEqual({ error: 229 });
    expect(await answer(smallEstate(), { on, may: [...may, 'SELECT on msdb.dbo.backupset'] }, BACKUPS)).toEqual({ value: 1 });
    expect(await answer(smallEstate(), { on, may: ['CONTROL SERVER'] }, BACKUPS)).toEqual({ value: 1 });
  });

  test('HAS_PERMS_BY_NAME tells so, and NULL for what is not there', async () => {
    expect(await answer(smallEstate(), { on }, held('msdb.dbo.backupset'))).toEqual({ value: 0 });
    expect(await answer(smallEstate(), { on, may: ['SELECT on msdb.dbo.backupset'] }, held('msdb.dbo.backupset'))).toEqual({ value: 1 });
    expect(await answer(smallEstate(), { on }, held('msdb.dbo.nothing'))).toEqual({ value: null });
  });
});

test('of a right that the version does not know HAS_PERMS_BY_NAME tells nothing, neither yes nor no', async () => {
  const asked = "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE') AS n";
  expect(await answer(smallEstate({ year: '2019' }), { on: 'NY-SQL01', may: ['VIEW SERVER STATE'] }, asked)).toEqual({ value: null });
  expect(await answer(smallEstate({ year: '2022' }), { on: 'NY-SQL01', may: ['VIEW SERVER STATE'] }, asked)).toEqual({ value: 1 });
  const made = "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'SELECT on msdb.dbo.backupset') AS n";
  expect(await answer(smallEstate(), { on: 'NY-SQL01', may: ['SELECT on msdb.dbo.backupset'] }, made)).toEqual({ value: null });
});
