import { describe, expect, test } from 'vitest';
import { fallBehind } from '#demo/sqlserver/model/orders-data.ts';
import { fillVolume, setLoad } from '#demo/sqlserver/model/orders-instance.ts';
import { AG, ask, logBytes, SECOND, START, smallEstate } from '../small-estate.ts';

const AT = START + 60 * SECOND;
const FAR = { group: AG, instance: 'CO-SQL01' };
type Estate = ReturnType<typeof smallEstate>;

function counter(estate: Estate, [on, at]: [string, number], name: string, of: string): number {
  const rows = ask(estate, 'sys.dm_os_performance_counters', { on, at });
  const found = rows.find((row) => String(row.counter_name).trim() === name && String(row.instance_name).trim() === of);
  if (!found) throw new Error(`no counter ${name} of ${of}`);
  return Number(found.cntr_value);
}

describe('files', () => {
  test('every database has a data file and a log file, the log at the same place in both views', () => {
    const estate = smallEstate();
    const logs = ask(estate, 'sys.master_files', { on: 'NY-SQL01', at: AT }).filter((row) => row.type_desc === 'LOG');
    const stats = ask(estate, 'sys.dm_io_virtual_file_stats', { on: 'NY-SQL01', at: AT, args: [null, 2] });
    expect(logs.map((row) => [row.database_id, row.file_id])).toEqual(stats.map((row) => [row.database_id, row.file_id]));
    expect(logs).toHaveLength(7);
  });

  test('file stats take a database and a file, or NULL for all', () => {
    const count = (args: (number | null)[]) => ask(smallEstate(), 'sys.dm_io_virtual_file_stats', { on: 'NY-SQL01', at: AT, args }).length;
    expect([count([null, null]), count([5, null]), count([5, 2]), count([99, 2])]).toEqual([14, 2, 1, 0]);
  });

  test('the log that a primary writes is the log that its secondaries write', () => {
    const estate = smallEstate();
    const made = (on: string) => logBytes(estate, on, AT + 10 * SECOND) - logBytes(estate, on, AT);
    expect(made('NY-SQL01')).toBe(made('NY-SQL02'));
    expect(Math.abs(made('NY-SQL01') - 30_000_000)).toBeLessThan(200_000);
  });

  test('a volume fills at its rate and is full in the end, never more', () => {
    const estate = smallEstate();
    const free = (at: number) => Number(ask(estate, 'sys.dm_os_volume_stats', { on: 'NY-SQL01', at, args: [5, 2] })[0]?.available_bytes);
    expect(free(AT)).toBe(free(START));
    fillVolume(estate, { instance: 'NY-SQL01', volume: 'log' }, 100_000_000, AT);
    expect(free(AT) - free(AT + 10 * SECOND)).toBe(1_000_000_000);
    expect(free(AT + 86_400 * SECOND)).toBe(0);
    expect(ask(estate, 'sys.dm_os_volume_stats', { on: 'NY-SQL01', at: AT, args: [5, 1] })[0]?.volume_mount_point).toBe('D:\\');
  });

  test('a log that a replica has not got is kept, and the file grows for it', () => {
    const estate = smallEstate();
    const wait = (at: number) =>
      ask(estate, 'sys.databases', { on: 'NY-SQL01', at }).find((row) => row.name === 'StackOverflow')?.log_reuse_wait_desc;
    const used = (at: number) => counter(estate, ['NY-SQL01', at], 'Log File(s) Used Size (KB)', 'StackOverflow');
    const size = (at: number) => counter(estate, ['NY-SQL01', at], 'Log File(s) Size (KB)', 'StackOverflow');
    expect(wait(AT)).toBe('LOG_BACKUP');
    fallBehind(estate, FAR, 0, AT);
    const late = AT + 3 * 3_600 * SECOND;
    expect(wait(late)).toBe('AVAILABILITY_REPLICA');
    expect(used(late)).toBeGreaterThan(31_000_000);
    expect(size(late)).toBeGreaterThanOrEqual(used(late));
    expect(size(late)).toBeGreaterThan(size(AT));
  });
});

