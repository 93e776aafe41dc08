import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RowOfShape, ShapeIndex, SortedTo } from '#lib/systems/exceptions/shapes/known.ts';
import { openShapes } from '#lib/systems/exceptions/shapes/open-shapes.ts';

const DAY = 86_400_000;
/** When Vigil saw for the first time that nothing was left to sort: three days after the oldest row. */
const WATCHED = 3 * DAY;

let folder: string;
let index: ShapeIndex;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-shapes-'));
  index = opened();
});
afterEach(() => {
  index.close();
  rmSync(folder, { recursive: true });
});

function opened(changed: { store?: string; rule?: string; folder?: string | null } = {}): ShapeIndex {
  return openShapes({ folder, store: 'Main', rule: 'rule', now: 5, ...changed });
}

function reopened(): void {
  index.close();
  index = opened();
}

function row(id: number, shape: string, changed: Partial<RowOfShape> = {}): RowOfShape {
  const firstAt = changed.firstAt ?? id * 1_000;
  return { id, shape, app: 'Core', type: 'T', message: `m${id}`, place: null, firstAt, lastAt: firstAt, count: 1, ...changed };
}

function sorted(toId: number, changed: Partial<SortedTo> = {}): SortedTo {
  return { toId, sinceAt: 0, at: WATCHED, isAll: true, ...changed };
}

/** The first look: one shape, and nothing left to sort. */
async function watch(): Promise<void> {
  await index.add([row(1, 'a')], sorted(1));
}

describe('rows and their shapes', () => {
  test('are told, and survive a restart', async () => {
    await index.add([row(1, 'a', { count: 3 }), row(2, 'b'), row(3, 'a', { place: 'Cart.Add', app: 'Core' })], sorted(3));
    reopened();
    expect(await index.shapesOf([3, 2, 1, 99])).toEqual(
      new Map([
        [3, 'a'],
        [2, 'b'],
        [1, 'a'],
      ]),
    );
    expect(index.lookUp('a')).toEqual({
      ...{ shape: 'a', app: 'Core', type: 'T', message: 'm3', place: 'Cart.Add', firstAt: 1_000, lastAt: 3_000, rows: 2, errors: 4 },
      ...{ flag: null, flagAt: null, cleared: null },
    });
    expect([...(await index.cards(['b', 'a', 'b', 'none'])).keys()]).toEqual(['b', 'a']);
    expect(index.lookUp('none')).toBeNull();
    expect(index.state()).toEqual({ sortedToId: 3, sinceAt: 0, watchedFromAt: WATCHED, rows: 3, shapes: 2 });
    expect(index.kept).toBeNull();
    expect(index.trouble).toBeNull();
  });

  test('the same row twice is nothing', async () => {
    await index.add([row(1, 'a'), row(1, 'a')], sorted(1));
    await index.add([row(1, 'a')], sorted(1));
    expect(index.lookUp('a')).toMatchObject({ rows: 1, errors: 1 });
    expect(index.state().rows).toBe(1);
  });

  test('a row that took up repeats counts as last seen', async () => {
    await index.add([row(1, 'a')], sorted(1));
    await index.add([row(1, 'a', { count: 5, lastAt: 9_000 })], sorted(1));
    expect(index.lookUp('a')).toMatchObject({ rows: 1, errors: 5, firstAt: 1_000, lastAt: 9_000 });
  });

  test('a row that turns out to be of another shape moves', async () => {
    await index.add([row(1, 'a', { count: 4 })], sorted(1));
    await index.add([row(1, 'b', { count: 4 })], sorted(1));
    expect(index.lookUp('a')).toMatchObject({ rows: 0, errors: 0 });
    expect(index.lookUp('b')).toMatchObject({ rows: 1, errors: 4 });
  });

  test('the message is that of the row last seen, in one line', async () => {
    await index.add([row(1, 'a', { firstAt: 9_000, message: 'new\n\u202e line <b>😀' }), row(2, 'a', { message: 'old' })], sorted(2));
    expect(index.lookUp('a')?.message).toBe('new line <b>😀');
  });

  test('ids of a shape come in order, as many as are wanted', async () => {
    await index.add([row(3, 'a'), row(1, 'a'), row(2, 'b'), row(9, 'a')], sorted(9));
    expect(index.idsOf('a', { fromId: 0, most: 2 })).toEqual([1, 3]);
    expect(index.idsOf('a', { fromId: 4, most: 2 })).toEqual([9]);
    expect(index.idsOf('none', { fromId: 0, most: 2 })).toEqual([]);
  });

  test('how far rows are sorted never goes back, and is not told before they are in', async () => {
    const adding = index.add(
      Array.from({ length: 2_000 }, (_, i) => row(i, 'a')),
      sorted(2_000),
    );
    expect(index.state().sortedToId).toBeNull();
    await adding;
    await index.add([], sorted(10));
    expect(index.state()).toMatchObject({ sortedToId: 2_000, rows: 2_000 });
  });

  test('what is added at the same time is added one after another', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => row(i, `s${i % 7}`));
    await Promise.all([
      index.add(rows, sorted(999)),
      index.add(rows, sorted(999)),
      index.forget({ rowsBelow: 500, clearingsBefore: 0, shapesBefore: 0 }),
    ]);
    expect(index.state()).toMatchObject({ rows: 500, shapes: 7 });
  });

  test('stores do not share an index, whatever their names', async () => {
    const names = ['Main', 'main', '../main', 'Ma in', 'CON', '店', `${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`];
    const others = names.map((store) => opened({ store }));
    await Promise.all(others.map((other, at) => other.add([row(at, 'a')], sorted(at))));
    expect(others.map((other) => other.state().rows)).toEqual(names.map(() => 1));
    for (const other of others) other.close();
    expect(readdirSync(folder).every((file) => /^[a-z0-9-]+\.sqlite(-wal|-shm)?$/.test(file))).toBe(true);
  });
});

