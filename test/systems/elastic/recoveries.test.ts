import { describe, expect, test } from 'vitest';
import { RECOVERIES } from '#lib/systems/elastic/model.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { judge, TELLER, told } from './hand-made.ts';

type One = { recovered?: number; total?: number; stage?: string; startedAt?: number; to?: string };

const MB = 1_000_000;

function reading(...list: readonly One[]) {
  const shards = list.map(({ recovered = 0, total = 100 * MB, stage = 'INDEX', startedAt = 5, to = 'es2' }) => ({
    ...{ id: 0, type: 'PEER', stage, primary: false, source: { name: 'es1' }, target: { name: to }, start_time_in_millis: startedAt },
    index: { size: { total_in_bytes: total, reused_in_bytes: 0, recovered_in_bytes: recovered } },
  }));
  return PARSE.recoveries({ ...TELLER, health: {}, recovery: { logs: { shards } } });
}

describe('a copy that is being made', () => {
  test.each([
    [
      'in its first reading has no pace',
      [reading({ recovered: 20 * MB })],
      { percent: 20, bytesPerSecond: null, leftMs: null },
      'ok: from es1 to es2, 20 % of 100 MB',
    ],
    [
      'has the pace of all readings, and what is left at that',
      [reading({ recovered: 60 * MB }), reading({ recovered: 50 * MB }), reading({ recovered: 30 * MB })],
      { percent: 60, bytesPerSecond: MB, leftMs: 40_000 },
      'ok: from es1 to es2, 60 % of 100 MB, about 40s left',
    ],
    [
      'to which nothing comes is warned of',
      [reading({ recovered: MB }), reading({ recovered: MB }), reading({ recovered: MB })],
      { bytesPerSecond: 0, leftMs: null },
      'warning: from es1 to es2: no byte came for 30s, the warning limit is 30s',
    ],
    [
      'which has all its files is not',
      [reading({ recovered: 100 * MB, stage: 'TRANSLOG' }), reading({ recovered: 100 * MB }), reading({ recovered: 100 * MB })],
      { percent: 100 },
      'ok: from es1 to es2, 100 % of 100 MB',
    ],
    [
      'that began anew is another',
      [reading({ recovered: 60 * MB, startedAt: 9 }), reading({ recovered: 50 * MB })],
      { bytesPerSecond: null },
      'ok: from es1 to es2, 60 % of 100 MB',
    ],
    ['whose size is not known has no percent', [reading({ total: 0 })], { percent: null }, 'ok: from es1 to es2'],
  ])('%s', (_, values, expected, words) => {
    const [row] = judge(RECOVERIES, values).rows;
    expect(row?.value).toMatchObject(expected);
    expect(row && told(row)).toBe(words);
  });
});

test.each([
  ['nothing moves', PARSE.recoveries({ ...TELLER, health: {}, recovery: null }), 'ok: nothing moves'],
  ['two copies are made', reading({}, { to: 'es3' }), 'ok: 2 copies being made'],
])('%s', (_, value, expected) => {
  expect(told(judge(RECOVERIES, [value]))).toBe(expected);
});
