import { describe, expect, test } from 'vitest';
import type { Status } from '#lib/status.ts';
import { LOAD_FIGURES, loadValues, restartedBetween } from '#lib/systems/sql/instance/figures.ts';
import type {
  BackupView,
  LoadInfo,
  LoadView,
  Setting,
  Volume,
  VolumeInfo,
  VolumeView,
  WaitsInfo,
  WaitsView,
} from '#lib/systems/sql/instance/model.ts';
import { judgeConfiguration, judgeServices } from '#lib/systems/sql/instance/status-configuration.ts';
import { judgeBackups, judgeDatabases } from '#lib/systems/sql/instance/status-databases.ts';
import { judgeCpu, judgeLoad } from '#lib/systems/sql/instance/status-load.ts';
import { judgeVolumes } from '#lib/systems/sql/instance/status-volumes.ts';
import { judgeWaits } from '#lib/systems/sql/instance/status-waits.ts';
import { backup, DAY_MS, database, load, MINUTE_MS, minutes, NOW, own, readingOf } from './readings.ts';

const HOUR_MS = 60 * MINUTE_MS;

describe('the load', () => {
  test.each<[string, LoadInfo, Status, string]>([
    ['of a quiet server is well', load(), 'ok', 'processors 8 % busy'],
    ['over the warning limit for five minutes', load({ cpu: minutes(90, 91, 92, 90, 89) }), 'warning', '90 % busy over 5 minutes'],
    ['over the critical limit', load({ cpu: minutes(99, 99, 98) }), 'critical', 'the critical limit is 97 %'],
    [
      'of a machine that is not told, by SQL Server alone',
      load({ cpu: minutes(90, 91, 92, 90, 89).map((one) => ({ ...one, idlePercent: null, otherPercent: null })) }),
      'warning',
      '90 % busy with SQL Server alone over 5 minutes',
    ],
    [
      'of processors of which nothing is told is not known',
      load({ cpu: minutes(1, 1, 1).map((one) => ({ ...one, sqlPercent: null, idlePercent: null, otherPercent: null })) }),
      'unknown',
      'does not tell how busy',
    ],
    ['of one busy minute is no trouble', load({ cpu: minutes(9, 9, 9, 9, 100) }), 'ok', '100 % busy'],
    ['of two minutes says nothing yet', load({ cpu: minutes(99, 99) }), 'ok', 'busy'],
    [
      'whose monitor stopped is not known',
      load({ cpu: [{ id: 1, agoMs: 290_000, sqlPercent: 5, otherPercent: 0, idlePercent: 95 }] }),
      'unknown',
      'recorded nothing for',
    ],
    ['without any record is not known', load({ cpu: [] }), 'unknown', 'recorded nothing lately'],
    ['without any record a minute after the start is no trouble', load({ cpu: [], msTicks: DAY_MS + MINUTE_MS }), 'ok', 'not known yet'],
    [
      'of a machine short of memory',
      load({ memory: { ...load().memory, isOsLow: true } }),
      'warning',
      'its machine says that memory is low',
    ],
    ['without workers left', load({ workers: 570 }), 'warning', '570 of 576 workers'],
  ])('%s', (_, info, status, words) => {
    const { judged } = judgeLoad([readingOf(info)], own());
    expect([judged.status, judged.reason]).toEqual([status, expect.stringContaining(words)]);
  });

  test('queries that wait for memory in two readings are told, in one they are not', () => {
    const waiting = load({ gauges: { ...load().gauges, grantsPending: 3 } });
    expect(judgeLoad([readingOf(waiting), readingOf(load())], own()).judged.status).toBe('ok');
    expect(judgeLoad([readingOf(waiting), readingOf(waiting)], own()).judged).toMatchObject({
      status: 'warning',
      reason: expect.stringContaining('3 queries wait'),
    });
  });

  test.each<[string, Partial<LoadInfo> & { batches?: number | null }, number | null]>([
    ['is by the ticks of the server and not by our clock', { batches: 5_000 }, 500],
    ['is not known after a restart', { batches: 5_000, startTicks: DAY_MS + 1 }, null],
    ['is not known where the count fell', { batches: -1 }, null],
    ['is not known where it is not told', { batches: null }, null],
  ])('a rate %s', (_, more, rate) => {
    const window = [readingOf(load({ ...more, msTicks: 2 * DAY_MS + 10_000 }), NOW + 99_000), readingOf(load({ batches: 0 }))];
    const view = judgeLoad(window, own()).rows[0]?.value as LoadView;
    expect(view.rates.batchesPerSecond).toBe(rate);
    expect(loadValues(window)[LOAD_FIGURES.findIndex(({ name }) => name === 'Batches')]).toBe(rate);
  });

  test('the first reading has no rate, and a figure that is not known is no 0', () => {
    expect(loadValues([readingOf(load())])).toEqual([8, null, 56e9, 180]);
    expect(loadValues([])).toHaveLength(LOAD_FIGURES.length);
  });

  test('each minute has the moment on our clock at which it was written, whatever the zone', () => {
    const { rows } = judgeCpu([readingOf({ records: minutes(5, 7) })], 'sql1');
    expect(rows[0]?.value).toMatchObject({
      minutes: [
        { at: NOW - 90_000, sqlPercent: 5 },
        { at: NOW - 30_000, sqlPercent: 7 },
      ],
    });
  });
});

