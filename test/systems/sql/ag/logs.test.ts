import { describe, expect, test } from 'vitest';
import type { AgLimits } from '#lib/systems/sql/ag/limits.ts';
import type { LogFile, LogInfo, LogView } from '#lib/systems/sql/ag/model.ts';
import { judgeLogs } from '#lib/systems/sql/ag/status-logs.ts';
import { NO_LIMITS, readings } from './cluster.ts';

const file = (over: Partial<LogFile> = {}): LogFile => ({
  ...{
    database: 'So',
    groupDatabaseId: 'id',
    writtenBytes: 0,
    sizeBytes: 1_000,
    usedBytes: 0,
    reuseWait: 'availability replica',
    otherVolumes: [],
    volume: 'L:\\',
  },
  ...over,
});
const info = (files: readonly LogFile[], freeBytes: number | null = 9_000): LogInfo => ({
  files,
  volumes: [{ mount: 'L:\\', totalBytes: 10_000, freeBytes }],
  transport: [],
});
const judge = (told: readonly LogInfo[], limits: Partial<AgLimits> = {}): ReturnType<typeof judgeLogs> =>
  judgeLogs(readings('a', 'logs', told), { ...NO_LIMITS, ...limits });
const view = (told: readonly LogInfo[]): LogView => judge(told).rows[0]?.value as LogView;

describe('the log of a database', () => {
  test.each<[string, (number | null)[], number | null]>([
    ['what its newest two readings differ by', [30, 20, 0], 10],
    ['not known from one', [30], null],
    ['not known across a restart', [5, 900], null],
    ['not known where one does not tell', [30, null], null],
  ])('was written since the reading before: %s', (_, written, bytes) => {
    expect(view(written.map((writtenBytes) => info([file({ writtenBytes })]))).wroteBytes).toBe(bytes);
  });

  test('is written at the rate of the readings that are kept', () => {
    expect(view([30, 20, 10].map((writtenBytes) => info([file({ writtenBytes: writtenBytes * 1_000 })]))).bytesPerSecond).toBe(1_000);
  });

  test('has no rate from one reading, none across a restart, and none where bytes are not told', () => {
    expect(view([info([file()])]).bytesPerSecond).toBeNull();
    expect(view([info([file({ writtenBytes: 5 })]), info([file({ writtenBytes: 900 })])]).bytesPerSecond).toBeNull();
    const unknown = info([file({ writtenBytes: null })]);
    expect(view([unknown, unknown]).bytesPerSecond).toBeNull();
    expect(judge([unknown, unknown]).rows[0]?.judged).toMatchObject({
      status: 'unknown',
      reason: 'does not tell what is written to its log',
    });
  });

  test.each<[what: string, used: number[], free: number | null, seconds: number | null]>([
    ['at the rate at which it fills, with what is free in the file and on the volume', [200, 100], 9_000, 980],
    ['never, where it does not fill', [100, 100], 9_000, null],
    ['not known, where it was emptied just now', [100, 500], 9_000, null],
    ['not known, where the room on the volume is not told', [200, 100], null, null],
  ])('is full %s', (_, used, free, seconds) =>
    expect(view(used.map((usedBytes) => info([file({ usedBytes })], free))).fullInSeconds).toBe(seconds),
  );

  test('shares its volume with the others that fill', () => {
    const two = (usedBytes: number): LogInfo => info([file({ usedBytes }), file({ database: 'Meta', usedBytes: usedBytes * 3 })]);
    expect(view([two(200), two(100)]).fullInSeconds).toBe(245);
  });

  test.each<[limits: Partial<AgLimits>, status: string]>([
    [{ logFullWarningSeconds: 979 }, 'ok'],
    [{ logFullWarningSeconds: 980 }, 'warning'],
    [{ logFullWarningSeconds: 2_000, logFullCriticalSeconds: 980 }, 'critical'],
    [{}, 'ok'],
  ])('that is full in 980 s, at limits %j: %s', (limits, status) => {
    const { judged, rows } = judge([info([file({ usedBytes: 200 })]), info([file({ usedBytes: 100 })])], limits);
    expect(rows[0]?.judged.status).toBe(status);
    expect(judged.status).toBe(status);
    if (status !== 'ok')
      expect(judged.reason).toMatch(
        /^log\/So: its log and the volume L:\\ are full in 16m 20s.*9.0 kB free.*kept for availability replica$/,
      );
  });

  test('on a full volume is critical without any limit', () => expect(judge([info([file()], 0)]).rows[0]?.judged.status).toBe('critical'));
});

