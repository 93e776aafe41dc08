import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cataloguedNames, catalogueOf } from '#demo/sqlserver/catalog/catalogue.ts';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { isGone, isSince, type ReleaseYear, releaseOf } from '#demo/sqlserver/catalog/release.ts';
import { typeOf } from '#demo/sqlserver/catalog/type-of.ts';

const YEARS: ReleaseYear[] = ['2014', '2016', '2017', '2019', '2022'];

function columns(year: ReleaseYear, view: string): string[] {
  return (
    catalogueOf(releaseOf(year))
      .get(view)
      ?.columns.map(({ name }) => name) ?? []
  );
}

describe('what each version has', () => {
  test.each<[string, string, ReleaseYear | null]>([
    ['sys.dm_hadr_database_replica_states', 'is_primary_replica', '2014'],
    ['sys.dm_hadr_database_replica_states', 'secondary_lag_seconds', '2016'],
    ['sys.availability_groups', 'is_distributed', '2016'],
    ['sys.availability_groups', 'cluster_type_desc', '2017'],
    ['sys.availability_groups', 'is_contained', '2022'],
    ['sys.availability_replicas', 'seeding_mode_desc', '2016'],
    ['sys.availability_replicas', 'read_write_routing_url', '2019'],
    ['sys.databases', 'is_query_store_on', '2016'],
    ['sys.databases', 'is_ledger_on', '2022'],
    ['sys.availability_group_listeners', 'is_distributed_network_name', '2016'],
    ['sys.dm_os_host_info', 'host_platform', '2017'],
    ['sys.dm_hadr_automatic_seeding', 'start_time', '2016'],
    ['sys.databases', 'is_federation_member', null],
    ['sys.dm_hadr_availability_replica_states', 'write_lease_remaining_ticks', null],
    ['sys.dm_os_sys_info', 'physical_memory_in_bytes', null],
  ])('%s.%s is there from %s on and not before', (view, column, first) => {
    const has = YEARS.filter((year) => columns(year, view).includes(column));
    expect(has).toEqual(first === null ? [] : YEARS.filter((year) => year >= first));
  });

  test.each<[ReleaseYear, string | null, boolean]>([
    ['2014', null, true],
    ['2016', '2016 SP2 / 2017 CU3', true],
    ['2017', '2017 CU32', false],
    ['2014', '2016 SP2 / 2017 CU3', false],
    ['2022', '2016 SP3 / 2017 CU25 / 2019 CU8', true],
    ['2019', '2019 CU29', false],
    ['2022', 'azure', false],
    ['2014', '2008 R2 SP1', true],
  ])('%s has what is there since %s: %s', (year, since, has) => {
    expect(isSince(releaseOf(year), since)).toBe(has);
  });

  test('what ended with 2008 R2 is gone everywhere', () => {
    expect(YEARS.every((year) => isGone(releaseOf(year), '2008 R2'))).toBe(true);
  });

  test('a version that nobody can read is an error and no guess', () => {
    expect(() => isSince(releaseOf('2022'), 'soon')).toThrow('nobody can read: soon');
  });

  test.each(YEARS)('every column and parameter of %s has a type that the engine knows', (year) => {
    const tables = [...catalogueOf(releaseOf(year)).values()].filter(({ kind }) => kind !== 'proc' && kind !== 'function');
    expect(tables.length).toBeGreaterThan(130);
    for (const { columns: each, params } of tables) for (const { type } of [...each, ...params]) expect(() => typeOf(type)).not.toThrow();
  });

  test('a text without a length is not one character long', () => {
    const found = catalogueOf(releaseOf('2022'))
      .get('sys.dm_hadr_physical_seeding_stats')
      ?.columns.find(({ name }) => name === 'role_desc');
    expect(typeOf(found?.type ?? '')).toEqual({ name: 'nvarchar', length: 4000 });
  });

  test('a type that is none is an error', () => {
    expect(() => typeOf('blob(3)')).toThrow('no type is called blob(3)');
  });
});

describe('permissions', () => {
  test.each<[string, ReleaseYear, string | null]>([
    ['sys.dm_hadr_database_replica_states', '2019', 'VIEW SERVER STATE'],
    ['sys.dm_hadr_database_replica_states', '2022', 'VIEW SERVER PERFORMANCE STATE'],
    ['sys.dm_tcp_listener_states', '2022', 'VIEW SERVER SECURITY STATE'],
    ['sys.availability_groups', '2022', null],
    ['sys.dm_exec_sessions', '2022', null],
    ['sys.configurations', '2014', null],
  ])('%s of %s refuses whoever lacks %s', (view, year, permission) => {
    expect(catalogueOf(releaseOf(year)).get(view)?.requires).toBe(permission);
  });

  test('VIEW SERVER STATE gives both parts of 2022, one part does not give the other', () => {
    expect([...granted(['VIEW SERVER STATE'])]).toContain('VIEW SERVER SECURITY STATE');
    expect([...granted(['VIEW SERVER PERFORMANCE STATE'])]).not.toContain('VIEW SERVER STATE');
  });

  test('public may view any database unless that was taken away', () => {
    expect(granted([]).has('VIEW ANY DATABASE')).toBe(true);
    expect(granted([], { isPublic: false }).has('VIEW ANY DATABASE')).toBe(false);
  });
});

const ORIGIN = '../shared/data/sqlserver/dmv-catalog.json';
const isThere = statSync(ORIGIN, { throwIfNoEntry: false }) !== undefined;

test.skipIf(!isThere)('nothing of the documented catalogue was left out', () => {
  const origin: Record<string, { columns: { name: string }[] }> = JSON.parse(readFileSync(ORIGIN, 'utf8'));
  expect(cataloguedNames()).toEqual(Object.keys(origin));
  const written: Record<string, { columns: string[] }> = JSON.parse(readFileSync('demo/sqlserver/catalog/catalogue.json', 'utf8'));
  const names = Object.entries(written).map(([view, { columns: each }]) => [view, each.map((text) => text.split(' ')[0])]);
  expect(names).toEqual(Object.entries(origin).map(([view, { columns: each }]) => [view, each.map(({ name }) => name.split(' ')[0])]));
});
