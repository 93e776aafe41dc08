import { expect, test } from 'vitest';
import { columnsFor, shortNames } from '#components/haproxy/instances.ts';

test.each<[string, string[], string[]]>([
  ['lose what all of them begin with', ['ny-lb05', 'ny-lb06'], ['lb05', 'lb06']],
  ['lose it at a separator and nowhere else', ['lb05', 'lb06'], ['lb05', 'lb06']],
  ['lose all of it', ['eu.web.lb-1', 'eu.web.lb-2'], ['1', '2']],
  ['lose nothing where one begins otherwise', ['ny-lb05', 'co-lb06'], ['ny-lb05', 'co-lb06']],
  ['keep the name of one alone', ['ny-lb05'], ['ny-lb05']],
])('names of instances %s', (_name, names, short) => expect(shortNames(names)).toEqual(short));

test.each([
  [1, 1],
  [6, 6],
  [7, 1],
])('%i instances take %i columns', (count, columns) => expect(columnsFor(Array(count).fill(null))).toBe(columns));