test('a node that tells of no log is not known to be well', () => {
  expect(judge([info([])]).judged.status).toBe('unknown');
  expect(judgeLogs([], NO_LIMITS).judged.status).toBe('unknown');
});

test('the worst log is told first, however many others are not well', () => {
  const unknown = ['A', 'B', 'C', 'D'].map((database) => file({ database, writtenBytes: null }));
  const worst = file({ database: 'Z', volume: 'M:\\' });
  const told: LogInfo = { ...info([...unknown, worst]), volumes: [{ mount: 'M:\\', totalBytes: 10, freeBytes: 0 }] };
  expect(judge([told]).judged).toMatchObject({ status: 'critical', reason: expect.stringMatching(/^log\/Z: the volume M:/) });
});

describe('a log that is not kept for a replica', () => {
  const grown = (count: number, reuseWait = 'log backup'): LogInfo[] =>
    Array.from({ length: count }, (_, index) => info([file({ usedBytes: 900 - index * 100, reuseWait })]));
  const limits = { logFullCriticalSeconds: 3_600 };

  test('and fills is no alarm before that has lasted for a minute, over all that is kept', () => {
    expect(judge(grown(2), limits).judged.status).toBe('ok');
    expect(judge(grown(7), limits).judged.status).toBe('critical');
    const emptied = info([file({ usedBytes: 950, reuseWait: 'log backup' })]);
    expect(judge([...grown(7), emptied], limits).judged.status).toBe('ok');
  });

  test('is one at once where it is kept for a replica', () => {
    expect(judge(grown(2, 'availability replica'), limits).judged.status).toBe('critical');
  });
});

test.each<[what: string, told: LogInfo, words: string]>([
  ['room', info([file()], null), 'the room on the volume of its log'],
  ['volume', { ...info([file()]), volumes: [] }, 'the room on the volume of its log'],
  ['use', info([file({ usedBytes: null })]), 'how much of its log is used'],
])('a log of a group of which the %s is not told is not known to be well', (_, told, words) => {
  expect(judge([told]).judged).toMatchObject({ status: 'unknown', reason: expect.stringContaining(words) });
});

describe('a log that is kept for a replica', () => {
  const over = (count: number, overs: Partial<LogFile> = {}): string | undefined =>
    judge(Array.from({ length: count }, () => info([file({ usedBytes: 950, ...overs })]))).rows[0]?.judged.status;
  test.each<[what: string, readings: number, over: Partial<LogFile>, status: string]>([
    ['and is nearly full for a minute is a warning', 7, {}, 'warning'],
    ['and is nearly full for less is none', 6, {}, 'ok'],
    ['and has room is none', 7, { usedBytes: 899 }, 'ok'],
    ['is what this is about, and no other reason', 7, { reuseWait: 'log backup' }, 'ok'],
  ])('%s', (_, readings, one, status) => expect(over(readings, one)).toBe(status));

  test('and grows is judged by the room on its volume', () => {
    const sizes = [1_060, 1_050, 1_040, 1_030, 1_020, 1_010, 1_000];
    const told = sizes.map((sizeBytes) => info([file({ sizeBytes, usedBytes: sizeBytes })]));
    expect(judge(told).rows[0]?.judged.status).toBe('ok');
  });
});
