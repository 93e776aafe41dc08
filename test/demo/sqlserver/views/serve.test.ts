import { afterEach, describe, expect, test, vi } from 'vitest';
import { catalogueOf } from '#demo/sqlserver/catalog/catalogue.ts';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { type ReleaseYear, releaseOf } from '#demo/sqlserver/catalog/release.ts';
import { typeOf } from '#demo/sqlserver/catalog/type-of.ts';
import { type CatalogObject, type Context, findObject, type Instance, requiredPermission } from '#demo/sqlserver/engine/catalog.ts';
import { seed, setRedoSpeed, stickSilently } from '#demo/sqlserver/model/orders-data.ts';
import { ail, freezeHadrViews, setClock } from '#demo/sqlserver/model/orders-instance.ts';
import { losePrimary } from '#demo/sqlserver/model/orders-roles.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { SYSTEM_VIEWS } from '#demo/sqlserver/views/system-views.ts';
import { AG, SECOND, START, smallEstate } from '../small-estate.ts';

const AT = START + 60 * SECOND;
const YEARS: ReleaseYear[] = ['2014', '2016', '2017', '2019', '2022'];

afterEach(() => vi.useRealTimers());

function contextOf(served: Instance, { may, signal }: { may?: readonly string[]; signal?: AbortSignal } = {}): Context {
  const permissions = may ? granted(may) : null;
  const now = served.now();
  return {
    ...{
      instance: served,
      login: 'vigil',
      database: 'master',
      sessionId: 900,
      hostName: 'OPS01',
      appName: 'Vigil',
      isReadOnlyIntent: false,
      now,
    },
    offsetMinutes: served.offsetMinutes(now),
    signal: signal ?? new AbortController().signal,
    hasPermission: (permission) => permissions?.has(permission) ?? true,
  };
}

function find(served: Instance, path: string): CatalogObject {
  const found = findObject(served, path.split('.'), 'master');
  if (!found) throw new Error(`no ${path}`);
  return found;
}

function read(served: Instance, path: string, more: Parameters<typeof contextOf>[1] = {}) {
  const found = find(served, path);
  if (found.kind === 'view') return found.rows(contextOf(served, more));
  if (found.kind === 'tableFunction') return found.rows([null, null], contextOf(served, more));
  throw new Error(`${path} is a ${found.kind}`);
}

describe.each(YEARS)('an instance of %s as it is served', (year) => {
  const { served } = serveInstance(smallEstate({ year }), 'NY-SQL01', () => AT);

  test('has every documented view and function of its version, with their columns and types, and none that is newer', () => {
    const entries = [...catalogueOf(releaseOf('2022')).values()].filter(({ kind }) => kind !== 'proc' && kind !== 'function');
    for (const { name } of entries) {
      const entry = catalogueOf(releaseOf(year)).get(name.toLowerCase());
      const found = findObject(served, name.split('.'), 'master');
      if (!entry) expect(found).toBeNull();
      else if (found?.kind === 'view' || found?.kind === 'tableFunction') {
        const expected = entry.columns.map((column) => ({ name: column.name, type: typeOf(column.type), isNullable: column.isNullable }));
        expect(found.columns).toEqual(expected);
      } else expect.unreachable(`${name} is missing`);
    }
  });

  test('names the permission of its generation', () => {
    const wanted = year === '2022' ? 'VIEW SERVER PERFORMANCE STATE' : 'VIEW SERVER STATE';
    expect(requiredPermission(find(served, 'sys.dm_hadr_cluster'), served)).toBe(wanted);
  });

  test('tells its version in every place alike', () => {
    const release = releaseOf(year);
    const context = contextOf(served);
    expect(served.property('productversion', context)).toBe(release.productVersion);
    expect(served.versionText).toContain(`SQL Server ${year}`);
    expect(`${served.major}`).toBe(release.productVersion.split('.')[0]);
    expect([served.property('ishadrenabled', context), served.property('nosuchthing', context)]).toEqual([1, null]);
  });
});

describe('what has no model', () => {
  test('answers empty and is put down as read; what has one, or was not read, is not', async () => {
    const { served, readNotModelled } = serveInstance(smallEstate(), 'NY-SQL01', () => AT);
    expect(await read(served, 'sys.dm_os_latch_stats')).toEqual([]);
    expect(await read(served, 'msdb.dbo.sysjobs')).toEqual([]);
    await read(served, 'sys.dm_hadr_cluster');
    await read(served, 'sys.dm_hadr_auto_page_repair');
    expect([...readNotModelled].sort()).toEqual(['msdb.dbo.sysjobs', 'sys.dm_os_latch_stats']);
  });
});

