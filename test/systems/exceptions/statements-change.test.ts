import { describe, expect, test } from 'vitest';
import { DIALECTS, type Dialect, type SqlAsk } from '#lib/io/database.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import {
  batchStatement,
  clearedStatement,
  clearStatement,
  deleteStatement,
  protectStatement,
  purgeStatement,
  restoreStatement,
  unclearStatement,
  unprotectStatement,
} from '#lib/systems/exceptions/statements-change.ts';
import { boundStatement, errorStatement, rowsByGuidStatement, rowsByIdStatement } from '#lib/systems/exceptions/statements-list.ts';
import {
  arrivalsStatement,
  clockStatement,
  deletedStatement,
  deletionsStatement,
  ratesStatement,
  recentStatement,
  totalsStatement,
  unsortedStatement,
  zonesStatement,
} from '#lib/systems/exceptions/statements-poll.ts';
import { RIGHTS, rightsStatement } from '#lib/systems/exceptions/statements-rights.ts';
import { type Table, tableOf } from '#lib/systems/exceptions/table.ts';

const GUIDS = ['6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10', '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f11'];
const REACH = { filter: NO_FILTER, apps: null, ids: null, fromId: 0, upToId: 9, rollupMs: 0 };

/** A statement on one line, without its comment and its quotes, with its values in their places. */
function told({ text, values }: SqlAsk): string {
  return text
    .replace(/^\/\* Vigil: [a-z/]+ \*\/ /, '')
    .replace(/\s+/g, ' ')
    .replaceAll('"', '')
    .replace(/\$(\d+)/g, (_, place: string) => String(values[Number(place) - 1]?.value));
}

const POSTGRESQL = tableOf({ dialect: 'postgresql', table: { schema: 'public', name: 'Errors' } });

describe('an order says', () => {
  const both = `GUID IN (${GUIDS.join(', ')})`;
  const matching = 'Id >= 0 AND Id <= 9 AND DeletionDate IS NULL';
  test.each<[string, SqlAsk, string]>([
    [
      'to protect, and takes back what was deleted',
      protectStatement(POSTGRESQL, GUIDS),
      `UPDATE public.Errors SET IsProtected = true, DeletionDate = NULL WHERE ${both}`,
    ],
    ['to unprotect', unprotectStatement(POSTGRESQL, GUIDS), `UPDATE public.Errors SET IsProtected = false WHERE ${both}`],
    [
      'to delete what is neither protected nor deleted, by the clock of the store',
      deleteStatement(POSTGRESQL, GUIDS),
      `UPDATE public.Errors SET DeletionDate = (now() AT TIME ZONE 'UTC') WHERE ${both} AND DeletionDate IS NULL AND IsProtected = false`,
    ],
    ['to restore', restoreStatement(POSTGRESQL, GUIDS), `UPDATE public.Errors SET DeletionDate = NULL WHERE ${both}`],
    [
      'to purge what is deleted and not protected',
      purgeStatement(POSTGRESQL, GUIDS),
      `DELETE FROM public.Errors WHERE ${both} AND DeletionDate IS NOT NULL AND IsProtected = false`,
    ],
    [
      'which rows come next, the lowest ids first',
      batchStatement(POSTGRESQL, { reach: REACH, aboveId: 4, most: 500 }),
      `SELECT Id AS id, DuplicateCount AS errors FROM public.Errors WHERE ${matching} AND Id > 4 ORDER BY Id LIMIT 500 OFFSET 0`,
    ],
    [
      'to clear these rows, as far as they match still',
      clearStatement(POSTGRESQL, { reach: REACH, ids: [5, 6], at: 1_000 }),
      `UPDATE public.Errors SET DeletionDate = 1000 WHERE Id IN (5, 6) AND ${matching}`,
    ],
    [
      'which of these were cleared at that very time',
      clearedStatement(POSTGRESQL, { ids: [5, 6], at: 1_000 }),
      'SELECT Id AS id, DuplicateCount AS errors FROM public.Errors WHERE Id IN (5, 6) AND DeletionDate = 1000',
    ],
    [
      'to take back what was cleared at that time, and nothing else',
      unclearStatement(POSTGRESQL, { ids: [5, 6], at: 1_000 }),
      'UPDATE public.Errors SET DeletionDate = NULL WHERE Id IN (5, 6) AND DeletionDate = 1000',
    ],
    [
      'to clear nothing, of no rows',
      clearStatement(POSTGRESQL, { reach: REACH, ids: [], at: 1_000 }),
      `UPDATE public.Errors SET DeletionDate = 1000 WHERE Id IN (NULL) AND ${matching}`,
    ],
  ])('%s', (_name, asked, statement) => expect(told(asked)).toBe(statement));
});

