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
  [OID.timestamp]: timeIn,
  [OID.timestamptz]: timeIn,
};

/** The furthest times that there are here, for what is further or has no end. */
const FAR_AT = 8_640_000_000_000_000;

/** As ISO has it and in UTC, which the session is set to: "2026-11-23 06:02:53.123456", "12026-01-01 00:00:00", "0044-03-15 00:00:00 BC", "infinity". */
function timeIn(text: string): number {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -FAR_AT : FAR_AT;
  const [, year = '', rest = '', isBefore] = /^(\d+)(-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?( BC)?$/.exec(text) ?? [];
  const ours = isBefore ? 1 - Number(year) : Number(year);
  const at = Date.parse(
    `${ours < 0 ? '-' : '+'}${String(Math.abs(ours)).padStart(6, '0')}${rest.replace(' ', 'T')}Z`.replace('-000000', '+000000'),
  );
  if (!Number.isNaN(at)) return at;
  return isBefore ? -FAR_AT : FAR_AT;
}

/** How the driver reads what comes as text: times as epoch ms, numbers of any width as numbers, everything else as it is written. */
export const POSTGRESQL_TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : (PARSERS[oid] ?? String),
};
