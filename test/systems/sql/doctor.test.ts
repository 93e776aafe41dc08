import { describe, expect, onTestFinished, test } from 'vitest';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { examineNode } from '#lib/doctor/examine.ts';
import type { NodeReport } from '#lib/doctor.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { sqlSection } from '#lib/systems/sql/config.ts';
import { sql } from '#lib/systems/sql/index.ts';
import { START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { rowsServer } from '#test/fakes/sql-rows.ts';

/** Rights on objects, as the stand-in names them. */
const OBJECTS = ['SELECT on msdb.dbo.backupset', 'SELECT on msdb.dbo.backupmediafamily', 'EXECUTE on master.dbo.xp_readerrorlog'];

type As = { password?: string; user?: string; settings?: object };

async function reportOf(port: number, { password = 'hunter2', user = 'vigil', settings = {} }: As = {}): Promise<NodeReport> {
  const login = { read: { user, password: new Secret(password) } };
  const read = sqlSection.read({
    ...settings,
    clusters: [{ name: 'shop', nodes: [{ name: 'sql1', address: `127.0.0.1:${port}`, encrypt: false, ...login }] }],
  });
  const group = read.ok ? read.groups[0] : undefined;
  const node = group?.nodes[0];
  if (!group || !node) throw new Error('the section was refused');
  const clock = { now: () => START };
  return examineNode({ system: sql, group, node }, { meter: NO_METER, clock, signal: AbortSignal.timeout(8_000) });
}

/** Asks the stand-in, whose views refuse what its login may not do. */
async function askStandIn(year: ReleaseYear, permissions: string[], user = 'vigil', settings: object = {}): Promise<NodeReport> {
  const { served } = serveInstance(smallEstate({ year }), 'NY-SQL01', () => START);
  served.logins.set(user, { password: 'hunter2', permissions: granted(permissions) });
  const server = await startTdsServer({ backend: engineBackend(served) });
  onTestFinished(() => server.close());
  return reportOf(server.port, { user, settings });
}

const missing = ({ lines }: NodeReport): string[] => [
  ...new Set(lines.filter(({ state }) => state === 'missing').map(({ right }) => right)),
];
const statements = ({ grants }: NodeReport): string[] => grants.flatMap((grant) => [...grant.statements]);

describe('on the wire, which rights are missing and what grants them', () => {
  test.each<[string, ReleaseYear, string[], string[]]>([
    ['2014 with nothing', '2014', [], ['VIEW SERVER STATE', 'VIEW ANY DEFINITION']],
    ['2019 with nothing', '2019', [], ['VIEW SERVER STATE', 'VIEW ANY DEFINITION']],
    ['2019 that may see states', '2019', ['VIEW SERVER STATE'], ['VIEW ANY DEFINITION']],
    ['2022 with nothing', '2022', [], ['VIEW SERVER PERFORMANCE STATE', 'VIEW ANY DEFINITION', 'VIEW SERVER SECURITY STATE']],
    ['2022 with the right of before', '2022', ['VIEW SERVER STATE', 'VIEW ANY DEFINITION'], []],
    ['2022 with a narrow right', '2022', ['VIEW SERVER PERFORMANCE STATE'], ['VIEW ANY DEFINITION', 'VIEW SERVER SECURITY STATE']],
  ])('%s', async (_name, year, permissions, wanted) => {
    const report = await askStandIn(year, [...permissions, ...OBJECTS]);
    expect([report.unasked, missing(report)]).toEqual([null, wanted]);
    expect(statements(report)).toEqual(wanted.map((right) => `GRANT ${right} TO [vigil];`));
    expect(report.lines.every(({ state }) => state === 'missing' || state === 'granted')).toBe(true);
  });

  test('a panel names its own rights, and whether it is vital', async () => {
    const { lines } = await askStandIn('2019', ['VIEW ANY DEFINITION']);
    const of = (panel: RegExp) =>
      lines.filter((line) => panel.test(line.panel)).map(({ right, state, isVital }) => [right, state, isVital]);
    expect(of(/^who it is/)).toEqual([['VIEW SERVER STATE', 'missing', true]]);
    expect(of(/^log files/)).toContainEqual(['VIEW ANY DEFINITION', 'granted', false]);
  });

  test('a right on an object is granted in its database, to a user that is made where there is none', async () => {
    const report = await askStandIn('2019', ['VIEW SERVER STATE', 'VIEW ANY DEFINITION', ...OBJECTS.slice(1)], "o'b]");
    expect(missing(report)).toEqual(['SELECT on msdb.dbo.backupset']);
    expect(statements(report)).toEqual([
      "USE [msdb]; IF DATABASE_PRINCIPAL_ID(N'o''b]') IS NULL CREATE USER [o'b]]] FOR LOGIN [o'b]]]; GRANT SELECT ON [dbo].[backupset] TO [o'b]]];",
    ]);
    expect(report.grants[0]?.note).toMatch(/at its primary/);
  });

  test('the table of a heartbeat is asked for by its name, and needs a right of its own', async () => {
    const heartbeat = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };
    const all = ['VIEW SERVER STATE', 'VIEW ANY DEFINITION', ...OBJECTS];
    expect(missing(await askStandIn('2019', all, 'vigil', { heartbeat }))).toEqual(['SELECT on [Sites].[dbo].[heartbeat]']);
    const granted = [...all, 'SELECT on Sites.dbo.heartbeat'];
    expect(missing(await askStandIn('2019', granted, 'vigil', { heartbeat }))).toEqual([]);
  });

  test('a login whose name would end the brackets is quoted', async () => {
    expect(statements(await askStandIn('2019', ['VIEW SERVER STATE', ...OBJECTS], 'a]b'))).toEqual([
      'GRANT VIEW ANY DEFINITION TO [a]]b];',
    ]);
  });
});

