import { ticksFromMs } from '#demo/sqlserver/tds/ticks.ts';
import type { Column, SqlType, Value } from '#demo/sqlserver/tds/types.ts';

/** A moment in a leap year. */
export const MOMENT = '2024-02-29T13:14:15.123Z';
const TICKS = ticksFromMs(Date.parse(MOMENT));
const SECOND = 10_000_000n;
const WHOLE_MINUTE = TICKS - (TICKS % (60n * SECOND));

/** A column of each type with a value for it and what the driver makes of that value. */
const CASES: [name: string, type: SqlType, value: Value, read: unknown][] = [
  ['i', { name: 'int' }, -2_147_483_648, -2_147_483_648],
  ['big', { name: 'bigint' }, 9_007_199_254_740_993n, '9007199254740993'],
  ['small', { name: 'smallint' }, -5, -5],
  ['tiny', { name: 'tinyint' }, 200, 200],
  ['flag', { name: 'bit' }, 1, true],
  ['double', { name: 'float' }, 1.1, 1.1],
  ['single', { name: 'real' }, 0.25, 0.25],
  ['exact', { name: 'decimal', precision: 25, scale: 3 }, -12_345_678_901n, -12_345_678.901],
  ['exact9', { name: 'numeric', precision: 9, scale: 2 }, 999_999_999n, 9_999_999.99],
  ['exact38', { name: 'numeric', precision: 38, scale: 0 }, 10n ** 37n, 1e37],
  ['cash', { name: 'money' }, -922_337_203_685n, -92_233_720.3685],
  ['pence', { name: 'smallmoney' }, 9_900n, 0.99],
  ['wide', { name: 'nvarchar', length: 50 }, 'häß€ 日本 🙂', 'häß€ 日本 🙂'],
  ['wideMax', { name: 'nvarchar', length: -1 }, 'x'.repeat(10_000), 'x'.repeat(10_000)],
  ['narrow', { name: 'varchar', length: 20 }, 'café€™', 'café€™'],
  ['narrowMax', { name: 'varchar', length: -1 }, 'é'.repeat(9_000), 'é'.repeat(9_000)],
  ['padded', { name: 'nchar', length: 5 }, 'abc  ', 'abc  '],
  ['paddedNarrow', { name: 'char', length: 5 }, 'abc  ', 'abc  '],
  ['empty', { name: 'nvarchar', length: 10 }, '', ''],
  ['emptyMax', { name: 'nvarchar', length: -1 }, '', ''],
  ['bytes', { name: 'varbinary', length: 64 }, Buffer.from('deadbeef', 'hex'), Buffer.from('deadbeef', 'hex')],
  ['bytesMax', { name: 'varbinary', length: -1 }, Buffer.alloc(9_000, 7), Buffer.alloc(9_000, 7)],
  ['fixedBytes', { name: 'binary', length: 3 }, Uint8Array.of(1, 2, 3), Buffer.from([1, 2, 3])],
  ['oldText', { name: 'text' }, 'old', 'old'],
  ['oldWide', { name: 'ntext' }, 'old €', 'old €'],
  ['oldBytes', { name: 'image' }, Uint8Array.of(9), Buffer.from([9])],
  ['id', { name: 'uniqueidentifier' }, '0E984725-C51C-4BF4-9960-E1C80E27ABA0', '0E984725-C51C-4BF4-9960-E1C80E27ABA0'],
  ['at', { name: 'datetime' }, TICKS, new Date(MOMENT)],
  ['atMinute', { name: 'smalldatetime' }, WHOLE_MINUTE, new Date('2024-02-29T13:14:00Z')],
  ['at2', { name: 'datetime2', scale: 7 }, TICKS + 4_567n, new Date(MOMENT)],
  ['at2short', { name: 'datetime2', scale: 0 }, TICKS, new Date('2024-02-29T13:14:15Z')],
  ['atOffset', { name: 'datetimeoffset', scale: 3 }, { ticks: TICKS, offsetMinutes: 120 }, new Date(MOMENT)],
  ['day', { name: 'date' }, TICKS, new Date('2024-02-29T00:00:00Z')],
  ['time', { name: 'time', scale: 3 }, TICKS % 864_000_000_000n, new Date('1970-01-01T13:14:15.123Z')],
  ['markup', { name: 'xml' }, '<a b="1"/>', '<a b="1"/>'],
  ['anyInt', { name: 'sql_variant' }, { type: { name: 'int' }, value: 42 }, 42],
  ['anyBig', { name: 'sql_variant' }, { type: { name: 'bigint' }, value: 7n }, '7'],
  ['anyBit', { name: 'sql_variant' }, { type: { name: 'bit' }, value: 1 }, true],
  ['anyText', { name: 'sql_variant' }, { type: { name: 'nvarchar', length: 20 }, value: 'any €' }, 'any €'],
  // tedious looks for the collation two bytes too late, so that it reads only ASCII.
  ['anyNarrow', { name: 'sql_variant' }, { type: { name: 'varchar', length: 20 }, value: 'any' }, 'any'],
  ['anyExact', { name: 'sql_variant' }, { type: { name: 'decimal', precision: 5, scale: 2 }, value: -1_234n }, -12.34],
  ['anyTime', { name: 'sql_variant' }, { type: { name: 'datetime2', scale: 3 }, value: TICKS }, new Date(MOMENT)],
  ['anyOld', { name: 'sql_variant' }, { type: { name: 'datetime' }, value: TICKS }, new Date(MOMENT)],
  ['anyBytes', { name: 'sql_variant' }, { type: { name: 'varbinary', length: 8 }, value: Uint8Array.of(1, 2) }, Buffer.from([1, 2])],
  ['anyCash', { name: 'sql_variant' }, { type: { name: 'money' }, value: 12_500n }, 1.25],
  [
    'anyId',
    { name: 'sql_variant' },
    { type: { name: 'uniqueidentifier' }, value: '0E984725-C51C-4BF4-9960-E1C80E27ABA0' },
    '0E984725-C51C-4BF4-9960-E1C80E27ABA0',
  ],
  ['nothing', { name: 'null' }, null, null],
];

export const ALL_COLUMNS: Column[] = CASES.map(([name, type], index) => ({ name, type, isNullable: index > 0 }));
export const ALL_VALUES: Value[] = CASES.map(([, , value]) => value);
/** What `mssql` gives for ALL_VALUES. */
export const ALL_READ: Record<string, unknown> = Object.fromEntries(CASES.map(([name, , , read]) => [name, read]));
