import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { DAY, row, sorted, withIndex } from './shapes-opened.ts';

const here = withIndex();

describe('a clearing', () => {
  test('is kept in parts, each id once, over a restart', async () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => i);
    await here.index.keepClearing({ clearId: 'c', ids: ids.slice(2_000), deletedAt: 7, by: 'ann' });
    await here.index.keepClearing({ clearId: 'c', ids: ids.slice(0, 3_000), deletedAt: 8, by: 'bob' });
    await here.index.keepClearing({ clearId: 'd', ids: [3], deletedAt: 9, by: 'bob' });
    here.reopen();
    expect(await here.index.clearing('c')).toEqual({ clearId: 'c', ids, deletedAt: 7, by: 'ann' });
    expect(await here.index.clearing('none')).toBeNull();
  });

  test('of nothing is one', async () => {
    await here.index.keepClearing({ clearId: 'c', ids: [], deletedAt: 7, by: 'ann' });
    expect(await here.index.clearing('c')).toEqual({ clearId: 'c', ids: [], deletedAt: 7, by: 'ann' });
  });

  test('is forgotten whole, and only where it is older', async () => {
    for (const [clearId, deletedAt] of [
      ['old', 5],
      ['new', 6],
    ] as const)
      await here.index.keepClearing({ clearId, ids: Array.from({ length: 4_000 }, (_, i) => i), deletedAt, by: 'ann' });
    await here.index.forget({ rowsBelow: 0, clearingsBefore: 6, shapesBefore: 0 });
    expect(await here.index.clearing('old')).toBeNull();
    expect((await here.index.clearing('new'))?.ids).toHaveLength(4_000);
  });
});

describe('what is forgotten', () => {
  test('rows below an id leave the counts, and their shapes stay with their history', async () => {
    await here.index.add(
      Array.from({ length: 1_500 }, (_, i) => row(i, i % 2 === 0 ? 'a' : 'b', { count: 2 })),
      sorted(1_499),
    );
    here.index.noteCleared('a', { at: 1, by: 'ann' });
    await here.index.forget({ rowsBelow: 1_400, clearingsBefore: 0, shapesBefore: 0 });
    expect(here.index.lookUp('a')).toMatchObject({ rows: 50, errors: 100, firstAt: 0, cleared: { at: 1, by: 'ann' } });
    expect(await here.index.shapesOf([1_399, 1_400])).toEqual(new Map([[1_400, 'a']]));
  });

  test('a shape goes only where no row of it is left and it was seen before the time', async () => {
    await here.index.add([row(1, 'gone'), row(2, 'late', { firstAt: 99 }), row(3, 'held')], sorted(3));
    await here.index.forget({ rowsBelow: 3, clearingsBefore: 0, shapesBefore: 5_000 });
    await here.index.forget({ rowsBelow: 3, clearingsBefore: 0, shapesBefore: 99 });
    expect(['gone', 'late', 'held'].map((key) => here.index.lookUp(key) !== null)).toEqual([false, false, true]);
  });
});

describe('the file', () => {
  test('without a folder all is in memory, and said to be', async () => {
    const unkept = here.open(null);
    await unkept.add([row(1, 'a')], sorted(1));
    expect(unkept.kept).toBe('Vigil has no folder for its state');
    expect(unkept.state().rows).toBe(1);
    unkept.close();
  });

  test('where no folder can be made it is in memory, and says why', () => {
    writeFileSync(join(here.folder, 'file'), '');
    const unkept = here.open(join(here.folder, 'file', 'under'));
    expect(unkept.kept).toContain('cannot be opened (ENOTDIR');
    expect(unkept.trouble).toBeNull();
    unkept.close();
  });

  test.each<[string, (file: string) => void]>([
    ['that is no database', (file) => writeFileSync(file, 'x'.repeat(10_000))],
    ['that was cut', (file) => writeFileSync(file, 'SQLite format 3\u0000')],
    ['of a newer Vigil', (file) => change(file, 'PRAGMA user_version = 99')],
  ])('%s is moved aside and told, and a new one is begun', async (_, spoil) => {
    await here.watch();
    here.index.close();
    const file = fileIn();
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    spoil(file);
    here.reopen();
    expect(here.index.trouble).toContain(`${file}.not-believed-5`);
    expect(here.index.kept).toBeNull();
    expect(here.index.state()).toMatchObject({ rows: 0, sortedToId: null });
    expect(readdirSync(here.folder).some((name) => name.endsWith('.not-believed-5'))).toBe(true);
    await here.watch();
    here.reopen();
    expect(here.index.trouble).toBeNull();
    expect(here.index.state().rows).toBe(1);
  });

  test('of another rule is begun anew, says so, and calls nothing new for it; clearings stay', async () => {
    await here.watch();
    await here.index.keepClearing({ clearId: 'c', ids: [1], deletedAt: 7, by: 'ann' });
    here.index.close();
    here.reopen('other');
    expect(here.index.trouble).toContain('sorted into shapes anew');
    expect(here.index.state()).toMatchObject({ rows: 0, sortedToId: null, watchedFromAt: null });
    expect(await here.index.clearing('c')).not.toBeNull();
    await here.index.add([row(1, 'x', { firstAt: 90 * DAY })], sorted(1));
    expect(here.index.lookUp('x')?.flag).toBeNull();
    here.index.close();
    here.reopen('other');
    expect(here.index.trouble).toBeNull();
  });

  test('one batch is taken whole or not at all', async () => {
    const broken = { ...row(2, 'b'), count: Number.NaN };
    await expect(here.index.add([row(1, 'a'), broken], sorted(2))).rejects.toThrow();
    expect(here.index.state()).toMatchObject({ rows: 0, shapes: 0, sortedToId: null });
    await here.index.add([row(1, 'a')], sorted(1));
    expect(here.index.state().rows).toBe(1);
  });
});

function fileIn(): string {
  return join(here.folder, readdirSync(here.folder).find((name) => name.endsWith('.sqlite')) ?? '');
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
