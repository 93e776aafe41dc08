import { describe, expect, test } from 'vitest';
import { ByteReader } from '#demo/sqlserver/tds/byte-reader.ts';
import { ByteWriter } from '#demo/sqlserver/tds/byte-writer.ts';
import { fromCodePage, toCodePage } from '#demo/sqlserver/tds/code-page.ts';
import { guidBytes, guidText } from '#demo/sqlserver/tds/guid.ts';
import { readValue } from '#demo/sqlserver/tds/read-value.ts';
import { ticksFromMs } from '#demo/sqlserver/tds/ticks.ts';
import { writeRow } from '#demo/sqlserver/tds/tokens.ts';
import { readTypeInfo, writeTypeInfo } from '#demo/sqlserver/tds/type-info.ts';
import type { SqlType, Value } from '#demo/sqlserver/tds/types.ts';
import { writeValue } from '#demo/sqlserver/tds/write-value.ts';
import { ALL_COLUMNS, ALL_VALUES } from './all-types.ts';

function parameter(bytes: readonly number[]): { type: SqlType; value: Value; left: number } {
  const from = new ByteReader(Buffer.from(bytes));
  const wire = readTypeInfo(from);
  return { type: wire.type, value: readValue(from, wire), left: from.left };
}

function written(type: SqlType, value: Value): number[] {
  const to = new ByteWriter();
  writeTypeInfo(to, type);
  writeValue(to, type, value);
  return [...to.take()];
}

const HALF_DAY = 432_000_000_000n;
const COLLATION = [9, 4, 0xd0, 0, 0x34];
const ascii = (text: string) => [...Buffer.from(text, 'latin1')];

describe('what is written is read again', () => {
  // The old large objects are written as what replaced them, and a bare NULL as int.
  const rows = ALL_COLUMNS.map(({ name, type }, index) => ({ name, type, value: ALL_VALUES[index] ?? null }));
  test.each(rows.filter(({ name }) => !['oldText', 'oldWide', 'oldBytes', 'nothing', 'markup'].includes(name)))(
    '$name ($type.name)',
    ({ type, value }) => {
      const read = parameter(written(type, value));
      expect(read.left).toBe(0);
      const plain = (one: Value) => (one instanceof Uint8Array ? [...one] : one);
      // A datetime counts in 1/300 s, the other times cut what is finer than their scale.
      if (type.name === 'datetime') expect(read.value).toBe(ticksFromMs(Date.parse('2024-02-29T13:14:15.123Z')) + 3_333n);
      else if (type.scale === 0 && type.name === 'datetime2') expect(read.value).toBe(ticksFromMs(Date.parse('2024-02-29T13:14:15Z')));
      else if (type.name === 'date') expect(read.value).toBe(ticksFromMs(Date.parse('2024-02-29T00:00:00Z')));
      else if (type.name === 'sql_variant')
        expect(JSON.stringify(read.value, digits)).toContain(JSON.stringify(variantOf(value), digits).slice(0, 12));
      else expect(plain(read.value)).toEqual(plain(value));
      expect(parameter(written(type, null)).value).toBeNull();
    },
  );
});

function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}

function variantOf(value: Value): unknown {
  return value !== null && typeof value === 'object' && 'type' in value ? { type: value.type } : null;
}