describe('a new shape', () => {
  test('is none at the first look, however late its errors are', async () => {
    await index.add([row(1, 'a', { firstAt: 100 * DAY })], sorted(1));
    expect(index.lookUp('a')?.flag).toBeNull();
    expect(index.fresh(0)).toEqual([]);
  });

  test.each<[string, number, SortedTo['sinceAt'], string | null]>([
    ['first seen after the first look', WATCHED, 0, 'new'],
    ['seen before the first look, and read late', WATCHED - 1, 0, null],
    ['less than a day after the oldest rows that were read', WATCHED + DAY - 1, WATCHED, null],
    ['a day after them', WATCHED + DAY, WATCHED, 'new'],
  ])('%s', async (_, ...[firstAt, sinceAt, flag]) => {
    await index.add([row(1, 'a')], sorted(1, { sinceAt }));
    await index.add([row(2, 'b', { firstAt })], sorted(2));
    expect(index.lookUp('b')).toMatchObject({ flag, flagAt: flag === null ? null : firstAt });
    expect(index.lookUp('a')?.flag).toBeNull();
  });

  test('is none while older rows are still to be sorted', async () => {
    await index.add([row(1, 'a')], sorted(1, { isAll: false }));
    await index.add([row(2, 'b', { firstAt: 50 * DAY })], sorted(2, { isAll: false }));
    expect(index.lookUp('b')?.flag).toBeNull();
    expect(index.state().watchedFromAt).toBeNull();
  });

  test('that came while Vigil was stopped is new', async () => {
    await watch();
    reopened();
    await index.add([row(2, 'b', { firstAt: 4 * DAY })], sorted(2, { at: 9 * DAY }));
    expect(index.lookUp('b')?.flag).toBe('new');
  });

  test('is it no more where an older row of it comes', async () => {
    await watch();
    await index.add([row(2, 'b', { firstAt: 4 * DAY }), row(3, 'b', { firstAt: DAY })], sorted(3));
    expect(index.lookUp('b')).toMatchObject({ flag: null, flagAt: null });
  });

  test('stays new when more of it come, and is told from when it came', async () => {
    await watch();
    await index.add([row(2, 'b', { firstAt: 4 * DAY }), row(3, 'c', { firstAt: 5 * DAY })], sorted(3));
    await index.add([row(4, 'b', { firstAt: 9 * DAY })], sorted(4));
    expect(index.fresh(0).map(({ shape }) => shape)).toEqual(['c', 'b']);
    expect(index.fresh(5 * DAY).map(({ shape }) => shape)).toEqual(['c']);
    expect(index.lookUp('b')).toMatchObject({ flag: 'new', flagAt: 4 * DAY, lastAt: 9 * DAY });
  });
});

