import { describe, expect, test } from 'vitest';
import type { SqlAsk } from '#lib/io/database.ts';
import type { Reach } from '#lib/systems/exceptions/filter-clause.ts';
import { type ErrorFilter, NO_FILTER, SEARCHED, SORTS } from '#lib/systems/exceptions/model-list.ts';
import { batchStatement, clearStatement, purgeStatement } from '#lib/systems/exceptions/statements-change.ts';
import { countStatement, facetStatement, listStatement, narrowStatement, trendStatement } from '#lib/systems/exceptions/statements-list.ts';
import { tableOf } from '#lib/systems/exceptions/table.ts';
import { containing, wildcards } from '#lib/systems/exceptions/words.ts';
import { seeded } from '#test/act/audit/entries.ts';

const DIALECTS = ['sqlserver', 'postgresql', 'mysql'] as const;
type Dialect = (typeof DIALECTS)[number];
const tableIn = (dialect: Dialect, name = 'Errors', schema: string | null = null) => tableOf({ dialect, table: { schema, name } });

const reach = (filter: Partial<ErrorFilter>, over: Partial<Reach> = {}): Reach => ({
  ...{ filter: { ...NO_FILTER, ...filter }, apps: null, ids: null, fromId: 0, upToId: null, rollupMs: 600_000, ...over },
});

/** What a statement says with its values in their places, for the eye alone. */
function told({ text, values }: SqlAsk): string {
  let next = 0;
  const place = (at: number): string => JSON.stringify(values[at]?.value ?? null);
  return text.replace(/\/\*.*?\*\/ /, '').replace(/@p(\d+)|\$(\d+)|\?/g, (_, at: string | undefined, dollar: string | undefined) => {
    next += 1;
    return place((at ?? dollar) === undefined ? next - 1 : Number(at ?? dollar) - 1);
  });
}

const whereOf = (dialect: Dialect, given: Reach): string => told(countStatement(tableIn(dialect), given)).split(' WHERE ')[1] ?? '';

describe('a filter', () => {
  test.each<[string, Reach, string]>([
    ['of nothing leaves out what is deleted', reach({}), `"Id" >= 0 AND "DeletionDate" IS NULL`],
    ['asks for deleted ones too', reach({ deleted: 'any' }), `"Id" >= 0`],
    ['asks for deleted ones alone', reach({ deleted: 'only' }), `"Id" >= 0 AND "DeletionDate" IS NOT NULL`],
    ['asks for protected ones', reach({ deleted: 'any', protected: 'only' }), `"Id" >= 0 AND "IsProtected" = true`],
    ['asks for the others', reach({ deleted: 'any', protected: 'none' }), `"Id" >= 0 AND "IsProtected" = false`],
    ['is bounded by ids', reach({ deleted: 'any' }, { fromId: 4_096, upToId: 99 }), `"Id" >= 4096 AND "Id" <= 99`],
    ['of a shape is its rows', reach({ deleted: 'any' }, { ids: [7, 5] }), `"Id" IN (7, 5) AND "Id" >= 0`],
    ['of a shape without rows is nothing, and not all', reach({ deleted: 'any' }, { ids: [] }), `1 = 0 AND "Id" >= 0`],
    [
      'of a group is its applications',
      reach({ deleted: 'any' }, { apps: { names: ['Core', 'Chat'], isNot: false } }),
      `"Id" >= 0 AND "ApplicationName" IN ("Core", "Chat")`,
    ],
    ['of a group that is not configured is nothing, and not all', reach({}, { apps: { names: [], isNot: false } }), `1 = 0`],
    [
      'of what stands in no group, where there is none, is all',
      reach({ deleted: 'any' }, { apps: { names: [], isNot: true } }),
      `"Id" >= 0`,
    ],
    [
      'of a time looks at rows as old as take up repeats',
      reach({ deleted: 'any', seenFrom: 3_600_000, seenTo: 7_200_000 }),
      `"Id" >= 0 AND "CreationDate" >= 3000000 AND COALESCE("LastLogDate", "CreationDate") >= 3600000 AND "CreationDate" < 7200000 AND COALESCE("LastLogDate", "CreationDate") < 7200000`,
    ],
    ['of a path is exact', reach({ deleted: 'any', url: '/q_1' }), `"Id" >= 0 AND "Url" = "/q_1"`],
    ['of a path with * is a pattern', reach({ deleted: 'any', url: '/q_1/*' }), `"Id" >= 0 AND "Url" ILIKE "/q!_1/%" ESCAPE '!'`],
    [
      'of a search is any of its columns',
      reach({ deleted: 'any', search: '50%', searchIn: ['message', 'detail'] }),
      `"Id" >= 0 AND ("Message" ILIKE "%50!%%" ESCAPE '!' OR "Detail" ILIKE "%50!%%" ESCAPE '!')`,
    ],
  ])('%s', (_name, given, where) => {
    const found = whereOf('postgresql', given).replace(/\s+/g, ' ');
    expect(where === '1 = 0' ? found.includes('1 = 0') : found).toEqual(where === '1 = 0' ? true : where);
  });
});