describe('parameters by their bytes', () => {
  test.each<[string, number[], Value]>([
    ['a decimal of four bytes and a sign, as FreeTDS sends it', [106, 17, 38, 2, 5, 1, 0x39, 0x30, 0, 0], 12_345n],
    ['a negative decimal of one byte', [108, 5, 9, 0, 2, 0, 7], -7n],
    ['an int that is never NULL', [56, 0xfe, 0xff, 0xff, 0xff], -2],
    ['a bit that is never NULL', [50, 1], 1],
    ['a NULL of no type', [31], null],
    ['a money', [110, 8, 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1n],
    ['a datetime', [111, 8, 8, 0, 0, 0, 0, 0, 0xc1, 0xc5, 0], 693_595n * 2n * HALF_DAY + HALF_DAY],
    ['a smalldatetime', [58, 1, 0, 0xd0, 2], 693_596n * 2n * HALF_DAY + HALF_DAY],
    ['an ntext', [99, 0, 0, 0, 1, ...COLLATION, 4, 0, 0, 0, 0x41, 0, 0xac, 0x20], 'A€'],
    ['a text', [35, 0, 0, 0, 1, ...COLLATION, 2, 0, 0, 0, 0x41, 0x80], 'A€'],
    ['a text that is NULL', [35, 0, 0, 0, 1, ...COLLATION, 0xff, 0xff, 0xff, 0xff], null],
    [
      'a varchar(max) of unknown size in two parts',
      [167, 0xff, 0xff, ...COLLATION, 0xfe, ...Array(7).fill(0xff), 1, 0, 0, 0, 0x41, 1, 0, 0, 0, 0x42, 0, 0, 0, 0],
      'AB',
    ],
    ['an xml with a mark of its byte order', [241, 0, 4, ...Array(7).fill(0), 4, 0, 0, 0, 0xff, 0xfe, 0x41, 0, 0, 0, 0, 0], 'A'],
    [
      'a sql_variant of varchar',
      [98, 0x49, 0x1f, 0, 0, 11, 0, 0, 0, 167, 7, ...COLLATION, 8, 0, 0x41, 0x80],
      { type: { name: 'varchar', length: 8 }, value: 'A€' },
    ],
    ['a sql_variant that is NULL', [98, 0x49, 0x1f, 0, 0, 0, 0, 0, 0], null],
  ])('%s', (_what, bytes, value) => {
    expect(parameter(bytes)).toMatchObject({ value, left: 0 });
  });

  test.each<[string, number[], string]>([
    ['ends early', [56, 1], '4 bytes are announced where 1 are left'],
    ['has an unknown type', [0x01], '0x1 is no type of a parameter'],
    ['has an int of three bytes', [38, 4, 3, 1, 2, 3], '4 bytes are announced where 3 are left'],
    ['has an int of five bytes', [38, 4, 5, 1, 2, 3, 4, 5], '5 bytes of int'],
    ['has an integer type of three bytes', [38, 3], 'type 0x26 has no width of 3'],
    ['has half a character', [231, 8, 0, ...COLLATION, 1, 0, 0x41], '1 bytes of UTF-16'],
    [
      'has parts that are not as long as said',
      [165, 0xff, 0xff, 2, ...Array(7).fill(0), 1, 0, 0, 0, 7, 0, 0, 0, 0],
      'parts of 1 bytes that were to be 2',
    ],
    ['has a scale of 9', [42, 9], 'a scale of 9'],
    ['has a precision of 39', [106, 17, 39, 0], 'a precision of 39'],
    ['has a variant of nothing known', [98, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0], '0x1 is no base type of a sql_variant'],
    ['is a table, which is not built', [243], 'stand-in: a table as a parameter is not built'],
  ])('a parameter that %s is refused in words', (_what, bytes, words) => {
    expect(() => parameter(bytes)).toThrow(words);
  });
});

describe('values that have not the form of their column', () => {
  test.each<[SqlType, Value, string]>([
    [{ name: 'int' }, '1', 'a number is needed, not a string'],
    [{ name: 'int' }, 2 ** 31, 'out of range'],
    [{ name: 'tinyint' }, -1, 'out of range'],
    [{ name: 'bigint' }, 1, 'a bigint is needed, not a number'],
    [{ name: 'numeric', precision: 9 }, 2n ** 32n, 'does not fit 4 bytes'],
    [{ name: 'nvarchar', length: 3 }, 'four', '8 bytes in a nvarchar of 6'],
    [{ name: 'varbinary', length: 1 }, Uint8Array.of(1, 2), '2 bytes in a varbinary of 1'],
    [{ name: 'uniqueidentifier' }, 'no', 'no is no uniqueidentifier'],
    [{ name: 'sql_variant' }, 1, 'a Variant is needed, not a number'],
    [{ name: 'sql_variant' }, { type: { name: 'xml' }, value: '' }, 'a sql_variant holds no xml'],
    [{ name: 'datetimeoffset' }, 1n, 'an OffsetTime is needed, not a bigint'],
    [{ name: 'smalldatetime' }, 0n, 'out of range'],
  ])('%o takes no %o', (type, value, words) => {
    expect(() => writeValue(new ByteWriter(), type, value)).toThrow(words);
  });

  test('leave nothing of their row behind', () => {
    const to = new ByteWriter();
    const columns = [
      { name: 'a', type: { name: 'int' as const } },
      { name: 'b', type: { name: 'bigint' as const } },
    ];
    writeRow(to, columns, [1, 2n], true);
    const before = to.length;
    expect(() => writeRow(to, columns, [1, 'x'], true)).toThrow('column 2 (b, bigint): a bigint is needed, not a string');
    expect(() => writeRow(to, columns, [1], true)).toThrow('a row of 1 values for 2 columns');
    expect(to.length).toBe(before);
  });
});

test('a row has a bitmap of its NULLs only where the client reads it and it is shorter', () => {
  const columns = Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, type: { name: 'tinyint' as const } }));
  const row = (values: Value[], mayUseBitmap: boolean) => {
    const to = new ByteWriter();
    writeRow(to, columns, values, mayUseBitmap);
    return [...to.take()];
  };
  const half = [1, null, 1, null, 1, null, 1, null, null];
  expect(row(half, true)).toEqual([0xd2, 0b1010_1010, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(row(half, false)).toEqual([0xd1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0]);
  expect(row(Array(9).fill(1), true)[0]).toBe(0xd1);
});

test('code page 1252 has its 256 characters, and a question mark for all others', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
  expect(toCodePage(fromCodePage(all))).toEqual(all);
  expect(fromCodePage(Buffer.from([0x80, 0x99, 0xe9]))).toBe('€™é');
  expect([...toCodePage('日🙂a')]).toEqual(ascii('??a'));
});

test('a uniqueidentifier turns its first three parts', () => {
  const text = '00112233-4455-6677-8899-AABBCCDDEEFF';
  expect(guidBytes(text).toString('hex')).toBe('33221100554477668899aabbccddeeff');
  expect(guidText(guidBytes(text))).toBe(text);
});
