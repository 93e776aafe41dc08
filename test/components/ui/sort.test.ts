import { describe, expect, test } from 'vitest';
import { nextSort, readSort, type Sort, sortBy, writeSort } from '#components/ui/sort.ts';

const COLUMNS = ['name', 'sessions'];

describe('an order in the address', () => {
  test.each<[string, Sort]>([
    ['sessions', { column: 'sessions', isDown: false }],
    ['-sessions', { column: 'sessions', isDown: true }],
    ['', null],
    ['-', null],
    ['secret', null],
    ['--sessions', null],
  ])('%j', (text, sort) => {
    expect(readSort(text, COLUMNS)).toEqual(sort);
    if (sort) expect(writeSort(sort)).toBe(text);
  });
});

test.each([
  ['figures begin with the largest', true, ['-sessions', 'sessions', '', '-sessions']],
  ['names begin with the first', false, ['sessions', '-sessions', '', 'sessions']],
])('clicks on a head: %s, and the third gives back what the page has by itself', (_name, beginsDown, expected) => {
  let sort: Sort = { column: 'name', isDown: true };
  const seen = expected.map(() => {
    sort = nextSort(sort, 'sessions', beginsDown);
    return writeSort(sort);
  });
  expect(seen).toEqual(expected);
});

describe('rows', () => {
  const rows = [
    { name: 'web10', sessions: 5 },
    { name: 'web9', sessions: null },
    { name: 'web1', sessions: 0 },
    { name: 'web2', sessions: 5 },
  ];
  const names = (isDown: boolean, by: 'name' | 'sessions') => sortBy(rows, isDown, (row) => row[by]).map(({ name }) => name);

  test('that have nothing come last, whichever way', () => {
    expect(names(false, 'sessions')).toEqual(['web1', 'web10', 'web2', 'web9']);
    expect(names(true, 'sessions')).toEqual(['web10', 'web2', 'web1', 'web9']);
  });

  test('stand by the numbers in their names', () => {
    expect(names(false, 'name')).toEqual(['web1', 'web2', 'web9', 'web10']);
    expect(names(true, 'name')).toEqual(['web10', 'web9', 'web2', 'web1']);
  });
});
