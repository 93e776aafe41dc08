import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ElasticOptions, startElastic } from '#demo/elastic/wire/start.ts';
import { CAPTURED, type Captured } from './captured.ts';
import { compare, isAt, shapeOf } from './shape.ts';

const SHARED = new URL('../../../../../shared/data/elasticsearch/captures/', import.meta.url);
const isThere = existsSync(SHARED);

async function answerTo({ ask, after }: Captured, options: ElasticOptions): Promise<unknown> {
  const elastic = await startElastic(options);
  try {
    if (after === 'nothing allocated') await elastic.order({ order: 'disable allocation' });
    if (after !== undefined) await elastic.order({ order: 'stop node', node: elastic.urls[2]?.node ?? '' });
    elastic.pass(120_000);
    const answer = await fetch(`${elastic.urls[0]?.url}${ask}`);
    expect(answer.status).toBe(200);
    return await answer.json();
  } finally {
    await elastic.stop();
  }
}

describe.skipIf(!isThere)('an answer of the stand-in has the keys and types of what that version answered', () => {
  test.each(CAPTURED)('$file', async (captured) => {
    const { file, of, named = [], apart = [], absent = [] } = captured;
    const theirs = shapeOf(JSON.parse(readFileSync(new URL(encodeURI(file), SHARED), 'utf8')), named);
    const ours = shapeOf(await answerTo(captured, of), named);
    const { missing, extra, otherType } = compare(ours, theirs, apart);
    expect({
      missing,
      otherType,
      extra: extra.filter((path) => !absent.some((one) => isAt(path, one))),
    }).toEqual({ missing: [], extra: [], otherType: [] });
  });
});

describe('the check itself', () => {
  const theirs = shapeOf({ a: { x1: { n: 1, s: 't' } }, list: [{ k: null }] }, ['a']);

  test.each([
    [
      'the same keys and types under other names fit',
      { a: { y7: { n: 2, s: '' } }, list: [{ k: 5 }, { k: null }] },
      { missing: [], extra: [], otherType: [] },
    ],
    ['a key that is left out is told', { a: { y7: { n: 2 } }, list: [{ k: 5 }] }, { missing: ['a/*/s'], extra: [], otherType: [] }],
    [
      'a key beside them is told',
      { a: { y7: { n: 2, s: '', more: 1 } }, list: [{ k: 5 }] },
      { missing: [], extra: ['a/*/more'], otherType: [] },
    ],
    [
      'another type is told',
      { a: { y7: { n: '2', s: '' } }, list: [{ k: 5 }] },
      { missing: [], extra: [], otherType: ['a/*/n: string instead of number'] },
    ],
    [
      'an object where a list is to be is told',
      { a: { y7: { n: 1, s: '' } }, list: {} },
      { missing: [], extra: [], otherType: ['list: object instead of list'] },
    ],
  ])('%s', (_, ours, told) => {
    expect(compare(shapeOf(ours, ['a']), theirs, [])).toEqual(told);
  });
});