describe('a restart', () => {
  const before = readingOf(load(), NOW - 10_000);
  test.each<[string, Partial<LoadInfo>, string | null]>([
    ['of SQL Server is told', { msTicks: 2 * DAY_MS + 10_000, startTicks: 2 * DAY_MS + 4_000 }, 'restarted'],
    ['of the machine is told as that', { msTicks: 50_000, startTicks: 45_000 }, 'its machine was started anew'],
    ['is none where the ticks go on', { msTicks: 2 * DAY_MS + 10_000 }, null],
  ])('%s', (_, more, words) => {
    const told = restartedBetween([readingOf(load(more)), before]);
    expect(told.map((one) => one.words)).toEqual(words === null ? [] : [words]);
    for (const { from } of told) expect(from).toBeGreaterThanOrEqual(before.observedAt);
  });
});

describe('a database', () => {
  test.each<[string, Parameters<typeof database>[0], Status]>([
    ['online', {}, 'ok'],
    ['read-only', { isReadOnly: true }, 'ok'],
    ['being restored', { state: 'restoring' }, 'unknown'],
    ['recovering', { state: 'recovering' }, 'warning'],
    ['recovering in a group, which says how it stands', { state: 'recovering', groupDatabaseId: 'a' }, 'unknown'],
    ['waiting for recovery', { state: 'recovery pending' }, 'critical'],
    ['suspect', { state: 'suspect' }, 'critical'],
    ['in emergency', { state: 'emergency', groupDatabaseId: 'a' }, 'critical'],
    ['offline', { state: 'offline' }, 'warning'],
    ['in a state that is not known', { state: 'dreaming' }, 'unknown'],
    ['that lets one user in', { userAccess: 'single user' }, 'warning'],
  ])('%s', (_, more, status) => {
    const { judged, rows } = judgeDatabases([readingOf([database(more)])], 'sql1');
    expect([judged.status, rows[0]?.judged.status, rows[0]?.id]).toEqual([status, status, 'database/Shop']);
  });

  test('no database at all is not well', () => {
    expect(judgeDatabases([readingOf([])], 'sql1').judged.status).toBe('unknown');
  });
});