describe('permissions', () => {
  const { served } = serveInstance(smallEstate(), 'NY-SQL01', () => AT);
  const SILENT: [string, number, number][] = [
    ['sys.availability_groups', 1, 0],
    ['sys.availability_replicas', 3, 0],
    ['sys.availability_databases_cluster', 3, 0],
    ['sys.availability_read_only_routing_lists', 6, 0],
    ['sys.availability_group_listener_ip_addresses', 1, 0],
    ['sys.master_files', 14, 0],
  ];

  test.each(SILENT)('%s has %d rows, and silently %d without VIEW ANY DEFINITION', async (view, all, few) => {
    expect(await read(served, view, { may: ['VIEW ANY DEFINITION'] })).toHaveLength(all);
    expect(await read(served, view, { may: ['VIEW SERVER STATE'] })).toHaveLength(few);
  });

  test('listeners take another permission from 2022 on', async () => {
    const old = serveInstance(smallEstate({ year: '2019' }), 'NY-SQL01', () => AT).served;
    const view = 'sys.availability_group_listeners';
    expect(await read(served, view, { may: ['VIEW ANY DEFINITION'] })).toHaveLength(0);
    expect(await read(served, view, { may: ['VIEW SERVER PERFORMANCE STATE'] })).toHaveLength(1);
    expect(await read(old, view, { may: ['VIEW ANY DEFINITION'] })).toHaveLength(1);
    expect(await read(old, view, { may: ['VIEW SERVER STATE'] })).toHaveLength(0);
  });

  test.each(['sys.dm_exec_sessions', 'sys.dm_exec_requests'])('%s shows who may not see more only the own session', async (view) => {
    expect(await read(served, view, { may: [] })).toMatchObject([{ session_id: 900 }]);
    expect((await read(served, view, { may: ['VIEW SERVER STATE'] })).length).toBeGreaterThan(1);
  });

  test('sys.databases is open to public, and to nobody else once that is taken away', async () => {
    expect(await read(served, 'sys.databases', { may: [] })).toHaveLength(7);
    const view = find(served, 'sys.databases');
    if (view.kind !== 'view') throw new Error('no view');
    expect(await view.rows({ ...contextOf(served), hasPermission: () => false })).toMatchObject([{ name: 'master' }, { name: 'tempdb' }]);
  });
});