describe('a shape that was cleared', () => {
  const AT = 10 * DAY;

  beforeEach(async () => {
    await watch();
    index.noteCleared('a', { at: AT, by: 'ann' });
  });

  test('is told with who cleared it and when', () => {
    reopened();
    expect(index.lookUp('a')).toMatchObject({ cleared: { at: AT, by: 'ann' }, flag: null });
  });

  test.each<[string, RowOfShape, string | null]>([
    ['a row after it', row(2, 'a', { firstAt: AT + 1 }), 'regressed'],
    ['a row that began before and is seen after', row(2, 'a', { firstAt: AT - 5, lastAt: AT + 1 }), 'regressed'],
    ['a row that was left and is seen again', row(1, 'a', { lastAt: AT + 1, count: 2 }), 'regressed'],
    ['a row of before, read late', row(2, 'a', { firstAt: AT }), null],
    ['a row of another shape', row(2, 'b', { firstAt: AT + 1 }), null],
    ['a row that was known', row(1, 'a'), null],
  ])('regresses by %s: %#', async (_, ...[came, flag]) => {
    await index.add([came], sorted(2));
    expect(index.lookUp('a')).toMatchObject({ flag, flagAt: flag === null ? null : AT + 1, cleared: { at: AT, by: 'ann' } });
  });

  test('regresses once until it is cleared again, and then once more', async () => {
    await index.add([row(2, 'a', { firstAt: AT + 1 }), row(3, 'a', { firstAt: AT + 9 })], sorted(3));
    expect(index.lookUp('a')?.flagAt).toBe(AT + 1);
    index.noteCleared('a', { at: AT + 20, by: 'bob' });
    expect(index.lookUp('a')).toMatchObject({ flag: null, flagAt: null, cleared: { at: AT + 20, by: 'bob' } });
    await index.add([row(4, 'a', { firstAt: AT + 30 })], sorted(4));
    expect(index.lookUp('a')).toMatchObject({ flag: 'regressed', flagAt: AT + 30 });
  });

  test('does not regress by a known row that says nothing new, though its clock is ahead', async () => {
    const ahead = row(2, 'c', { firstAt: AT + 50 });
    await index.add([ahead], sorted(2));
    index.noteCleared('c', { at: AT, by: 'ann' });
    await index.add([ahead], sorted(2));
    expect(index.lookUp('c')?.flag).toBeNull();
  });

  test('by somebody in the database regresses too', async () => {
    index.noteCleared('a', { at: AT, by: null });
    await index.add([row(2, 'a', { firstAt: AT + 1 })], sorted(2));
    expect(index.lookUp('a')).toMatchObject({ flag: 'regressed', cleared: { at: AT, by: null } });
  });

  test('and brought back is as if it never was', async () => {
    index.noteCleared('a', null);
    await index.add([row(2, 'a', { firstAt: AT + 1 })], sorted(2));
    expect(index.lookUp('a')).toMatchObject({ flag: null, cleared: null });
  });

  test('while new is not new any more', async () => {
    await index.add([row(2, 'b', { firstAt: 4 * DAY })], sorted(2));
    index.noteCleared('b', { at: 5 * DAY, by: 'ann' });
    expect(index.lookUp('b')?.flag).toBeNull();
  });
});

describe('a clearing', () => {
  test('is kept in parts, each id once, over a restart', async () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => i);
    await index.keepClearing({ clearId: 'c', ids: ids.slice(2_000), deletedAt: 7, by: 'ann' });
    await index.keepClearing({ clearId: 'c', ids: ids.slice(0, 3_000), deletedAt: 8, by: 'bob' });
    await index.keepClearing({ clearId: 'd', ids: [3], deletedAt: 9, by: 'bob' });
    reopened();
    expect(await index.clearing('c')).toEqual({ clearId: 'c', ids, deletedAt: 7, by: 'ann' });
    expect(await index.clearing('none')).toBeNull();
  });

  test('of nothing is one', async () => {
    await index.keepClearing({ clearId: 'c', ids: [], deletedAt: 7, by: 'ann' });
    expect(await index.clearing('c')).toEqual({ clearId: 'c', ids: [], deletedAt: 7, by: 'ann' });
  });

  test('is forgotten whole, and only where it is older', async () => {
    for (const [clearId, deletedAt] of [
      ['old', 5],
      ['new', 6],
    ] as const)
      await index.keepClearing({ clearId, ids: Array.from({ length: 4_000 }, (_, i) => i), deletedAt, by: 'ann' });
    await index.forget({ rowsBelow: 0, clearingsBefore: 6, shapesBefore: 0 });
    expect(await index.clearing('old')).toBeNull();
    expect((await index.clearing('new'))?.ids).toHaveLength(4_000);
  });
});