describe('what is not told is never granted', () => {
  const answer = async (deeds: Parameters<typeof rowsServer>[0]): Promise<NodeReport> => {
    const server = await startTdsServer({ backend: rowsServer(deeds).backend });
    onTestFinished(() => server.close());
    return reportOf(server.port);
  };

  test('a right that the server does not know of', async () => {
    const row = { product_version: '15.0.4430.1', view_server_state: null, view_any_definition: 1 };
    const { lines, grants } = await answer({ 'doctor/rights': [row] });
    expect([...new Set(lines.map(({ right, state }) => `${right} ${state}`))]).toEqual([
      'VIEW SERVER STATE untold',
      'VIEW ANY DEFINITION granted',
      'SELECT on msdb.dbo.backupset untold',
      'a login that may sign in granted',
      'EXECUTE on master.dbo.xp_readerrorlog untold',
      'SELECT on msdb.dbo.backupmediafamily untold',
    ]);
    expect(grants).toEqual([]);
  });

  test('an answer without a row', async () => {
    expect(await answer({ 'doctor/rights': [] })).toMatchObject({ unasked: expect.stringContaining('does not tell'), grants: [] });
  });

  test('a wrong password: said, with nothing to grant', async () => {
    const server = await startTdsServer({ backend: rowsServer({}).backend });
    onTestFinished(() => server.close());
    const report = await reportOf(server.port, { password: 'wrong' });
    expect([report.unasked, report.grants]).toEqual([expect.stringContaining('refused'), []]);
    expect(new Set(report.lines.map(({ state }) => state))).toEqual(new Set(['missing']));
  });

  test('nobody listens: every right of every version is named as not asked', async () => {
    const { lines, version } = await reportOf(1);
    expect([version, new Set(lines.map(({ state }) => state))]).toEqual([null, new Set(['unasked'])]);
    expect(lines.map(({ right }) => right)).toContain('VIEW SERVER STATE (from 2022 on VIEW SERVER PERFORMANCE STATE)');
  });
});
