import { expect, test } from 'vitest';
import { addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import { localTime, zoneOffsetMs } from '#demo/sqlserver/model/zone.ts';
import { ask, START, states } from '../small-estate.ts';

const HOUR = 3_600_000;

test.each<[string, string, number]>([
  ['America/New_York', '2026-07-01T12:00:00Z', -4],
  ['America/New_York', '2026-12-01T12:00:00Z', -5],
  ['America/New_York', '2026-11-01T05:59:59.999Z', -4],
  ['America/New_York', '2026-11-01T06:00:00Z', -5],
  ['America/New_York', '2026-03-08T06:59:59.999Z', -5],
  ['America/New_York', '2026-03-08T07:00:00Z', -4],
  ['Asia/Kolkata', '2026-07-01T12:00:00.250Z', 5.5],
  ['UTC', '2026-07-01T00:00:00Z', 0],
])('%s at %s is %d hours ahead of UTC', (zone, at, hours) => {
  expect(zoneOffsetMs(zone, Date.parse(at))).toBe(hours * HOUR);
});

test('in the hour that autumn repeats, two moments have the same local time', () => {
  const first = localTime('America/New_York', Date.parse('2026-11-01T05:30:00Z'));
  expect(first.toISOString()).toBe('2026-11-01T01:30:00.000Z');
  expect(localTime('America/New_York', Date.parse('2026-11-01T06:30:00Z'))).toEqual(first);
});

test('times of the log are told in the clock of the primary, also by a secondary in another zone; what is of the server itself in its own', () => {
  const estate = createEstate();
  addInstance(estate, { address: 'NY-SQL01', year: '2019', zone: 'America/New_York' }, START);
  addInstance(estate, { address: 'IN-SQL01\\REPORTS', year: '2019', zone: 'Asia/Kolkata' }, START);
  const replicas = [
    { instance: 'NY-SQL01', mode: 'sync' },
    { instance: 'IN-SQL01\\REPORTS', mode: 'sync' },
  ] as const;
  addGroup(estate, { name: 'WORLD', clusterType: 'NONE', replicas, databases: [{ name: 'StackOverflow', writeRate: 1_000_000 }] }, START);
  const row = states(estate, 'IN-SQL01\\REPORTS', START)['IN-SQL01\\REPORTS'];
  expect(START - 4 * HOUR - Number(row?.last_hardened_time)).toBeLessThan(1000);
  const [info] = ask(estate, 'sys.dm_os_sys_info', { on: 'IN-SQL01\\REPORTS', at: START });
  expect(Number(info?.sqlserver_start_time)).toBe(START - 6 * HOUR + 5.5 * HOUR);
  const [counter] = ask(estate, 'sys.dm_os_performance_counters', { on: 'IN-SQL01\\REPORTS', at: START });
  expect(String(counter?.object_name)).toMatch(/^MSSQL\$REPORTS:.{114}$/);
});

test('commits across the end of summer time go back by an hour on the wall, and on in the log', () => {
  const change = Date.parse('2026-11-01T06:00:00Z');
  const estate = createEstate();
  for (const address of ['NY-SQL01', 'NY-SQL02']) addInstance(estate, { address, year: '2022', zone: 'America/New_York' }, change - HOUR);
  const replicas = [
    { instance: 'NY-SQL01', mode: 'sync' },
    { instance: 'NY-SQL02', mode: 'sync' },
  ] as const;
  addGroup(
    estate,
    { name: 'SO', clusterType: 'NONE', replicas, databases: [{ name: 'StackOverflow', writeRate: 1_000_000 }] },
    change - HOUR,
  );
  const [before, after] = [change - 60_000, change + 60_000].map((at) => states(estate, 'NY-SQL01', at)['NY-SQL01']);
  expect(Number(after?.last_commit_time)).toBeLessThan(Number(before?.last_commit_time));
  expect(Number(after?.last_commit_lsn)).toBeGreaterThan(Number(before?.last_commit_lsn));
});
