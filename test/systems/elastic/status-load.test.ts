import { describe, expect, test } from 'vitest';
import { LOAD } from '#lib/systems/elastic/model.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { judge, kept, type Load, load, memberAnswer, TELLER, told, toldOf } from './hand-made.ts';

/** Readings of one member, newest first, 15 s apart by its own clock unless they say otherwise. */
function readings(...loads: readonly Load[]): unknown[] {
  return kept(loads.map((one, at) => load({ es1: { upSeconds: 1_000 - at * 15, ...one } })));
}

describe('a member', () => {
  test.each([
    ['that is well', [{}], 'ok: heap 50 %, processor 10 %'],
    [
      'whose heap is full in every reading',
      [{ heap: 90 }, { heap: 86 }, { heap: 88 }],
      'warning: heap 86 % of 100 B or more for 30s: the warning limit is 85 %',
    ],
    ['whose heap was collected in between', [{ heap: 90 }, { heap: 40 }, { heap: 88 }], 'ok: heap 90 %, processor 10 %'],
    ['whose heap is nearly gone', [{ heap: 96 }], 'critical: heap 96 % of 100 B: the critical limit is 95 %'],
    [
      'whose processor is busy in every reading',
      [{ cpu: 99 }, { cpu: 96 }, { cpu: 100 }],
      'warning: processor 96 % or more for 30s: the warning limit is 95 %',
    ],
    [
      'whose heap was not told once',
      [{ heap: 90 }, { heap: 'untold' as const }, { heap: 88 }],
      'warning: heap 88 % of 100 B or more for 30s: the warning limit is 85 %',
    ],
    ['whose heap is not told any more', [{ heap: 'untold' as const }, { heap: 99 }], 'ok: processor 10 %'],
    ['whose processor is busy in two', [{ cpu: 99 }, { cpu: 99 }], 'ok: heap 50 %, processor 99 %'],
    ['whose processor had a peak', [{ cpu: 99 }, { cpu: 20 }, { cpu: 99 }], 'ok: heap 50 %, processor 99 %'],
    ['with many files', [{ files: 800 }], 'warning: 800 open files of at most 1,000, 80 %: the warning limit is 80 %'],
    [
      'that rejected',
      [{ rejected: 5 }, { rejected: 5 }, { rejected: 3 }],
      'warning: 2 searches and writes rejected in the last 30s: the warning limit is 1',
    ],
    ['that rejected long ago', [{ rejected: 5 }, { rejected: 5 }], 'ok: heap 50 %, processor 10 %'],
    ['whose breaker tripped', [{ tripped: 4 }, { tripped: 3 }], 'warning: a breaker tripped once in the last 15s: the warning limit is 1'],
    ['that collects all the time', [{ gcMs: 9_000 }, { gcMs: 0 }], 'warning: collects garbage 60 % of its time: the warning limit is 30 %'],
  ])('%s', (_, loads, expected) => {
    expect(toldOf(judge(LOAD, readings(...loads)), 'member/es1')).toBe(expected);
  });

  test('of which nothing is told is not said to be well in numbers', () => {
    const bare = kept([load({})]);
    expect(told(judge(LOAD, bare))).toBe('unknown: no member told its load');
  });

  test('that is restarted counts anew: no rate is negative, and none is huge', () => {
    const judgement = judge(LOAD, readings({ upSeconds: 5, rejected: 0, searches: 10 }, { upSeconds: 900, rejected: 50, searches: 9_000 }));
    const [row] = judgement.rows;
    expect(row?.value).toMatchObject({ rates: { searchesPerSecond: null, rejected: null, collectingRatio: null, overMs: null } });
    expect(row?.judged.status).toBe('ok');
  });

  test('that is restarted and has counted more since is not compared with before either', () => {
    const [row] = judge(LOAD, readings({ upSeconds: 5, searches: 99_000 }, { upSeconds: 900, searches: 10 })).rows;
    expect(row?.value).toMatchObject({ rates: { searchesPerSecond: null } });
  });

  test('has rates over its two newest readings, by its own clock', () => {
    const [row] = judge(LOAD, readings({ searches: 450, gcMs: 1_500 }, { searches: 300 }, { searches: 0 })).rows;
    expect(row?.value).toMatchObject({
      rates: {
        searchesPerSecond: 10,
        indexingPerSecond: 5,
        searchMs: 2,
        receivedBytesPerSecond: 100,
        sentBytesPerSecond: 200,
        collectingRatio: 0.1,
        rejected: 0,
        overMs: 30_000,
      },
    });
  });

  test('that missed a reading is compared with the one before', () => {
    const window = kept([
      load({ es1: { upSeconds: 1_000, searches: 600 } }),
      load({}, 1),
      load({ es1: { upSeconds: 970, searches: 300 } }),
    ]);
    expect(judge(LOAD, window).rows[0]?.value).toMatchObject({ rates: { searchesPerSecond: 10 } });
  });

  test('is judged by no limit that is off', () => {
    const limits = {
      heapWarningRatio: null,
      heapCriticalRatio: null,
      cpuWarningPercent: null,
      filesWarningRatio: null,
      rejectedWarning: null,
      trippedWarning: null,
    };
    const bad = { heap: 99, cpu: 100, files: 999, rejected: 9, tripped: 9 };
    expect(judge(LOAD, readings(bad, bad, { ...bad, rejected: 0, tripped: 0 }), limits).judged.status).toBe('ok');
  });
});

test('two members of one name are two rows', () => {
  const node = (searches: number) => memberAnswer('es1', { searches });
  const value = PARSE.load({ ...TELLER, stats: { nodes: { a: node(1), b: node(2) } } });
  expect(judge(LOAD, [value]).rows.map(({ id }) => id)).toEqual(['member/es1', 'member/es1/2']);
});

describe('all members', () => {
  test.each([
    ['well', load({ es1: {}, es2: {} }), 'ok: 2 members, none beyond a limit'],
    [
      'one in trouble by name and words',
      load({ es1: {}, es2: { heap: 96 } }),
      'critical: es2: heap 96 % of 100 B: the critical limit is 95 %',
    ],
    ['several by name', load({ es1: { heap: 90 }, es2: { heap: 90 }, es3: {} }), 'warning: 2 of 3 members with a warning: es1, es2'],
    ['one that did not answer', load({ es1: {} }, 1), 'warning: 1 more member did not answer for its load'],
    [
      'one critical, and two that did not answer',
      load({ es1: { heap: 96 } }, 2),
      'critical: es1: heap 96 % of 100 B: the critical limit is 95 %; 2 more members did not answer for their load',
    ],
    ['none', load({}), 'unknown: no member told its load'],
  ])('%s', (_, value, expected) => {
    expect(told(judge(LOAD, [value]))).toBe(expected);
  });
});
