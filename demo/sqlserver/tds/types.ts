/** Names of the types that a column or a parameter may have. `null` is the type of a bare NULL; it is sent as int. */
export type TypeName =
  | ('bit' | 'tinyint' | 'smallint' | 'int' | 'bigint' | 'real' | 'float' | 'decimal' | 'numeric' | 'smallmoney' | 'money')
  | ('char' | 'varchar' | 'nchar' | 'nvarchar' | 'text' | 'ntext' | 'binary' | 'varbinary' | 'image')
  | ('uniqueidentifier' | 'xml' | 'sql_variant')
  | ('date' | 'time' | 'smalldatetime' | 'datetime' | 'datetime2' | 'datetimeoffset' | 'null');

/** `length` counts characters of nchar and nvarchar and bytes of the rest, -1 is (max); `precision` and `scale` are those of decimal and numeric, `scale` also that of time, datetime2 and datetimeoffset. */
export type SqlType = { name: TypeName; length?: number; precision?: number; scale?: number };

/** A value of sql_variant: what it is, and its value in the form of that type. It holds neither a (max) type nor another variant. */
export type Variant = { type: SqlType; value: Value };

/** A datetimeoffset: `ticks` is UTC in 100 ns since 0001-01-01, `offsetMinutes` what its clock is ahead of UTC. */
export type OffsetTime = { ticks: bigint; offsetMinutes: number };

/**
 * A value, in one form per type: bit (0 or 1), tinyint, smallint, int, real, float: number. bigint: bigint. decimal, numeric: bigint scaled by 10^scale.
 * smallmoney, money: bigint in 1/10000. char, varchar, nchar, nvarchar, text, ntext, xml: string. binary, varbinary, image: Uint8Array.
 * uniqueidentifier: upper-case string with hyphens. date, time, smalldatetime, datetime, datetime2: bigint, 100 ns ticks since 0001-01-01 on the
 * clock they were read from (time: since midnight). datetimeoffset: OffsetTime. sql_variant: Variant. NULL of any type: null.
 */
export type Value = null | number | bigint | string | Uint8Array | OffsetTime | Variant;

/** A column of a result. It takes NULL unless `isNullable` is false. */
export type Column = { name: string; type: SqlType; isNullable?: boolean; isIdentity?: boolean };

/** What an error or a message says besides its number and text. Severity 16, state 1, line 0 and no procedure are the defaults of an error; severity 0 that of a message. */
export type SqlErrorPlace = { severity?: number; state?: number; line?: number; procedure?: string };

/** An error as SQL Server reports it. `line` may be set later, by whoever knows which statement was run: 0 is not known yet. */
export class SqlError extends Error {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  line: number;
  procedure: string;

  constructor(number: number, message: string, { severity = 16, state = 1, line = 0, procedure = '' }: SqlErrorPlace = {}) {
    super(message);
    this.name = 'SqlError';
    this.number = number;
    this.severity = severity;
    this.state = state;
    this.line = line;
    this.procedure = procedure;
  }
}
