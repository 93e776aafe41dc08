import { describe, expect, test } from 'vitest';
import { ticksOfDate } from '#demo/sqlserver/engine/calendar.ts';
import { addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { startInstance } from '#demo/sqlserver/model/orders-instance.ts';
import { ask, SECOND, START } from '../small-estate.ts';

const NAME = 'NY-SQL05\\REPORTS';

function estateOfOne(platform: 'Windows' | 'Linux' = 'Windows') {
  const estate = createEstate();
  addInstance(estate, { address: NAME, year: '2019', isHadrEnabled: false, cpuCount: 16, platform, zone: 'Asia/Kolkata' }, START);
  return estate;
}

const on = (at: number) => ({ on: NAME, at });
const waited = (estate: ReturnType<typeof estateOfOne>, at: number, name: string): number =>
  Number(ask(estate, 'sys.dm_os_wait_stats', on(at)).find((row) => row.wait_type === name)?.wait_time_ms);

describe('waits', () => {
  test('grow with the time, and begin at 0 with a start', () => {
    const estate = estateOfOne();
    const before = waited(estate, START, 'WRITELOG');
    expect(waited(estate, START + 60 * SECOND, 'WRITELOG')).toBeGreaterThan(before);
    startInstance(estate, NAME, START + 60 * SECOND);
    expect(waited(estate, START + 60 * SECOND, 'WRITELOG')).toBe(0);
  });

  test('for other replicas are none where there are no groups', () => {
    expect(waited(estateOfOne(), START, 'HADR_SYNC_COMMIT')).toBeNaN();
  });
});

test('every processor has a scheduler on which queries run, and there are hidden ones', () => {
  const rows = ask(estateOfOne(), 'sys.dm_os_schedulers', on(START));
  expect(rows.filter(({ status }) => status === 'VISIBLE ONLINE')).toHaveLength(16);
  expect(rows.some(({ status }) => status === 'HIDDEN ONLINE')).toBe(true);
});

test('the services of a named instance are called after it, and started when it was, by the clock of its zone', () => {
  const rows = ask(estateOfOne(), 'sys.dm_server_services', on(START));
  expect(rows.map(({ servicename }) => servicename)).toEqual(['SQL Server (REPORTS)', 'SQL Server Agent (REPORTS)']);
  expect(rows[0]?.last_startup_time).toEqual({ ticks: ticksOfDate(new Date(START - 6 * 3600 * SECOND)), offsetMinutes: 330 });
});

test('only Windows tells which Windows it is', () => {
  expect(ask(estateOfOne(), 'sys.dm_os_windows_info', on(START))).toHaveLength(1);
  expect(ask(estateOfOne('Linux'), 'sys.dm_os_windows_info', on(START))).toEqual([]);
});

test('clerks hold no more than is committed', () => {
  const estate = estateOfOne();
  const held = ask(estate, 'sys.dm_os_memory_clerks', on(START)).reduce((sum, row) => sum + Number(row.pages_kb), 0);
  const [info] = ask(estate, 'sys.dm_os_sys_info', on(START));
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThanOrEqual(Number(info?.committed_kb));
});

test('every backup has its file', () => {
  const estate = estateOfOne();
  const media = new Set(ask(estate, 'msdb.dbo.backupmediafamily', on(START)).map((row) => row.media_set_id));
  const sets = ask(estate, 'msdb.dbo.backupset', on(START));
  expect(sets.length).toBeGreaterThan(0);
  expect(sets.filter((row) => !media.has(row.media_set_id))).toEqual([]);
});
