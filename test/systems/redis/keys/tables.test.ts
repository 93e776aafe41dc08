import { describe, expect, test } from 'vitest';
import { KEY_TABLES } from '#lib/systems/redis/keys/tables.ts';
import { analysis, prefix, tally } from '#test/components/redis/keys/hand-made.ts';

const SUMS = ['keys', 'bytes', 'expiring_keys'];

function table(name: string, of = analysis()): string[][] {
  const make = KEY_TABLES[name];
  if (!make) throw new Error(`there is no table ${name}`);
  return [...make(of)].map((record) => [...record]);
}

describe('the tables of an analysis', () => {
  test.each(Object.keys(KEY_TABLES))('%s: every record is as long as its head', (name) => {
    const [head = [], ...records] = table(name);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(record).toHaveLength(head.length);
  });

  test('prefixes are written in full, with what is not kept by itself', () => {
    const [head, ...records] = table('prefixes');
    expect(head).toEqual(['prefix', 'depth', ...SUMS, 'at_least']);
    expect(records).toEqual([
      ['session', '1', '2', '100', '2', 'no'],
      ['user:', '1', '6', '800', '3', 'no'],
      ['user:<id>:', '2', '6', '800', '3', 'no'],
      ['user:<id>:cart', '3', '3', '700', '0', 'no'],
      ['user:<id>:seen', '3', '3', '100', '3', 'yes'],
      ['(other)', '1', '2', '100', '0', 'no'],
    ]);
  });

  test('what matches no pattern has a record, and none where there are no patterns', () => {
    expect(table('patterns').at(-1)).toEqual(['(none of the patterns)', '4', '200', '2']);
    expect(table('patterns', analysis({ byPattern: [], noPattern: null }))).toEqual([['pattern', ...SUMS]]);
  });

  test('a band without an end has none, and a key that does not expire no time to live', () => {
    expect(table('sizes').at(-1)).toEqual(['1000', '', '1', '700', '0']);
    expect(table('biggest')[1]).toEqual(['0', 'all types', 'user:1:cart', 'hash', 'listpack', '700', '']);
  });

  test('a database that was left out stands among the coverage', () => {
    const records = table('coverage', analysis({ skippedDatabases: [{ database: 3, keys: 12 }] }));
    expect(records.slice(1).map(([database, whole, before]) => [database, whole, before])).toEqual([
      ['0', 'yes', '10'],
      ['3', 'skipped', '12'],
    ]);
  });

  test('without the right to names say so in their place, and are not empty', () => {
    const hidden = analysis({ prefixes: null });
    expect(JSON.stringify(table('prefixes', hidden))).toMatch(/right to details/);
    expect(table('prefixes', analysis({ prefixes: prefix('', tally(1, 5), { other: tally(1, 5) }) }))).toHaveLength(2);
  });
});
