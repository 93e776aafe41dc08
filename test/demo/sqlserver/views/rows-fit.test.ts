import { describe, expect, test } from 'vitest';
import { type CatalogueColumn, catalogueOf } from '#demo/sqlserver/catalog/catalogue.ts';
import { type ReleaseYear, releaseOf } from '#demo/sqlserver/catalog/release.ts';
import { typeOf } from '#demo/sqlserver/catalog/type-of.ts';
import type { Plain } from '#demo/sqlserver/engine/catalog.ts';
import { seed } from '#demo/sqlserver/model/orders-data.ts';
import { SYSTEM_VIEWS } from '#demo/sqlserver/views/system-views.ts';
import { AG, ask, SECOND, START, smallEstate } from '../small-estate.ts';

const YEARS: ReleaseYear[] = ['2014', '2016', '2017', '2019', '2022'];
const NEWEST = releaseOf('2022');
const RANGES: Record<string, [number, number]> = {
  tinyint: [0, 255],
  smallint: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
  bigint: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const INSTANCES = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];

function misfit(value: Plain, column: CatalogueColumn): string | null {
  const type = typeOf(column.type);
  const said = `${column.name} ${column.type}: ${String(value)}`;
  if (value === null || value === undefined) return column.isNullable ? null : said;
  const range = RANGES[type.name];
  if (range) return typeof value === 'number' && Number.isInteger(value) && value >= range[0] && value <= range[1] ? null : said;
  if (type.name === 'bit') return typeof value === 'boolean' || value === 0 || value === 1 ? null : said;
  // A Date would have no offset: what the server's own clock shows is part of it.
  if (type.name === 'datetimeoffset') return typeof value === 'object' && 'offsetMinutes' in value ? null : said;
  if (['datetime', 'datetime2'].includes(type.name)) return value instanceof Date && !Number.isNaN(value.getTime()) ? null : said;
  if (type.name === 'numeric') return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? null : said;
  if (type.name === 'uniqueidentifier') return /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(String(value)) ? null : said;
  if (type.name === 'varbinary') return value instanceof Uint8Array ? null : said;
  if (type.name === 'sql_variant') return typeof value === 'object' && 'type' in value ? null : said;
  if (/char/.test(type.name)) return typeof value === 'string' && (type.length === -1 || value.length <= (type.length ?? 0)) ? null : said;
  return typeof value === 'number' ? null : said;
}

describe.each(YEARS)('an instance of %s', (year) => {
  const estate = smallEstate({ year });
  seed(estate, { group: AG, instance: 'CO-SQL01', database: 'Sites', bytes: 1_000_000_000, bytesPerSecond: 1_000_000 }, START);

  test.each(Object.keys(SYSTEM_VIEWS))('the rows of %s fit the catalogue, column by column', (view) => {
    const entry = catalogueOf(releaseOf(year)).get(view);
    const known = new Set((catalogueOf(NEWEST).get(view)?.columns ?? []).map(({ name }) => name));
    const rows = INSTANCES.flatMap((name) =>
      ask(estate, view, { on: name, at: START + 60 * SECOND, args: view.includes('volume') ? [5, 2] : [null, null] }),
    );
    if (view !== 'sys.dm_hadr_auto_page_repair') expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap((row) => Object.keys(row)).filter((name) => !known.has(name))).toEqual([]);
    const misfits = rows.flatMap((row) => (entry?.columns ?? []).map((column) => misfit(row[column.name], column)));
    expect(misfits.filter((each) => each !== null)).toEqual([]);
  });
});

test('every view with a model is documented', () => {
  expect(Object.keys(SYSTEM_VIEWS).filter((name) => !catalogueOf(NEWEST).has(name))).toEqual([]);
});