describe.each(DIALECTS)('on %s', (dialect) => {
  const HOSTILE = ["'; DROP TABLE Errors; --", '"', '`', ']', '\\', '%_[!]', '🔥', 'שלום', '\u202e', '$1 @p1 ?', '*/ x /*', '\n\r'];

  test('no value of a filter ever stands in the text of a statement, in five hundred random ones', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seeded(seed);
      const some = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
      const mark = (): string | null => (random() < 0.5 ? null : `mark${some(HOSTILE)}`);
      const filter: Partial<ErrorFilter> = {
        ...{ app: mark(), machine: mark(), type: mark(), category: mark(), host: mark(), url: mark(), search: mark() },
        ...{ searchIn: SEARCHED.filter(() => random() < 0.7), seenFrom: some([null, 1_000]), seenTo: some([null, 2_000]) },
      };
      if (filter.searchIn?.length === 0) filter.searchIn = ['detail'];
      const names = HOSTILE.filter(() => random() < 0.3).map((name) => `mark${name}`);
      const given = reach(filter, { apps: some([null, { names, isNot: random() < 0.5 }]), ids: some([null, [1, 2]]) });
      const table = tableIn(dialect);
      const order = { by: some(SORTS), isDescending: random() < 0.5 };
      for (const { text, values } of [
        listStatement(table, { reach: given, order, offset: 0, most: 101 }),
        narrowStatement(table, { reach: given, most: 9 }),
        facetStatement(table, { reach: given, of: 'Type', most: 9 }),
        trendStatement(table, { reach: given, step: 'hour' }),
        batchStatement(table, { reach: given, aboveId: 0, most: 500 }),
        clearStatement(table, { reach: given, ids: [1], at: 0 }),
      ]) {
        expect([seed, text.includes('mark')]).toEqual([seed, false]);
        const places = dialect === 'mysql' ? text.match(/\?/g) : text.match(dialect === 'postgresql' ? /\$\d+/g : /@p\d+/g);
        expect([seed, new Set(places).size === 0 ? 0 : (places?.length ?? 0)]).toEqual([seed, values.length]);
      }
    }
  });

  test.each([
    ['a]b', '[a]]b]', '"a]b"', '`a]b`'],
    ['a"b', '[a"b]', '"a""b"', '`a"b`'],
    ['a`b', '[a`b]', '"a`b"', '`a``b`'],
  ])('the name of a table %s is quoted as one', (name, ...quoted) => {
    expect(tableIn(dialect, name).name).toBe(quoted[DIALECTS.indexOf(dialect)]);
    expect(tableIn(dialect, 'x', name).name.startsWith(`${quoted[DIALECTS.indexOf(dialect)]}.`)).toBe(true);
  });

  test('a page is of rows in one order alone', () => {
    const { text } = listStatement(tableIn(dialect), {
      reach: reach({}),
      order: { by: 'type', isDescending: false },
      offset: 100,
      most: 101,
    });
    const [type, id] = ['Type', 'Id'].map((name) => tableIn(dialect).column(name as 'Id'));
    expect(text).toContain(`ORDER BY ${type} ASC, ${id} ASC`);
  });

  test('what is purged has to be deleted, and not protected', () => {
    const text = told(purgeStatement(tableIn(dialect), ['6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10'])).replace(/[[\]"`]/g, '');
    expect(text).toMatch(/^DELETE FROM Errors\s+WHERE GUID IN \(6f1b.*\) AND DeletionDate IS NOT NULL AND IsProtected = false$/);
  });
});

test.each([
  ['50%', '%50!%%'],
  ['a_b', '%a!_b%'],
  ['a!b', '%a!!b%'],
  ['[a]', '%![a!]%'],
  ['*', '%*%'],
])('%s is found as it is written', (text, pattern) => expect(containing(text)).toBe(pattern));

test.each([
  ['/a/*', '/a/%'],
  ['*%*', '%!%%'],
])('%s of a path leaves its other signs as they are', (text, pattern) => expect(wildcards(text)).toBe(pattern));

test.each([[[1.5]], [[Number.NaN]], [['1' as never]], [[2 ** 60]]])('ids that are no whole numbers are refused: %j', (ids) => {
  expect(() => clearStatement(tableIn('mysql'), { reach: reach({}), ids, at: 0 })).toThrow('whole number');
  expect(() => countStatement(tableIn('mysql'), reach({}, { ids }))).toThrow('whole number');
});