describe('a view that is ill', () => {
  const view = 'sys.dm_hadr_database_replica_states';

  test('hangs until the client cancels, and only that one', async () => {
    const estate = smallEstate();
    const { served } = serveInstance(estate, 'NY-SQL01', () => AT);
    ail(estate, 'NY-SQL01', view, { kind: 'hangs' });
    const cancel = new AbortController();
    const answer = Promise.resolve(read(served, view, { signal: cancel.signal }));
    expect(await read(served, 'sys.dm_hadr_cluster')).toHaveLength(1);
    cancel.abort(new Error('cancelled'));
    await expect(answer).rejects.toThrow('cancelled');
    await expect(Promise.resolve(read(served, view, { signal: cancel.signal }))).rejects.toThrow('cancelled');
  });

  test('is slow by so much and then answers; cured, at once', async () => {
    vi.useFakeTimers();
    const estate = smallEstate();
    const { served } = serveInstance(estate, 'NY-SQL01', () => AT);
    ail(estate, 'NY-SQL01', view, { kind: 'slow', ms: 4000 });
    const answered = vi.fn();
    const answer = Promise.resolve(read(served, view)).then(answered);
    await vi.advanceTimersByTimeAsync(3999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(answered.mock.calls[0]?.[0]).toHaveLength(9);
    ail(estate, 'NY-SQL01', view, null);
    expect(read(served, view)).toHaveLength(9);
  });

  test('is refused with the error that was ordered, a function too; a function cannot wait', () => {
    const estate = smallEstate();
    const { served } = serveInstance(estate, 'NY-SQL01', () => AT);
    for (const name of [view, 'sys.dm_io_virtual_file_stats']) {
      ail(estate, 'NY-SQL01', name, { kind: 'refused', number: 297, text: 'The user does not have permission to perform this action.' });
      expect(() => read(served, name)).toThrow(expect.objectContaining({ number: 297 }));
    }
    ail(estate, 'NY-SQL01', 'sys.dm_io_virtual_file_stats', { kind: 'hangs' });
    expect(() => read(served, 'sys.dm_io_virtual_file_stats')).toThrow('cannot wait');
  });
});

describe('databases of a group', () => {
  const refusal = (estate: ReturnType<typeof smallEstate>, on: string) => {
    const { served } = serveInstance(estate, on, () => AT);
    return served.databases.get('stackoverflow')?.refuses?.(contextOf(served))?.number ?? null;
  };

  test('may be read on the primary and on secondaries that let readers in, and refuse with the reason elsewhere', () => {
    const estate = smallEstate();
    expect([refusal(estate, 'NY-SQL01'), refusal(estate, 'NY-SQL02')]).toEqual([null, null]);
    const [, second] = estate.groups[0]?.replicas ?? [];
    if (second) second.allows = 'NO';
    expect(refusal(estate, 'NY-SQL02')).toBe(976);
    seed(estate, { group: AG, instance: 'CO-SQL01', bytes: 1e12, bytesPerSecond: 1e6 }, AT);
    expect(refusal(estate, 'CO-SQL01')).toBe(927);
    losePrimary(estate, AG, AT);
    expect(refusal(estate, 'NY-SQL01')).toBe(983);
  });

  test('a heartbeat comes over with the log that is redone, whatever the views say', async () => {
    const estate = smallEstate();
    let now = AT;
    const beat = async (on: string) => {
      const rows = await read(serveInstance(estate, on, () => now).served, 'Sites.dbo.heartbeat');
      return Number(Object.entries(rows[0] ?? {}).find(([name]) => name === 'beat_utc')?.[1]);
    };
    expect(AT - (await beat('NY-SQL02'))).toBeLessThan(3 * SECOND);
    freezeHadrViews(estate, 'NY-SQL02', AT);
    stickSilently(estate, { group: AG, instance: 'NY-SQL02', database: 'Sites' }, AT);
    setRedoSpeed(estate, { group: AG, instance: 'CO-SQL01', database: 'Sites' }, 0, AT);
    now = AT + 60 * SECOND;
    expect(now - (await beat('NY-SQL01'))).toBeLessThan(3 * SECOND);
    for (const on of ['NY-SQL02', 'CO-SQL01']) expect(now - (await beat(on))).toBeGreaterThanOrEqual(60 * SECOND);
  });
});

test.each<[string, string, string, unknown]>([
  ['NY-SQL01', 'stackoverflow', 'Status', 'ONLINE'],
  ['NY-SQL01', 'StackOverflow', 'Updateability', 'READ_WRITE'],
  ['NY-SQL02', 'StackOverflow', 'updateability', 'READ_ONLY'],
  ['NY-SQL02', 'tempdb', 'Recovery', 'SIMPLE'],
  ['NY-SQL02', 'nope', 'Status', null],
  ['NY-SQL02', 'tempdb', 'nope', null],
])('DATABASEPROPERTYEX on %s of %s, %s is %s', (on, database, name, value) => {
  const { served } = serveInstance(smallEstate(), on, () => AT);
  expect(served.databaseProperty?.(database, name, contextOf(served))).toBe(value);
});

test('FILEPROPERTY tells the used pages of a log of the current database, and nothing of files elsewhere', () => {
  const { served } = serveInstance(smallEstate(), 'NY-SQL01', () => AT);
  const context = { ...contextOf(served), database: 'StackOverflow' };
  expect(served.fileProperty?.('StackOverflow_log', 'SpaceUsed', context)).toBeGreaterThan(20_000);
  expect(served.fileProperty?.('StackOverflow_log', 'IsLogFile', context)).toBe(1);
  expect(served.fileProperty?.('Sites_log', 'SpaceUsed', context)).toBeNull();
});

test('the clock of an instance is that of its host: its zone and its error', () => {
  const estate = smallEstate();
  const { served } = serveInstance(estate, 'NY-SQL01', () => AT);
  expect(served.offsetMinutes(served.now())).toBe(-240);
  const before = served.now();
  setClock(estate, 'NY-SQL01', 90_000);
  expect(served.now() - before).toBe(900_000_000n);
});

test('three hundred databases answer, all of them, on every replica', async () => {
  const databases = Array.from({ length: 300 }, (_, index) => ({ name: `Site${index}`, writeRate: index % 5 === 0 ? 0 : index * 500 }));
  const estate = smallEstate({ databases });
  const rows = async (on: string, view: string) => (await read(serveInstance(estate, on, () => AT).served, view)).length;
  expect(await rows('NY-SQL01', 'sys.dm_hadr_database_replica_states')).toBe(900);
  expect(await rows('CO-SQL01', 'sys.dm_hadr_database_replica_states')).toBe(300);
  expect(await rows('CO-SQL01', 'sys.dm_hadr_database_replica_cluster_states')).toBe(900);
  expect(await rows('NY-SQL01', 'sys.dm_io_virtual_file_stats')).toBe(608);
  expect(await rows('NY-SQL01', 'sys.databases')).toBe(304);
  for (const view of Object.keys(SYSTEM_VIEWS)) expect(await rows('NY-SQL01', view)).toBeLessThan(10_000);
});
