import { describe, expect, onTestFinished, test } from 'vitest';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { ticksFromMs } from '#demo/sqlserver/tds/ticks.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { type SqlSettings, sqlSection } from '#lib/systems/sql/config.ts';
import { closeSql, connectSql, fetchAg, fetchCluster, fetchLogs, fetchServer, type SqlNode } from '#lib/systems/sql/fetch.ts';
import { parseServer } from '#lib/systems/sql/parse.ts';
import { type Deed, type RowsServer, rowsServer } from '#test/fakes/sql-rows.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 2);
const INDIA_MINUTES = 330;
const START_LOCAL = Date.UTC(2026, 10, 20, 9, 30);

const SERVER: Deed = [
  {
    ...{ server_name: 'SQL1\\BETA', machine_name: 'SQL1', instance_name: 'BETA', product_version: '15.0.4430.1', product_level: 'RTM' },
    ...{ product_update_level: 'CU32', edition: 'Enterprise Edition (64-bit)', engine_edition: 3, is_hadr_enabled: 1, is_clustered: 0 },
    ...{ said_at: { ticks: ticksFromMs(NOW), offsetMinutes: INDIA_MINUTES }, offset_minutes: INDIA_MINUTES },
  },
];

const soon = (ms = 3_000): AbortSignal => AbortSignal.timeout(ms);

function settingsAt(port: number, login: object = { read: { user: 'vigil', password: new Secret('hunter2') } }): SqlSettings {
  const read = sqlSection.read({
    clusters: [{ name: 'shop', nodes: [{ name: 'sql1', address: `127.0.0.1:${port}`, encrypt: false, ...login }] }],
  });
  const settings = read.ok ? read.groups[0]?.nodes[0]?.settings : null;
  if (!settings) throw new Error('the section was refused');
  return settings as SqlSettings;
}

async function nodeOf(deeds: Record<string, Deed>, version?: string, edition?: number): Promise<{ node: SqlNode; told: RowsServer }> {
  const told = rowsServer(deeds, version, edition);
  const server = await startTdsServer({ backend: told.backend });
  onTestFinished(() => server.close());
  const node = connectSql(settingsAt(server.port), NO_METER);
  onTestFinished(() => closeSql(node));
  return { node, told };
}

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  const failure: unknown = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof FetchError)) throw new Error('it was not refused');
  return failure;
}

/** What its machine counts since it was started: as long as the two clocks say. */
const TICKS = { ms_ticks: NOW - (START_LOCAL - INDIA_MINUTES * 60_000) + 900_000, start_ms_ticks: 900_000 };

test('a server at UTC+5:30 is read with its start on our clock', async () => {
  const { node } = await nodeOf({ 'server/server': SERVER, 'server/start': [{ started_at: ticksFromMs(START_LOCAL), ...TICKS }] });
  expect(parseServer(await fetchServer(node, soon()))).toEqual({
    ...{ name: 'SQL1\\BETA', machine: 'SQL1', instance: 'BETA', version: '15.0.4430.1', level: 'RTM', update: 'CU32' },
    ...{ edition: 'Enterprise Edition (64-bit)', engineEdition: 3, isAlwaysOn: true, isFailoverCluster: false },
    ...{ saidAt: NOW, offsetMinutes: INDIA_MINUTES, startedAt: START_LOCAL - INDIA_MINUTES * 60_000 },
  });
});

test('a start that is not told is not known, and not now', async () => {
  const { node } = await nodeOf({ 'server/server': SERVER });
  expect(parseServer(await fetchServer(node, soon())).startedAt).toBeNull();
});

describe('what is sent', () => {
  test.each([
    ['12.0.6024.0', false, false, false],
    ['13.0.6300.2', true, true, false],
    ['14.0.3456.2', true, true, true],
    ['16.0.4135.4', true, true, true],
  ])('to %s names only columns that it has', async (version, lag, seeding, clusterType) => {
    const { node, told } = await nodeOf({}, version);
    await fetchAg(node, soon());
    const batch = told.batches.at(-1) ?? '';
    expect(batch.includes('d.secondary_lag_seconds')).toBe(lag);
    expect(batch.includes('r.seeding_mode_desc')).toBe(seeding);
    expect(batch.includes('g.cluster_type_desc')).toBe(clusterType);
  });

  test('says with every statement who asks and for what', async () => {
    const { node, told } = await nodeOf({ 'logs/files': [{ n: 1 }] });
    for (const fetch of [fetchServer, fetchAg, fetchLogs, fetchCluster]) await fetch(node, soon());
    for (const batch of told.batches)
      expect(
        batch
          .split(';')
          .filter((one) => /\w/.test(one) && !/^\s*SELECT CAST/.test(one))
          .every((one) => one.trim().startsWith('/* Vigil: ')),
      ).toBe(true);
  });
});

describe('what is missing is told, and never taken for none', () => {
  test.each([
    ['15.0.4430.1', 'grant it VIEW SERVER STATE'],
    ['16.0.4135.4', 'grant it VIEW SERVER PERFORMANCE STATE'],
  ])('the right that %s wants', async (version, words) => {
    const { node } = await nodeOf({ 'server/start': new SqlError(300, 'denied') }, version);
    const failure = await failureOf(fetchServer(node, soon()));
    expect([failure.kind, failure.message]).toEqual(['permission', expect.stringContaining(words)]);
  });

  test('a group whose definition may not be seen', async () => {
    const { node } = await nodeOf({ 'ag/groupStates': [{ group_id: 'A1' }] });
    expect((await failureOf(fetchAg(node, soon()))).message).toContain('VIEW ANY DEFINITION');
  });

  test('log files that may not be seen', async () => {
    const { node } = await nodeOf({ 'logs/databases': [{ database_id: 1 }] });
    expect((await failureOf(fetchLogs(node, soon()))).kind).toBe('permission');
  });

  test.each([
    ['11.0.7001.0', 3, 'older than SQL Server 2014'],
    ['12.0.2000.8', 5, 'Azure SQL'],
  ])('a product that is not watched: %s of edition %i', async (version, edition, words) => {
    const { node } = await nodeOf({}, version, edition);
    const failure = await failureOf(fetchServer(node, soon()));
    expect([failure.kind, failure.message]).toEqual(['unsupported', expect.stringContaining(words)]);
  });

  test('a login that nobody gave', async () => {
    const node = connectSql(settingsAt(1, {}), NO_METER);
    const failure = await failureOf(fetchServer(node, soon()));
    expect([failure.kind, failure.message]).toEqual(['auth', expect.stringContaining('sql.read')]);
  });
});

test('a view of the files that hangs does not hold up what is vital', async () => {
  const { node } = await nodeOf({ 'logs/volumes': 'deaf', 'server/server': SERVER });
  const hanging = failureOf(fetchLogs(node, soon(300)));
  expect((await fetchServer(node, soon(250))).server).toHaveLength(1);
  expect((await hanging).kind).toBe('timeout');
});