describe('a backup', () => {
  test.each<[string, Parameters<typeof backup>[0], Status, string]>([
    ['of last night', {}, 'ok', 'full backup here'],
    ['of nine days ago', { fullAt: NOW - 9 * DAY_MS }, 'warning', 'the warning limit is 8d'],
    ['of nine days ago with a differential one since', { fullAt: NOW - 9 * DAY_MS, differentialAt: NOW - DAY_MS }, 'ok', 'full backup'],
    ['of a month ago', { fullAt: NOW - 30 * DAY_MS }, 'critical', 'the critical limit is 14d'],
    ['never made', { fullAt: null, differentialAt: NOW, logAt: NOW }, 'critical', 'no full or differential backup is known'],
    ['never made of a database of today', { fullAt: null, logAt: null, createdAt: NOW - HOUR_MS }, 'ok', 'no full backup was made here'],
    [
      'never made of a database of unknown age',
      { fullAt: null, logAt: null, createdAt: null },
      'critical',
      'no backup of its log is known',
    ],
    ['of its log six hours ago', { logAt: NOW - 6 * HOUR_MS }, 'warning', 'its newest backup of its log is 6h'],
    ['of its log, which a simple model has none of', { logAt: null, recoveryModel: 'simple' }, 'ok', 'full backup'],
    ['of the log of model, which nobody writes to', { database: 'model', logAt: null }, 'ok', 'full backup'],
    [
      'of a database in a group is judged over its replicas',
      { groupDatabaseId: 'a', fullAt: null, logAt: null },
      'ok',
      'judged over all its replicas',
    ],
    ['of a database that is offline', { state: 'offline', fullAt: null }, 'unknown', 'cannot be backed up now'],
  ])('%s', (_, more, status, words) => {
    const { rows } = judgeBackups([readingOf([backup(more)])], own());
    expect([rows[0]?.judged.status, rows[0]?.judged.reason]).toEqual([status, expect.stringContaining(words)]);
  });

  test.each<[string, Parameters<typeof backup>[0], BackupView['late']]>([
    ['young ones', {}, { data: null, log: null }],
    ['the log', { logAt: NOW - 6 * HOUR_MS }, { data: null, log: 'warning' }],
    ['the data', { fullAt: null }, { data: 'critical', log: null }],
    ['one of a group, of which its replicas tell together', { fullAt: null, groupDatabaseId: 'a' }, { data: null, log: null }],
  ])('which one is too old is told: %s', (_, more, late) => {
    const { rows } = judgeBackups([readingOf([backup(more)])], own());
    expect(rows[0]?.value).toMatchObject({ late });
  });

  test('is not looked for of tempdb and of snapshots', () => {
    expect(judgeBackups([readingOf([backup({ database: 'tempdb' }), backup({ isSnapshot: true })])], own()).rows).toEqual([]);
  });

  test('that is to be of any age is no trouble where the limits are off', () => {
    const off = own({
      backupWarningSeconds: null,
      backupCriticalSeconds: null,
      logBackupWarningSeconds: null,
      logBackupCriticalSeconds: null,
    });
    expect(judgeBackups([readingOf([backup({ fullAt: null, logAt: null })])], off).judged.status).toBe('ok');
  });
});

const waitsAt = (msTicks: number, tasks: number): WaitsInfo => ({
  ...{ msTicks, startTicks: 0, ignored: 0 },
  waits: [{ name: 'LCK_M_X', tasks, waitMs: tasks * 20, signalMs: tasks, longestMs: 90 }],
});

test.each<[string, WaitsInfo[], object]>([
  [
    'are those between two readings',
    [waitsAt(60_000, 90), waitsAt(0, 30)],
    { waits: [{ category: 'locks', msPerSecond: 20, tasksPerSecond: 1, averageMs: 20, signalShare: 0.05 }] },
  ],
  ['are not known from one reading', [waitsAt(60_000, 90)], { waits: null, overMs: null }],
  ['are not known where somebody cleared the counts', [waitsAt(60_000, 5), waitsAt(0, 30)], { waits: null }],
])('waits %s', (_, values, view) => {
  const { rows } = judgeWaits(
    values.map((value) => readingOf(value)),
    'sql1',
  );
  expect(rows[0]?.value as WaitsView).toMatchObject(view);
});

const D: Volume = { mount: 'D:\\', name: null, fileSystem: 'NTFS', totalBytes: 1_000, freeBytes: 500, isReadOnly: false };

function volumesAt(msTicks: number, io: readonly [writes: number, stallMs: number] | null, volume: Partial<Volume> = {}): VolumeInfo {
  const file = {
    ...{ database: 'Shop', databaseId: 5, fileId: 1, name: 'Shop', path: 'D:\\Shop.mdf', type: 'rows', state: 'online', volume: 'D:\\' },
    ...{ sizeBytes: 1, maxBytes: null, growthBytes: 1, growthPercent: null, isReadOnly: false },
    io: io && { reads: 0, readBytes: 0, readStallMs: 0, writes: io[0], writtenBytes: io[0], writeStallMs: io[1] },
  };
  return { msTicks, startTicks: 0, volumes: [{ ...D, ...volume }], files: [file] };
}

