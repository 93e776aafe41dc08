import pg from 'pg';

/** Numbers of types in pg_type. */
const OID = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  float4: 700,
  float8: 701,
  numeric: 1_700,
  timestamp: 1_114,
  timestamptz: 1_184,
} as const;

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.bool]: (text) => text === 't',
  ...Object.fromEntries([OID.int2, OID.int4, OID.int8, OID.float4, OID.float8, OID.numeric].map((oid) => [oid, Number])),
  [OID.timestamp]: (text) => Date.parse(`${text.replace(' ', 'T')}Z`),
  [OID.timestamptz]: (text) => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
};

/** How the driver reads what comes as text: times as epoch ms, numbers of any width as numbers, everything else as it is written. */
export const POSTGRESQL_TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : (PARSERS[oid] ?? String),
};
