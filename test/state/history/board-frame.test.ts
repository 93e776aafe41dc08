import { expect, test } from 'vitest';
import type { Board } from '#lib/state/history/board.ts';
import { applyDifference, differenceText, readWhole, wholeText } from '#lib/state/history/board-frame.ts';
import { applyColumns, ColumnWriter } from '#lib/state/history/columns.ts';
import { DEED_COUNT, DEEDS, Differ } from '#lib/state/history/differ.ts';
import { keptValue } from '#lib/state/history/kept-value.ts';
import { Random } from './random.ts';
import { asKept, changedJson, laterBoard, randomBoard, randomJson } from './random-board.ts';
import { textOf } from './text-of.ts';

/** What comes of values before, made what they are after by their differences as text. */
function remade(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  const differ = new Differ();
  const writer = new ColumnWriter();
  before.forEach((one, i) => void writer.add(i, differ.differences(one, after[i])));
  const things = [...(JSON.parse(JSON.stringify(before.map(keptValue))) as unknown[])];
  applyColumns(things, JSON.parse(JSON.stringify(writer.columns(differ.paths))));
  return things;
}

/** What is done to a value before to become the one after, in words. */
function deeds(before: unknown, after: unknown): string[] {
  const differ = new Differ();
  const words = Object.keys(DEEDS);
  const { codes, values } = differ.differences(before, after);
  const nameOf = (path: number): string => {
    const [parent, name] = differ.paths[path - 1] ?? [0, ''];
    return path === 0 ? '' : `${nameOf(parent)}/${name}`;
  };
  return codes.map((code, i) => `${words[code % DEED_COUNT]} ${nameOf(Math.floor(code / DEED_COUNT))} ${JSON.stringify(values[i])}`);
}

test.each([
  ['a field that is otherwise is set', { a: 1, b: 2 }, { a: 1, b: 3 }, ['set /b 3']],
  ['a field that is gone is gone, not null', { a: 1, b: 2 }, { a: 1 }, ['gone /b null']],
  ['a field that became null is null, not gone', { a: 1, b: 2 }, { a: 1, b: null }, ['set /b null']],
  ['a field that came as null came', { a: 1 }, { a: 1, b: null }, ['set /b null']],
  ['a field that is undefined is not there', { a: 1, b: 2 }, { a: 1, b: undefined }, ['gone /b null']],
  ['fields of fields are told alone', { a: { b: { c: 'x', d: 'y' } } }, { a: { b: { c: 'z', d: 'y' } } }, ['set /a/b/c "z"']],
  ['a counter is told by what it grew', { n: 1_795_382_568_492 }, { n: 1_795_382_578_500 }, ['grew /n 10008']],
  [
    'a position of a log that is text is told by what it grew',
    { p: '40000011224800001' },
    { p: '40000011224900002' },
    ['digits /p 100001'],
  ],
  ['a position that fell by a digit too', { p: '1000000000000000001' }, { p: '999999999999999998' }, ['digits /p -3']],
  ['a text with a nought before it stays a text', { p: '0041' }, { p: '0042' }, ['set /p "0042"']],
  ['numbers that are kept as the same are the same', { a: 0.123456 }, { a: 0.123451 }, []],
  ['what is no number is kept as null', { a: Number.NaN, b: Number.POSITIVE_INFINITY }, { a: null, b: null }, []],
  ['a list of another length is told whole', [1, 2, 3], [1, 2], ['set  [1,2]']],
  ['of a long list what is otherwise is told', [1, 2, 3, 4, 5], [1, 2, 9, 4, 5], ['set /2 9']],
  ['a list of which most is otherwise is told whole', [1, 2, 3], [4, 5, 3], ['set  [4,5,3]']],
  ['fields in another order are told whole', { a: 1, b: 2 }, { b: 2, a: 1 }, ['set  {"b":2,"a":1}']],
  [
    'a field named __proto__ is one like another',
    JSON.parse('{"__proto__":{"x":1}}'),
    JSON.parse('{"__proto__":{"x":2}}'),
    ['set /__proto__/x 2'],
  ],
])('%s', (_name, before, after, expected) => {
  expect(deeds(before, after)).toEqual(expected);
  expect(JSON.stringify(remade([before], [after]))).toBe(JSON.stringify([keptValue(after)]));
});

test('any data becomes any other by what they differ in, to the letter', () => {
  for (let seed = 0; seed < 3_000; seed += 1) {
    const random = new Random(seed);
    const before = Array.from({ length: random.whole(1, 5) }, () => randomJson(random));
    const after = before.map((one) => (random.isOnce(4) ? randomJson(random) : changedJson(random, one)));
    expect(JSON.stringify(remade(before, after)), `seed ${seed}`).toBe(JSON.stringify(after.map(keptValue)));
  }
});

test('what did not change is not told', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const value = randomJson(new Random(seed));
    expect(deeds(value, structuredClone(value)), `seed ${seed}`).toEqual([]);
  }
});

test('a board becomes each later one by what they differ in, to the letter, rows and sources in their order', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const random = new Random(seed);
    let board = randomBoard(random);
    let kept: Board = readWhole(textOf(wholeText(board)));
    expect(JSON.stringify(kept), `seed ${seed}, whole`).toBe(asKept(board));
    for (let at = 0; at < 10; at += 1) {
      const later = laterBoard(random, board);
      kept = applyDifference(kept, textOf(differenceText(board, later, at)), at);
      expect(JSON.stringify(kept), `seed ${seed}, step ${at}`).toBe(asKept(later));
      board = later;
    }
  }
});

test('a board that is what it was takes next to no text', () => {
  const board = randomBoard(new Random(1));
  expect(textOf(differenceText(board, structuredClone(board), 5)).length).toBeLessThan(120);
});

test('a difference is not taken for one from another board', () => {
  const board = randomBoard(new Random(1));
  const text = textOf(differenceText(board, laterBoard(new Random(2), board), 5));
  expect(() => applyDifference(board, text, 6)).toThrow('another board');
});

test('what was polluted by nobody stays so', () => {
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
