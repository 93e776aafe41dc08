import type { TypeCastField } from 'mysql2';
import { describe, expect, test } from 'vitest';
import { mysqlCell } from '#lib/io/mysql-values.ts';
import { POSTGRESQL_TYPES } from '#lib/io/postgresql-types.ts';

/** The furthest times that a Date holds. */
const FAR_AT = 8_640_000_000_000_000;

describe('a cell of PostgreSQL', () => {
  test.each<[string, number, string, unknown]>([
    ['a time without a zone', 1_114, '2026-11-23 06:02:53.123456', Date.UTC(2026, 10, 23, 6, 2, 53, 123)],
    ['a time with a zone', 1_184, '2026-11-23 06:02:53+00', Date.UTC(2026, 10, 23, 6, 2, 53)],
    ['a time of five digits of a year', 1_114, '12026-01-01 00:00:00', Date.UTC(12_026, 0, 1)],
    ['a time before our era', 1_114, '0044-03-15 00:00:00 BC', Date.parse('-000043-03-15T00:00:00Z')],
    ['the year before the first', 1_114, '0001-01-01 00:00:00 BC', Date.parse('+000000-01-01T00:00:00Z')],
    ['a time without an end', 1_114, 'infinity', FAR_AT],
    ['a time without a beginning', 1_184, '-infinity', -FAR_AT],
    ['a time too far for us', 1_114, '294276-12-31 23:59:59', FAR_AT],
    ['a long number', 20, '9007199254740991', 9_007_199_254_740_991],
    ['a sum', 1_700, '12.50', 12.5],
    ['true', 16, 't', true],
    ['a GUID', 2_950, '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10', '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10'],
    ['what has no type of ours', 114, '{"a":1}', '{"a":1}'],
  ])('that holds %s is told as it is', (_, oid, text, cell) => {
    expect(POSTGRESQL_TYPES.getTypeParser(oid, 'text')(text)).toEqual(cell);
  });
});

describe('a cell of MySQL', () => {
  test.each<[string, string, number, string | null, unknown]>([
    ['a time', 'DATETIME', 23, '2026-11-23 06:02:53.123', Date.UTC(2026, 10, 23, 6, 2, 53, 123)],
    ['a zero date', 'DATETIME', 19, '0000-00-00 00:00:00', null],
    ['a sum', 'NEWDECIMAL', 20, '12', 12],
    ['true', 'TINY', 1, '1', true],
    ['a small number', 'TINY', 4, '1', 1],
    ['a GUID in capitals', 'STRING', 144, '6F1B2B0E-6A0B-4D55-9D1A-0D6C9A6F6F10', '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10'],
    ['other words of its length', 'STRING', 144, 'NOT A GUID', 'NOT A GUID'],
    ['a GUID in a text', 'VAR_STRING', 144, '6F1B2B0E-6A0B-4D55-9D1A-0D6C9A6F6F10', '6F1B2B0E-6A0B-4D55-9D1A-0D6C9A6F6F10'],
    ['nothing', 'LONG', 11, null, null],
  ])('that holds %s is told as it is', (...[, type, length, text, cell]) => {
    const field = { type, length, string: () => text } as unknown as TypeCastField;
    expect(mysqlCell(field)).toEqual(cell);
  });
});
