import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, row, sorted, WATCHED, withIndex } from './shapes-opened.ts';

const here = withIndex();

describe('rows and their shapes', () => {
  test('are told, and survive a restart', async () => {
    await here.index.add([row(1, 'a', { count: 3 }), row(2, 'b'), row(3, 'a', { place: 'Cart.Add', app: 'Core' })], sorted(3));
    here.reopen();
    expect(await here.index.shapesOf([3, 2, 1, 99])).toEqual(
      new Map([
        [3, 'a'],
        [2, 'b'],
        [1, 'a'],
      ]),
    );
    expect(here.index.lookUp('a')).toEqual({
      ...{ shape: 'a', app: 'Core', type: 'T', message: 'm3', place: 'Cart.Add', firstAt: 1_000, lastAt: 3_000, rows: 2, errors: 4 },
      ...{ flag: null, flagAt: null, cleared: null },
    });
    expect([...(await here.index.cards(['b', 'a', 'b', 'none'])).keys()]).toEqual(['b', 'a']);
    expect(here.index.lookUp('none')).toBeNull();
    expect(here.index.state()).toEqual({ sortedToId: 3, sinceAt: 0, watchedFromAt: WATCHED, rows: 3, shapes: 2 });
    expect(here.index.kept).toBeNull();
    expect(here.index.trouble).toBeNull();
  });

  test('the same row twice is nothing', async () => {
    await here.index.add([row(1, 'a'), row(1, 'a')], sorted(1));
    await here.index.add([row(1, 'a')], sorted(1));
    expect(here.index.lookUp('a')).toMatchObject({ rows: 1, errors: 1 });
    expect(here.index.state().rows).toBe(1);
  });

  test('a row that took up repeats counts as last seen', async () => {
    await here.index.add([row(1, 'a')], sorted(1));
    await here.index.add([row(1, 'a', { count: 5, lastAt: 9_000 })], sorted(1));
    expect(here.index.lookUp('a')).toMatchObject({ rows: 1, errors: 5, firstAt: 1_000, lastAt: 9_000 });
  });

  test('a row that turns out to be of another shape moves', async () => {
    await here.index.add([row(1, 'a', { count: 4 })], sorted(1));
    await here.index.add([row(1, 'b', { count: 4 })], sorted(1));
    expect(here.index.lookUp('a')).toMatchObject({ rows: 0, errors: 0 });
    expect(here.index.lookUp('b')).toMatchObject({ rows: 1, errors: 4 });
  });

  test('the message is that of the row last seen, in one line', async () => {
    await here.index.add([row(1, 'a', { firstAt: 9_000, message: 'new\n\u202e line <b>😀' }), row(2, 'a', { message: 'old' })], sorted(2));
    expect(here.index.lookUp('a')?.message).toBe('new line <b>😀');
  });

  test('ids of a shape come in order, as many as are wanted', async () => {
    await here.index.add([row(3, 'a'), row(1, 'a'), row(2, 'b'), row(9, 'a')], sorted(9));
    expect(here.index.idsOf('a', { fromId: 0, most: 2 })).toEqual([1, 3]);
    expect(here.index.idsOf('a', { fromId: 4, most: 2 })).toEqual([9]);
    expect(here.index.idsOf('none', { fromId: 0, most: 2 })).toEqual([]);
  });

  test('how far rows are sorted is not told before they are in', async () => {
    const adding = here.index.add(
      Array.from({ length: 2_000 }, (_, i) => row(i, 'a')),
      sorted(2_000),
    );
    expect(here.index.state().sortedToId).toBeNull();
    await adding;
    expect(here.index.state()).toMatchObject({ sortedToId: 2_000, rows: 2_000 });
  });

  test('what is added at the same time is added one after another', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => row(i, `s${i % 7}`));
    await Promise.all([
      here.index.add(rows, sorted(999)),
      here.index.add(rows, sorted(999)),
      here.index.forget({ rowsBelow: 500, clearingsBefore: 0, shapesBefore: 0 }),
    ]);
    expect(here.index.state()).toMatchObject({ rows: 500, shapes: 7 });
  });

  test('stores do not share an index, whatever their names', async () => {
    const names = ['Main', 'main', '../main', 'Ma in', 'CON', '店', `${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`];
    const others = names.map((store) => here.open(here.folder, { store }));
    await Promise.all(others.map((other, at) => other.add([row(at, 'a')], sorted(at))));
    expect(others.map((other) => other.state().rows)).toEqual(names.map(() => 1));
    for (const other of others) other.close();
    expect(readdirSync(here.folder).every((file) => /^[a-z0-9-]+\.sqlite(-wal|-shm)?$/.test(file))).toBe(true);
  });
});

describe('a table that was emptied, and whose ids began anew', () => {
  beforeEach(() => here.index.add([row(900, 'a', { firstAt: 5_000, lastAt: 7_000 }), row(901, 'a', { firstAt: 6_000 })], sorted(905)));

  test.each([
    ['a row that is known', 901, 6_000, false],
    ['a known id of another time', 901, 6_001, true],
    ['an id of before those that are known, as old as those', 3, 4_000, false],
    ['such an id, newer than all that is known', 3, 7_001, true],
    ['an id that was passed, newer than all', 903, 7_001, true],
    ['an id that is to come', 906, 9_000, false],
  ])('is known by it: %s', (_, ...[id, firstAt, isOther]) => {
    expect(here.index.isOther({ id, firstAt })).toBe(isOther);
  });

  test('of nothing nothing is other', () => {
    const empty = here.open(here.folder, { store: 'Empty' });
    expect(empty.isOther({ id: 1, firstAt: 1 })).toBe(false);
    empty.close();
  });

  test('is sorted from the beginning: no id stands for an error of before, and nothing is new for it', async () => {
    here.index.noteCleared('a', { at: 9_000, by: 'ann' });
    await here.index.beginAgain();
    expect(here.index.state()).toMatchObject({ sortedToId: null, sinceAt: null, watchedFromAt: null, rows: 0 });
    expect(here.index.idsOf('a', { fromId: 0, most: 9 })).toEqual([]);
    expect(here.index.lookUp('a')).toMatchObject({ rows: 0, errors: 0, cleared: { at: 9_000, by: 'ann' } });
    await here.index.add([row(1, 'b', { firstAt: 90 * DAY }), row(2, 'a', { firstAt: 90 * DAY })], sorted(2));
    expect(here.index.lookUp('b')?.flag).toBeNull();
    expect(here.index.lookUp('a')?.flag).toBe('regressed');
    here.reopen();
    expect(here.index.trouble).toBeNull();
  });

  test('an id that is used again is the row that came last', async () => {
    await here.index.add([row(901, 'b', { firstAt: 8_000 })], sorted(901));
    expect(here.index.isOther({ id: 901, firstAt: 8_000 })).toBe(false);
    expect(here.index.lookUp('a')?.rows).toBe(1);
  });
});
