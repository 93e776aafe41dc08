import { describe, expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { instanceOf } from '#demo/sqlserver/model/estate.ts';
import { READ_ERROR_LOG } from '#demo/sqlserver/views/error-log.ts';
import type { CpuView, LoadView, VolumeView, WaitsView } from '#lib/systems/sql/instance/model.ts';
import type { ErrorLogAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import { START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type ServedNode, serveNode } from './served.ts';

const PROBES = ['load', 'cpu', 'waits', 'volumes', 'databases', 'backups', 'configuration', 'services'];
const MINUTE_MS = 60_000;

async function twice(node: ServedNode, probe: string, move: () => void) {
  const older = await node.read(probe);
  move();
  return node.judge(probe, [await node.read(probe), older]);
}

describe.each<ReleaseYear>(['2014', '2016', '2017', '2022'])('an instance of %s in New York', (year) => {
  test('is read whole, its rows all known, and nothing is asked that the stand-in has no model of', async () => {
    const node = await serveNode(smallEstate({ year }), 'NY-SQL01', { now: () => START });
    for (const probe of PROBES) {
      const { judged, rows } = node.judge(probe, [await node.read(probe)]);
      expect([probe, judged.status, judged.reason]).toEqual([probe, 'ok', expect.stringMatching(/\w/)]);
      expect(rows.length).toBeGreaterThan(0);
    }
    expect([...node.readNotModelled]).toEqual([]);
  });
});

describe('between two readings', () => {
  test('batches are those of a second, and the processors those of the last minute on our clock', async () => {
    let now = START;
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => now });
    const { rows } = await twice(node, 'load', () => {
      now += 10_000;
    });
    const view = rows[0]?.value as LoadView;
    expect(view.rates.batchesPerSecond).toBeCloseTo(3_400, 0);
    expect(view.overMs).toBe(10_000);
    expect(view.cpuPercent).toBeGreaterThan(0);
    expect(START + 10_000 - (view.cpuAt ?? 0)).toBeLessThan(MINUTE_MS + 1);
    expect(view.startedAt).toBe(START - 6 * 60 * MINUTE_MS);
    expect(view.workers).toBeGreaterThan(0);
  });

  test('the processors of a machine with Linux are not known, and never all busy', async () => {
    const estate = smallEstate({ year: '2022' });
    instanceOf(estate, 'NY-SQL01').platform = 'Linux';
    const node = await serveNode(estate, 'NY-SQL01', { now: () => START });
    const { judged, rows } = node.judge('load', [await node.read('load')]);
    expect(rows[0]?.value).toMatchObject({ hostCpuPercent: null, cpuPercent: expect.any(Number) });
    expect([judged.status, judged.reason]).toEqual(['ok', expect.stringContaining('with SQL Server alone')]);
    const view = node.judge('cpu', [await node.read('cpu')]).rows[0]?.value as CpuView;
    expect(view.minutes.every(({ otherPercent }) => otherPercent === null)).toBe(true);
  });

  test('waits are those in between, without those of idle tasks', async () => {
    let now = START;
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => now });
    const { rows } = await twice(node, 'waits', () => {
      now += MINUTE_MS;
    });
    const view = rows[0]?.value as WaitsView;
    const waits = view.waits;
    expect(waits?.find(({ name }) => name === 'WRITELOG')).toMatchObject({
      category: 'writing the log',
      averageMs: expect.closeTo(0.8, 1),
    });
    expect(waits?.some(({ name }) => name === 'LAZYWRITER_SLEEP')).toBe(false);
  });

  test('a volume tells what a write took, file by file', async () => {
    let now = START;
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => now });
    const { rows } = await twice(node, 'volumes', () => {
      now += MINUTE_MS;
    });
    const log = rows.find(({ id }) => id === 'volume/L:\\')?.value as VolumeView;
    expect(log.latency.writeMs).toBeCloseTo(0.6, 1);
    expect(log.files.find(({ database }) => database === 'StackOverflow')?.latency.writtenBytesPerSecond).toBeGreaterThan(1e6);
  });
});

describe('when somebody looks', () => {
  test.each<[string, object]>([
    ['clerks', { totalBytes: expect.any(Number), clerks: expect.arrayContaining([expect.objectContaining({ title: 'data pages' })]) }],
    [
      'connections',
      { total: 180, groups: expect.arrayContaining([expect.objectContaining({ login: 'web', isolation: 'read committed' })]) },
    ],
    ['tempdb', { files: expect.arrayContaining([expect.objectContaining({ name: 'tempdb', type: 'rows' })]) }],
    ['recent-backups', { backups: expect.arrayContaining([expect.objectContaining({ database: 'StackOverflow', type: 'full' })]) }],
  ])('%s are told', async (question, answer) => {
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => START });
    expect(await node.ask(question)).toMatchObject(answer);
  });

  test('counters are told by their type from two samples', async () => {
    const begun = Date.now();
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => START + (Date.now() - begun) });
    const answer = (await node.ask('counters')) as { counters: { counter: string; how: string; value: number | null }[] };
    const told = (counter: string) => answer.counters.find((one) => one.counter === counter);
    expect(told('Buffer cache hit ratio')).toMatchObject({ how: 'percent', value: expect.closeTo(99.84, 2) });
    expect(told('Page life expectancy')).toMatchObject({ how: 'now' });
    expect(told('Average Wait Time (ms)')).toMatchObject({ how: 'average' });
    expect(told('Batch Requests/sec')?.value).toBeGreaterThan(3_000);
    expect(told('Buffer cache hit ratio base')).toBeUndefined();
  });
});

describe('trace flags', () => {
  test.each<[ReleaseYear, number[]]>([
    ['2014', [1117, 1118, 3226]],
    ['2022', [3226]],
  ])('of %s that are on for everybody are told', async (year, flags) => {
    const node = await serveNode(smallEstate({ year }), 'NY-SQL01', { now: () => START });
    expect(await node.ask('trace-flags')).toEqual({ flags: flags.map((flag) => ({ flag, isOn: true, isGlobal: true })) });
  });
});

describe('the log of the server', () => {
  test('is told newest first for six hours, on our clock, lines of one moment as one', async () => {
    const node = await serveNode(smallEstate(), 'CO-SQL01', { now: () => START + 30 * MINUTE_MS, may: [READ_ERROR_LOG] });
    const answer = (await node.ask('error-log')) as ErrorLogAnswer;
    expect(answer.entries[0]).toEqual({
      at: START - 1_000,
      process: 'Logon',
      text: "Error: 18456, Severity: 14, State: 8.\nLogin failed for user 'reports'.",
    });
    expect(answer.entries).toHaveLength(6);
    expect(answer.isCut).toBe(false);
  });

  test('is not told to whom it is not permitted, who is told what it takes', async () => {
    const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => START });
    await expect(node.ask('error-log')).rejects.toMatchObject({ kind: 'permission', message: expect.stringContaining('xp_readerrorlog') });
  });
});

test('without the right to server views every probe says which grant it lacks, and none is well', async () => {
  const node = await serveNode(smallEstate(), 'NY-SQL01', { now: () => START, may: [] });
  for (const probe of ['load', 'cpu', 'waits', 'volumes', 'services'])
    await expect(node.read(probe)).rejects.toMatchObject({ kind: 'permission', message: expect.stringContaining('grant it VIEW SERVER') });
});