test.each<[string, VolumeInfo[], Status, number | null]>([
  ['with room and fast', [volumesAt(60_000, [100, 100]), volumesAt(0, [0, 0])], 'ok', 1],
  ['that is slow', [volumesAt(60_000, [100, 15_000]), volumesAt(0, [0, 0])], 'warning', 150],
  ['with one slow write in a minute', [volumesAt(60_000, [1, 900]), volumesAt(0, [0, 0])], 'ok', 900],
  ['whose counts fell', [volumesAt(60_000, [10, 10]), volumesAt(0, [99, 99])], 'ok', null],
  ['whose files are not opened', [volumesAt(60_000, null), volumesAt(0, null)], 'ok', null],
  ['with little room', [volumesAt(0, [0, 0], { freeBytes: 90 })], 'warning', null],
  ['with hardly any', [volumesAt(0, [0, 0], { freeBytes: 39 })], 'critical', null],
  ['of an unknown size', [volumesAt(0, [0, 0], { totalBytes: null })], 'unknown', null],
])('a volume %s', (_, values, status, writeMs) => {
  const { rows } = judgeVolumes(
    values.map((value) => readingOf(value)),
    own(),
  );
  expect(rows[0]?.judged.status).toBe(status);
  const view = rows[0]?.value as VolumeView;
  expect(view.latency.writeMs).toBe(writeMs);
});

test('a file is shown without the counts that its rates come from', () => {
  const [row] = judgeVolumes(
    [volumesAt(60_000, [90, 90]), volumesAt(0, [0, 0])].map((info) => readingOf(info)),
    own(),
  ).rows;
  const [file] = (row?.value as VolumeView | undefined)?.files ?? [];
  expect(file?.latency.writesPerSecond).toBe(1.5);
  expect(file).not.toHaveProperty('io');
});

test('files of which the server does not tell the volume are shown, and are not well', () => {
  const { judged } = judgeVolumes([readingOf({ ...volumesAt(0, [0, 0]), volumes: [] })], own());
  expect(judged.status).toBe('unknown');
});

const setting = (more: Partial<Setting>): Setting => ({
  ...{
    id: 1,
    name: 'locks',
    description: null,
    configured: 0,
    inUse: 0,
    minimum: 0,
    maximum: 9,
    isDynamic: true,
    isAdvanced: true,
    usual: [0],
  },
  ...more,
});

test.each<[string, Partial<Setting>, string, Status]>([
  ['as on a new server', {}, 'usual', 'ok'],
  ['otherwise than there', { configured: 5, inUse: 5 }, 'changed', 'ok'],
  ['that is not in use yet', { configured: 5 }, 'pending', 'warning'],
  ['that differs by itself', { inUse: 16, usual: [0, 16] }, 'usual', 'ok'],
  ['of which no default is known', { usual: null }, 'not known', 'ok'],
])('a setting %s', (_, more, kind, status) => {
  const { judged, rows } = judgeConfiguration([readingOf({ settings: [setting(more)], host: null, collation: null, major: 15 })], 'sql1');
  expect(rows[0]?.value).toMatchObject({ settings: [{ class: kind }] });
  expect(judged.status).toBe(status);
});

test.each<[string | null, string, Status]>([
  ['running', 'automatic', 'ok'],
  ['stopped', 'automatic', 'warning'],
  ['stopped', 'manual', 'ok'],
  ['paused', 'manual', 'warning'],
  ['start pending', 'automatic', 'unknown'],
  [null, 'automatic', 'unknown'],
])('a service that is %s and starts %s', (status, startup, expected) => {
  const service = { name: 'SQL Server Agent', status, startup, account: null, processId: null, startedAt: null, isClustered: false };
  expect(judgeServices([readingOf([service])], 'sql1').judged.status).toBe(expected);
});