/** Every statement there is. */
function all(table: Table, settings: Parameters<typeof rightsStatement>[0]): SqlAsk[] {
  return [
    ...[protectStatement, unprotectStatement, deleteStatement, restoreStatement, purgeStatement].map((make) => make(table, GUIDS)),
    ...[batchStatement(table, { reach: REACH, aboveId: 4, most: 500 }), clearStatement(table, { reach: REACH, ids: [5], at: 0 })],
    ...[clearedStatement(table, { ids: [5], at: 0 }), unclearStatement(table, { ids: [5], at: 0 })],
    ...[boundStatement(table), errorStatement(table, { guid: GUIDS[0] ?? '', length: 9 })],
    ...[rowsByGuidStatement(table, GUIDS), rowsByIdStatement(table, [1, 2])],
    ...[clockStatement(table), recentStatement(table, { fromId: 0, sinceAt: 0, recentFrom: 0 }), totalsStatement(table)],
    ...[arrivalsStatement(table, { aboveId: 0, upToId: 9 }), deletedStatement(table), deletionsStatement(table, [1])],
    ...[zonesStatement(table, { fromId: 0, toId: 9, size: 4_096 }), ratesStatement(table, { fromId: 0, sinceAt: 0 })],
    ...[unsortedStatement(table, { aboveId: 0, most: 9, length: 9 }), rightsStatement(settings)],
  ];
}

describe.each(DIALECTS)('every statement on %s', (dialect: Dialect) => {
  const settings = { dialect, table: { schema: 'log', name: 'My"Err`o]rs' } };
  const table = tableOf(settings);
  const statements = all(table, settings);

  test('says that Vigil asks, and for what', () => {
    for (const { text } of statements) expect(text).toMatch(/^\/\* Vigil: [a-z]+(\/[a-z]+)? \*\/ /);
  });

  test('names the table as it is configured, and no other', () => {
    for (const { text } of statements.slice(0, -1)) {
      const named = text.match(/(?<!epoch )(?:FROM|UPDATE) [^\s)]+/g) ?? [];
      expect([text, new Set(named.map((part) => part.split(' ')[1]))]).toEqual([text, new Set([table.name])]);
    }
  });

  test('has a place for each of its values', () => {
    for (const { text, values } of statements) {
      const places = text.match(dialect === 'mysql' ? /\?/g : dialect === 'postgresql' ? /\$\d+/g : /@p\d+/g) ?? [];
      const numbers = dialect === 'mysql' ? places.map((_, at) => at + 1) : places.map((place) => Number(place.replace(/\D+/, '')));
      expect([text, numbers.toSorted((a, b) => a - b)]).toEqual([text, values.map((_, at) => at + 1)]);
    }
  });

  test('that tells of rights asks for each that Vigil needs, of the table that is configured', () => {
    const { text, values } = rightsStatement(settings);
    for (const right of RIGHTS) expect(text).toContain(`'${right}'`);
    const name = dialect === 'mysql' ? settings.table.name : table.name;
    expect(new Set(values.map(({ value }) => value))).toEqual(new Set([name]));
  });
});
