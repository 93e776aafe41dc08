import { describe, expect, test } from 'vitest';
import { parseCounters } from '#lib/systems/sql/instance/parse-asked.ts';
import { parseCpu, parseWaits } from '#lib/systems/sql/instance/parse-load.ts';
import { parseBackups, parseVolumes } from '#lib/systems/sql/instance/parse-storage.ts';
import { usualOf } from '#lib/systems/sql/instance/setting-defaults.ts';

const HOUR_MS = 3_600_000;
const WALL = Date.UTC(2026, 10, 22, 3, 0);

describe('backups', () => {
  const base = { name: 'Shop', group_database_id: null, recovery_model_desc: 'FULL', state_desc: 'ONLINE', source_database_id: null };
  const read = (...made: readonly object[]) =>
    parseBackups({
      clock: [{ said_at: new Date(WALL), offset_minutes: -240 }],
      databases: [{ ...base, created_at: new Date(WALL) }],
      backups: made.map((one) => ({ database_name: 'SHOP', type: 'D', time_zone: -16, finished_at: new Date(WALL), ...one })),
    })[0];

  test.each<[string, number | null, number]>([
    ['by the zone that was written down with it, which was winter', -20, WALL + 5 * HOUR_MS],
    ['by the clock as it is now where no zone is known', 127, WALL + 4 * HOUR_MS],
    ['by the clock as it is now where none is told', null, WALL + 4 * HOUR_MS],
    ['in India, by half an hour', 22, WALL - 5.5 * HOUR_MS],
  ])('are told %s', (_, zone, at) => {
    expect(read({ time_zone: zone })?.fullAt).toBe(at);
  });

  test('of two zones the later moment counts, and not the later clock', () => {
    const later = { time_zone: -20, finished_at: new Date(WALL - HOUR_MS / 2) };
    expect(read({ time_zone: -16 }, later)?.fullAt).toBe(WALL + 4.5 * HOUR_MS);
  });

  test('of one kind are none of another, and none is null', () => {
    expect(read({ type: 'L' })).toMatchObject({ fullAt: null, differentialAt: null, logAt: WALL + 4 * HOUR_MS });
  });
});

test('what else runs on the machine is what is neither SQL Server nor idle, and never less than nothing', () => {
  const row = (record_id: number, sql_percent: number | null, idle_percent: number) => ({
    ...{ asked_ticks: '900000', written_ticks: String(record_id * 60_000), record_id, sql_percent, idle_percent },
  });
  const { records } = parseCpu({ host: [{ host_platform: 'Windows' }], processors: [row(3, 30, 60), row(2, 60, 45), row(1, null, 9)] });
  expect(records.map(({ agoMs, otherPercent }) => [agoMs, otherPercent])).toEqual([
    [840_000, null],
    [780_000, 0],
    [720_000, 10],
  ]);
});

test('an idle share of 0 is one on Windows, and on Linux, where it is not measured, is not known', () => {
  const processors = [{ asked_ticks: '90000', written_ticks: '60000', record_id: 1, sql_percent: 7, idle_percent: 0 }];
  const on = (host_platform: string) => parseCpu({ host: [{ host_platform }], processors }).records[0];
  expect(on('Windows')).toMatchObject({ sqlPercent: 7, otherPercent: 93, idlePercent: 0 });
  expect(on('Linux')).toMatchObject({ sqlPercent: 7, otherPercent: null, idlePercent: null });
});

test('waits of idle tasks are counted and not told', () => {
  const wait = (wait_type: string) => ({
    ...{ wait_type, waiting_tasks_count: '5', wait_time_ms: '9', max_wait_time_ms: '3', signal_wait_time_ms: '1' },
  });
  const { waits, ignored } = parseWaits({ clock: [{ ms_ticks: '9', start_ticks: '1' }], waits: [wait('LCK_M_X'), wait('SLEEP_TASK')] });
  expect([waits.map(({ name }) => name), ignored]).toEqual([['LCK_M_X'], 1]);
});

test('a file is of the size that it has on the disk now, and of no limit where it has none', () => {
  const file = {
    ...{
      database_id: 2,
      database_name: 'tempdb',
      file_id: 1,
      name: 'tempdev',
      physical_name: 'T:\\t.mdf',
      type_desc: 'ROWS',
      state_desc: 'ONLINE',
    },
    ...{ made_bytes: '8192', size_bytes: '99', max_pages: -1, growth: 10, is_percent_growth: true, is_read_only: false, reads: null },
  };
  const { files, volumes } = parseVolumes({ clock: [{ ms_ticks: 1, start_ticks: 0 }], files: [file], volumes: [] });
  expect(files[0]).toMatchObject({ sizeBytes: 99, maxBytes: null, growthPercent: 10, growthBytes: null, io: null, volume: null });
  expect(volumes).toEqual([]);
});

describe('a counter', () => {
  const sample = (ms_ticks: number, ...values: readonly [name: string, value: number, type: number][]) => ({
    clock: [{ ms_ticks, start_ticks: 0 }],
    counters: values.map(([counter_name, cntr_value, cntr_type]) => ({
      ...{ object_name: 'MSSQL$BETA:Locks', instance_name: '_Total', counter_name, cntr_value, cntr_type },
    })),
  });
  const PER_SECOND = 272_696_576;
  const AVERAGE = 1_073_874_176;
  const BASE = 1_073_939_712;

  test.each<[string, Parameters<typeof sample>[1][], Parameters<typeof sample>[1][], [string, number | null]]>([
    ['that grows is told by the second', [['A/sec', 10, PER_SECOND]], [['A/sec', 30, PER_SECOND]], ['per second', 10]],
    ['that fell is not known', [['A/sec', 10, PER_SECOND]], [['A/sec', 3, PER_SECOND]], ['per second', null]],
    ['that is new is not known', [], [['A/sec', 3, PER_SECOND]], ['per second', null]],
    ['of now is as it is', [], [['B', 7, 65_792]], ['now', 7]],
    [
      'that is a share is of its base',
      [],
      [
        ['R', 50, 537_003_264],
        ['R base', 200, BASE],
      ],
      ['percent', 25],
    ],
    [
      'that is a share of nothing is not known',
      [],
      [
        ['R', 0, 537_003_264],
        ['R base', 0, BASE],
      ],
      ['percent', null],
    ],
    [
      'that is an average is what both grew by',
      [
        ['Wait (ms)', 100, AVERAGE],
        ['Wait Base', 10, BASE],
      ],
      [
        ['Wait (ms)', 190, AVERAGE],
        ['Wait Base', 13, BASE],
      ],
      ['average', 30],
    ],
  ])('%s', (_, older, newer, [how, value]) => {
    const { counters, overMs } = parseCounters([sample(0, ...older), sample(2_000, ...newer)]);
    expect(counters).toEqual([expect.objectContaining({ object: 'Locks', how, value })]);
    expect(overMs).toBe(2_000);
  });

  test('is not told across a restart', () => {
    expect(() => parseCounters([sample(9_000), sample(1_000)])).toThrow('ask again');
  });
});

test.each([
  ['cost threshold for parallelism', 15, [5]],
  ['Max Server Memory (MB)', 13, [2_147_483_647]],
  ['max server memory (MB)', 15, null],
  ['toString', 15, null],
])('what %s of major version %i usually is', (name, major, usual) => {
  expect(usualOf(name, major)).toEqual(usual);
});
