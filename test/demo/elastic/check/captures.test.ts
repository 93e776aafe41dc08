import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findRoute, ROUTES } from '#demo/elastic/wire/routes.ts';
import { type ElasticOptions, startElastic } from '#demo/elastic/wire/start.ts';
import { BY_SPECIFICATION, wholeOf } from './by-specification.ts';
import { CAPTURED, type Captured } from './captured.ts';
import { compare, isAt, shapeOf } from './shape.ts';

const SHARED = new URL('../../../../../shared/data/elasticsearch/captures/', import.meta.url);
/** Checked by its own test: what it answers is the list of tasks. */
const CANCELLED = ['/_tasks/{task}/_cancel'];
const isThere = existsSync(SHARED);

async function answerTo({ ask, after }: Captured, options: ElasticOptions): Promise<unknown> {
  const elastic = await startElastic(options);
  try {
    if (after === 'nothing allocated') await elastic.order({ order: 'disable allocation' });
    if (after === 'queue blocked') await elastic.order({ order: 'block queue' });
    const managed = [...elastic.cluster.indices.values()].find(({ lifecycle }) => lifecycle !== null);
    if (after === 'life cycle failed') await elastic.order({ order: 'fail lifecycle', index: managed?.name ?? '' });
    if (after === 'node stopped' || after === 'nothing allocated')
      await elastic.order({ order: 'stop node', node: elastic.urls[2]?.node ?? '' });
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

test('every call is laid beside an answer of a product, or stands in the list with what it was made by', () => {
  const checked = CAPTURED.map(
    ({ of, ask }) => findRoute({ is: of.product ?? 'elasticsearch', version: of.version }, 'GET', ask.split('?')[0] ?? '').route.path,
  );
  const known = new Set([...checked.map(wholeOf), ...Object.keys(BY_SPECIFICATION), ...CANCELLED]);
  expect(ROUTES.map(({ path }) => path).filter((path) => !known.has(wholeOf(path)) && !known.has(path))).toEqual([]);
  expect(Object.keys(BY_SPECIFICATION).filter((path) => !ROUTES.some((route) => route.path === path))).toEqual([]);
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
