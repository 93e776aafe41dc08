import { describe, expect, test } from 'vitest';
import { chartPath, readKey, writeKey } from '#components/charts/chart-path.ts';
import { candidatesFor } from '#components/charts/compare.ts';
import { momentAt } from '#components/charts/frame.ts';
import { tickText, timeTicks, valueDomain } from '#components/charts/scale.ts';
import { wholeOf } from '#components/charts/strip.tsx';
import { readView, writeView } from '#components/charts/view.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';

const KEY = { source: 'redis/shared/cache1/info', row: '', figure: 'Commands' };
const ROW = { source: 'haproxy/public/lb1/stats', row: 'be|odd/server/web 01', figure: 'New sessions' };
const AT = Date.UTC(2026, 2, 4, 14, 0);
const HOUR = 3_600_000;

describe('the address of a chart', () => {
  test.each([
    ['a range', { keys: [KEY], time: { is: 'range', name: '24h' } }],
    ['a period', { keys: [KEY, ROW], time: { is: 'period', from: AT, to: AT + HOUR } }],
    ['no line', { keys: [], time: { is: 'range', name: '1h' } }],
  ] as const)('says the whole view: %s', (_name, view) => {
    expect(readView(new URLSearchParams(writeView(view)))).toEqual({ ...view, problem: null });
  });

  test('that a sparkline leads to is read as the same series', () => {
    const { keys, problem } = readView(new URLSearchParams(chartPath([KEY, ROW]).split('?')[1]));
    expect([keys, problem]).toEqual([[KEY, ROW], null]);
  });

  test.each([
    ['a series that is none', 's=Commands', 0, 'is none'],
    ['a range that is none', 's=redis/a/b/c||X&range=1y', 1, 'no range "1y"'],
    ['a period that ends before it begins', 's=redis/a/b/c||X&from=2026-03-04T14:00:00Z&to=2026-03-04T13:00:00Z', 1, 'no period'],
    ['half a period', 's=redis/a/b/c||X&from=2026-03-04T14:00:00Z', 1, 'no period'],
    ['more lines than can be told apart', Array.from({ length: 8 }, (_, index) => `s=redis/a/n${index}/c||X`).join('&'), 6, 'first 6 of 8'],
  ])('that is not understood says so: %s', (_name, text, lines, words) => {
    const { keys, problem } = readView(new URLSearchParams(text));
    expect([keys.length, problem]).toEqual([lines, expect.stringContaining(words)]);
  });

  test('names each line once', () => {
    expect(readView(new URLSearchParams(`s=${writeKey(KEY)}&s=${writeKey(KEY)}`)).keys).toEqual([KEY]);
  });

  test.each(['', '|', 'a|b|c', 'redis/a/b/c|x', 'redis/a/b/c||'])('knows no series of "%s"', (text) => {
    expect(readKey(text)).toBeNull();
  });
});

describe('the scales', () => {
  const drops = (...values: number[]) => [values.map((value, index) => ({ at: index, value, low: value, high: value }))];
  test.each<[string, ReturnType<typeof drops>, string, [number, number]]>([
    ['stand on zero', drops(90, 100), '/s', [0, 100]],
    ['go below it for what is negative', drops(-5, 100), 's', [-5, 100]],
    ['of a percentage end at a hundred', drops(1, 2), '%', [0, 100]],
    ['of a percentage beyond a hundred end there', drops(1, 240), '%', [0, 240]],
    ['of nothing but zero are no point', drops(0, 0), '', [0, 1]],
    ['of nothing are no point', [], '', [0, 1]],
  ])('%s', (_name, runs, unit, expected) => {
    expect(valueDomain(runs, unit)).toEqual(expected);
  });

  test.each<[string, string, number, string[]]>([
    ['an hour', 'UTC', HOUR, ['14:00', '14:10', '14:20', '14:30', '14:40', '14:50', '15:00']],
    ['an hour, half an hour off', 'Asia/Kolkata', HOUR, ['19:30', '19:40', '19:50', '20:00', '20:10', '20:20', '20:30']],
    ['two minutes', 'UTC', 120_000, ['14:00:00', '14:00:30', '14:01:00', '14:01:30', '14:02:00']],
    ['a day', 'Europe/Vienna', 24 * HOUR, ['15:00', '18:00', '21:00', '5 Mar', '03:00', '06:00', '09:00', '12:00', '15:00']],
    ['two weeks', 'UTC', 336 * HOUR, ['6 Mar', '8 Mar', '10 Mar', '12 Mar', '14 Mar', '16 Mar', '18 Mar']],
  ])('of time stand at round times of the reader: %s', (_name, zone, length, expected) => {
    const format = createTimeFormat(openZone(zone), null);
    const period = { from: AT, to: AT + length };
    expect(timeTicks(period, 8, format).map((tick) => tickText(tick, period, format))).toEqual(expected);
  });

  test('of a day on which clocks are put forward still say what the clocks say', () => {
    const format = createTimeFormat(openZone('Europe/Vienna'), null);
    const period = { from: Date.UTC(2026, 2, 28, 23), to: Date.UTC(2026, 2, 29, 10) };
    expect(timeTicks(period, 8, format).map((tick) => tickText(tick, period, format))).toEqual([
      '29 Mar',
      '03:00',
      '04:00',
      '06:00',
      '08:00',
      '10:00',
      '12:00',
    ]);
  });
});

test('a place in a chart is a moment of its time, and what lies outside is its nearer end', () => {
  const period = { from: 0, to: 1_000 };
  expect([0, 62, 112, 162, 500].map((px) => momentAt(px, 174, period))).toEqual([0, 0, 500, 1_000, 1_000]);
});

test.each<[string, number, number, number]>([
  ['of the last hour it is six', AT - HOUR, AT, 6 * HOUR],
  ['of an hour of yesterday it is a week', AT - 30 * HOUR, AT - 29 * HOUR, 168 * HOUR],
  ['of a time long ago it is all since', AT - 5_000 * HOUR, AT - 4_999 * HOUR, 5_000 * HOUR],
])('the longer time under a chart holds what is shown: %s', (_name, from, to, length) => {
  expect(wholeOf({ from, to }, AT)).toEqual({ from: AT - length, to: AT });
});

describe('what a line can be compared with', () => {
  const figures = [{ name: 'Commands', unit: '/s', meaning: '' }];
  const group = (source: string, rows: string[], unit = '/s') => ({
    source,
    rows,
    intervalMs: 10_000,
    figures: figures.map((one) => ({ ...one, unit })),
  });

  test('are the same row of nodes that are asked the same, its own group first, and the other rows of its node', () => {
    const groups = [
      group('redis/other/x/info', ['', 'a']),
      group('redis/shared/cache2/info', ['', 'a']),
      group('redis/shared/cache1/info', ['', 'a', 'b']),
      group('redis/shared/cache1/other', ['a']),
      group('redis/shared/cache3/info', ['a'], 'B/s'),
      group('sql/shared/cache1/info', ['a']),
    ];
    const found = candidatesFor({ ...KEY, row: 'a' }, groups).map(({ key, is }) => [key.source.split('/')[2], key.row, is]);
    expect(found).toEqual([
      ['cache1', 'a', 'node'],
      ['cache2', 'a', 'node'],
      ['x', 'a', 'node'],
      ['cache1', 'b', 'row'],
    ]);
    expect(candidatesFor(KEY, groups).map(({ key }) => key.source.split('/')[2])).toEqual(['cache1', 'cache2', 'x']);
  });
});