describe('counters', () => {
  test('log flushed grows by what the file is written', () => {
    const estate = smallEstate();
    const flushed = (at: number) => counter(estate, ['NY-SQL02', at], 'Log Bytes Flushed/sec', 'StackOverflow');
    expect(flushed(AT + 10 * SECOND) - flushed(AT)).toBe(logBytes(estate, 'NY-SQL02', AT + 10 * SECOND) - logBytes(estate, 'NY-SQL02', AT));
  });

  test('what the primary sends to a replica stands still when it receives nothing, and goes on to the others', () => {
    const estate = smallEstate();
    fallBehind(estate, FAR, 0, AT);
    const sent = (to: string, at: number) => counter(estate, ['NY-SQL01', at], 'Bytes Sent to Replica/sec', `${AG}:${to}`);
    expect(sent('CO-SQL01', AT + 60 * SECOND)).toBe(sent('CO-SQL01', AT));
    expect(sent('NY-SQL02', AT + 60 * SECOND)).toBeGreaterThan(sent('NY-SQL02', AT) + 100_000_000);
    expect(counter(estate, ['NY-SQL02', AT], 'Bytes Received from Replica/sec', `${AG}:NY-SQL01`)).toBe(sent('NY-SQL02', AT));
  });

  test('batches grow by the load, connections are those that are held', () => {
    const estate = smallEstate();
    setLoad(estate, 'NY-SQL01', { batchesPerSecond: 5000, connections: 77 });
    const batches = (at: number) => counter(estate, ['NY-SQL01', at], 'Batch Requests/sec', '');
    expect(batches(AT + SECOND) - batches(AT)).toBe(5000);
    expect(counter(estate, ['NY-SQL01', AT], 'User Connections', '')).toBe(77);
  });
});

test('the scheduler monitor has a record a minute, at most 256, the newest of the last minute', () => {
  const rows = ask(smallEstate(), 'sys.dm_os_ring_buffers', { on: 'NY-SQL01', at: AT });
  expect(rows).toHaveLength(256);
  expect(rows.at(-1)?.record).toMatch(/^<Record id="361" .*<ProcessUtilization>\d+<\/ProcessUtilization>.*<SystemIdle>\d+<\/SystemIdle>/);
});

test('backups of a database of a group are known to its primary alone, in local time with its quarters of an hour', () => {
  const estate = smallEstate();
  const of = (on: string) => ask(estate, 'msdb.dbo.backupset', { on, at: AT }).filter((row) => row.database_name === 'StackOverflow');
  expect(of('NY-SQL02')).toEqual([]);
  const newest = of('NY-SQL01').find((row) => row.type === 'L');
  expect(newest).toMatchObject({ time_zone: -16, backup_start_date: new Date(Date.UTC(2026, 6, 1, 8)), recovery_model: 'FULL' });
  expect(Number(newest?.last_lsn)).toBeGreaterThan(Number(newest?.first_lsn));
});

test('a full backup that still runs at midnight is not told yet, and that of the day before is', () => {
  const midnight = Math.ceil(AT / 86_400_000) * 86_400_000;
  const fulls = (at: number) =>
    ask(smallEstate(), 'msdb.dbo.backupset', { on: 'NY-SQL01', at }).filter(
      ({ database_name, type }) => database_name === 'StackOverflow' && type === 'D',
    );
  const [before, soon, later] = [midnight - SECOND, midnight + SECOND, midnight + 43_200_000].map(fulls);
  expect([before, soon, later].map((rows) => rows?.length)).toEqual([1, 1, 1]);
  expect(soon?.[0]?.backup_start_date).toEqual(before?.[0]?.backup_start_date);
  expect(later?.[0]?.backup_start_date).not.toEqual(before?.[0]?.backup_start_date);
});