describe('what is forgotten', () => {
  test('rows below an id leave the counts, and their shapes stay with their history', async () => {
    await index.add(
      Array.from({ length: 1_500 }, (_, i) => row(i, i % 2 === 0 ? 'a' : 'b', { count: 2 })),
      sorted(1_499),
    );
    index.noteCleared('a', { at: 1, by: 'ann' });
    await index.forget({ rowsBelow: 1_400, clearingsBefore: 0, shapesBefore: 0 });
    expect(index.lookUp('a')).toMatchObject({ rows: 50, errors: 100, firstAt: 0, cleared: { at: 1, by: 'ann' } });
    expect(await index.shapesOf([1_399, 1_400])).toEqual(new Map([[1_400, 'a']]));
  });

  test('a shape goes only where no row of it is left and it was seen before the time', async () => {
    await index.add([row(1, 'gone'), row(2, 'late', { firstAt: 99 }), row(3, 'held')], sorted(3));
    await index.forget({ rowsBelow: 3, clearingsBefore: 0, shapesBefore: 5_000 });
    await index.forget({ rowsBelow: 3, clearingsBefore: 0, shapesBefore: 99 });
    expect(['gone', 'late', 'held'].map((key) => index.lookUp(key) !== null)).toEqual([false, false, true]);
  });
});

describe('the file', () => {
  test('without a folder all is in memory, and said to be', async () => {
    const unkept = opened({ folder: null });
    await unkept.add([row(1, 'a')], sorted(1));
    expect(unkept.kept).toBe('Vigil has no folder for its state');
    expect(unkept.state().rows).toBe(1);
    unkept.close();
  });

  test('where no folder can be made it is in memory, and says why', () => {
    writeFileSync(join(folder, 'file'), '');
    const unkept = opened({ folder: join(folder, 'file', 'under') });
    expect(unkept.kept).toContain('cannot be opened (ENOTDIR');
    expect(unkept.trouble).toBeNull();
    unkept.close();
  });

  test.each<[string, (file: string) => void]>([
    ['that is no database', (file) => writeFileSync(file, 'x'.repeat(10_000))],
    ['that was cut', (file) => writeFileSync(file, 'SQLite format 3\u0000')],
    ['of a newer Vigil', (file) => change(file, 'PRAGMA user_version = 99')],
  ])('%s is moved aside and told, and a new one is begun', async (_, spoil) => {
    await watch();
    index.close();
    const file = fileIn();
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    spoil(file);
    index = opened();
    expect(index.trouble).toContain(`${file}.not-believed-5`);
    expect(index.kept).toBeNull();
    expect(index.state()).toMatchObject({ rows: 0, sortedToId: null });
    expect(readdirSync(folder).some((name) => name.endsWith('.not-believed-5'))).toBe(true);
    await watch();
    reopened();
    expect(index.trouble).toBeNull();
    expect(index.state().rows).toBe(1);
  });

  test('of another rule is begun anew, says so, and calls nothing new for it; clearings stay', async () => {
    await watch();
    await index.keepClearing({ clearId: 'c', ids: [1], deletedAt: 7, by: 'ann' });
    index.close();
    index = opened({ rule: 'other' });
    expect(index.trouble).toContain('sorted into shapes anew');
    expect(index.state()).toMatchObject({ rows: 0, sortedToId: null, watchedFromAt: null });
    expect(await index.clearing('c')).not.toBeNull();
    await index.add([row(1, 'x', { firstAt: 90 * DAY })], sorted(1));
    expect(index.lookUp('x')?.flag).toBeNull();
    index.close();
    index = opened({ rule: 'other' });
    expect(index.trouble).toBeNull();
  });

  test('one batch is taken whole or not at all', async () => {
    const broken = { ...row(2, 'b'), count: Number.NaN };
    await expect(index.add([row(1, 'a'), broken], sorted(2))).rejects.toThrow();
    expect(index.state()).toMatchObject({ rows: 0, shapes: 0, sortedToId: null });
    await index.add([row(1, 'a')], sorted(1));
    expect(index.state().rows).toBe(1);
  });
});

function fileIn(): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.sqlite')) ?? '');
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
