import { beforeEach, describe, expect, test } from 'vitest';
import type { RowOfShape } from '#lib/systems/exceptions/shapes/known.ts';
import { DAY, row, sorted, WATCHED, withIndex } from './shapes-opened.ts';

const here = withIndex();

describe('a new shape', () => {
  test('is none at the first look, however late its errors are', async () => {
    await here.index.add([row(1, 'a', { firstAt: 100 * DAY })], sorted(1));
    expect(here.index.lookUp('a')?.flag).toBeNull();
    expect(here.index.fresh(0)).toEqual([]);
  });

  test.each<[string, number, number, string | null]>([
    ['first seen after the first look', WATCHED, 0, 'new'],
    ['seen before the first look, and read late', WATCHED - 1, 0, null],
    ['less than a day after the oldest rows that were read', WATCHED + DAY - 1, WATCHED, null],
    ['a day after them', WATCHED + DAY, WATCHED, 'new'],
  ])('%s', async (_, ...[firstAt, sinceAt, flag]) => {
    await here.index.add([row(1, 'a')], sorted(1, { sinceAt }));
    await here.index.add([row(2, 'b', { firstAt })], sorted(2));
    expect(here.index.lookUp('b')).toMatchObject({ flag, flagAt: flag === null ? null : firstAt });
    expect(here.index.lookUp('a')?.flag).toBeNull();
  });

  test('is none while older rows are still to be sorted', async () => {
    await here.index.add([row(1, 'a')], sorted(1, { isAll: false }));
    await here.index.add([row(2, 'b', { firstAt: 50 * DAY })], sorted(2, { isAll: false }));
    expect(here.index.lookUp('b')?.flag).toBeNull();
    expect(here.index.state().watchedFromAt).toBeNull();
  });

  test('that came while Vigil was stopped is new', async () => {
    await here.watch();
    here.reopen();
    await here.index.add([row(2, 'b', { firstAt: 4 * DAY })], sorted(2, { at: 9 * DAY }));
    expect(here.index.lookUp('b')?.flag).toBe('new');
  });

  test('is it no more where an older row of it comes', async () => {
    await here.watch();
    await here.index.add([row(2, 'b', { firstAt: 4 * DAY }), row(3, 'b', { firstAt: DAY })], sorted(3));
    expect(here.index.lookUp('b')).toMatchObject({ flag: null, flagAt: null });
  });

  test('stays new when more of it come, and is told from when it came', async () => {
    await here.watch();
    await here.index.add([row(2, 'b', { firstAt: 4 * DAY }), row(3, 'c', { firstAt: 5 * DAY })], sorted(3));
    await here.index.add([row(4, 'b', { firstAt: 9 * DAY })], sorted(4));
    expect(here.index.fresh(0).map(({ shape }) => shape)).toEqual(['c', 'b']);
    expect(here.index.fresh(5 * DAY).map(({ shape }) => shape)).toEqual(['c']);
    expect(here.index.lookUp('b')).toMatchObject({ flag: 'new', flagAt: 4 * DAY, lastAt: 9 * DAY });
  });
});

describe('a shape that was cleared', () => {
  const AT = 10 * DAY;

  beforeEach(async () => {
    await here.watch();
    here.index.noteCleared('a', { at: AT, by: 'ann' });
  });

  test('is told with who cleared it and when', () => {
    here.reopen();
    expect(here.index.lookUp('a')).toMatchObject({ cleared: { at: AT, by: 'ann' }, flag: null });
  });

  test.each<[string, RowOfShape, string | null]>([
    ['a row after it', row(2, 'a', { firstAt: AT + 1 }), 'regressed'],
    ['a row that began before and is seen after', row(2, 'a', { firstAt: AT - 5, lastAt: AT + 1 }), 'regressed'],
    ['a row that was left and is seen again', row(1, 'a', { lastAt: AT + 1, count: 2 }), 'regressed'],
    ['a row of before, read late', row(2, 'a', { firstAt: AT }), null],
    ['a row of another shape', row(2, 'b', { firstAt: AT + 1 }), null],
    ['a row that was known', row(1, 'a'), null],
  ])('regresses by %s: %#', async (_, ...[came, flag]) => {
    await here.index.add([came], sorted(2));
    expect(here.index.lookUp('a')).toMatchObject({ flag, flagAt: flag === null ? null : AT + 1, cleared: { at: AT, by: 'ann' } });
  });

  test('regresses once until it is cleared again, and then once more', async () => {
    await here.index.add([row(2, 'a', { firstAt: AT + 1 }), row(3, 'a', { firstAt: AT + 9 })], sorted(3));
    expect(here.index.lookUp('a')?.flagAt).toBe(AT + 1);
    here.index.noteCleared('a', { at: AT + 20, by: 'bob' });
    expect(here.index.lookUp('a')).toMatchObject({ flag: null, flagAt: null, cleared: { at: AT + 20, by: 'bob' } });
    await here.index.add([row(4, 'a', { firstAt: AT + 30 })], sorted(4));
    expect(here.index.lookUp('a')).toMatchObject({ flag: 'regressed', flagAt: AT + 30 });
  });

  test('does not regress by a known row that says nothing new, though its clock is ahead', async () => {
    const ahead = row(2, 'c', { firstAt: AT + 50 });
    await here.index.add([ahead], sorted(2));
    here.index.noteCleared('c', { at: AT, by: 'ann' });
    await here.index.add([ahead], sorted(2));
    expect(here.index.lookUp('c')?.flag).toBeNull();
  });

  test('by somebody in the database regresses too', async () => {
    here.index.noteCleared('a', { at: AT, by: null });
    await here.index.add([row(2, 'a', { firstAt: AT + 1 })], sorted(2));
    expect(here.index.lookUp('a')).toMatchObject({ flag: 'regressed', cleared: { at: AT, by: null } });
  });

  test('and brought back is as if it never was', async () => {
    here.index.noteCleared('a', null);
    await here.index.add([row(2, 'a', { firstAt: AT + 1 })], sorted(2));
    expect(here.index.lookUp('a')).toMatchObject({ flag: null, cleared: null });
  });

  test('while new is not new any more', async () => {
    await here.index.add([row(2, 'b', { firstAt: 4 * DAY })], sorted(2));
    here.index.noteCleared('b', { at: 5 * DAY, by: 'ann' });
    expect(here.index.lookUp('b')?.flag).toBeNull();
  });
});
