import { expect, test } from 'vitest';
import { databaseRow, groupOfRow, groupRow, logRow, rowWords, seedingRow, transportRow } from '#lib/systems/sql/ag/rows.ts';

test('names that hold the sign between them are no others', () => {
  expect(databaseRow('a/b', 'c')).not.toBe(databaseRow('a', 'b/c'));
  expect(databaseRow('a', 'b')).not.toBe(groupRow('a/b'));
  expect(transportRow('a/b', 'c')).not.toBe(transportRow('a', 'b/c'));
  const seeding = { group: 'a', database: 'b', from: 'c', to: 'd' };
  expect(seedingRow({ ...seeding, group: 'a/b', database: 'b' })).not.toBe(seedingRow({ ...seeding, database: 'b/b' }));
  expect(logRow('100%2F')).not.toBe(logRow('100/'));
});

test.each(['SO_AG', 'a/b', '100%', '50%2F', 'Größe', 'x y', 'ny\\two'])('the group of a row is the one it was made with: %s', (name) => {
  expect(groupOfRow(groupRow(name))).toBe(name);
  expect(groupOfRow(databaseRow(name, 'd/e'))).toBe(name);
  expect(groupOfRow(transportRow(name, 'r'))).toBe(name);
  expect(groupOfRow(seedingRow({ group: name, database: 'd', from: 'a', to: 'b' }))).toBe(name);
  expect(rowWords(databaseRow(name, 'd/e'))).toBe(`${name}/d/e`);
});

test.each(['cluster', 'heartbeat', 'server', 'log/Sites'])('%s is the row of no group', (row) => {
  expect(groupOfRow(row)).toBeNull();
});
