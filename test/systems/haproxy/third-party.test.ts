import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIGURES, figureEntries } from '#lib/systems/haproxy/figures.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';

// Not ours to copy: read where it is, skipped and counted where it is not.
const SHARED = new URL('../../../../shared/data/haproxy-redis/', import.meta.url);
const hasShared = existsSync(SHARED);

describe('captures of others', () => {
  const read = (name: string) => readFileSync(new URL(`captures/third-party/${name}.csv`, SHARED), 'latin1');

  test.skipIf(!hasShared).each([
    ['otel-2.7.1-stats', 6],
    ['otel-2.7.1-stats-masked-row', 6],
    ['datadog-statuses_mock', 9],
  ])('%s parses', (name, rows) => {
    expect(parseStats(read(name)).rows).toHaveLength(rows);
  });

  test.skipIf(!hasShared)('a row without its digits has no figures, and no zeros', () => {
    const masked = parseStats(read('otel-2.7.1-stats-masked-row')).rows.find(({ name }) => name === 's');
    expect(masked && { kind: masked.kind, figures: figureEntries(masked) }).toEqual({ kind: 'server', figures: [] });
  });

  test.skipIf(!hasShared).each([
    ['otel-2.8-header-only', /without a single row/],
    ['datadog-mock_data', /^row 10: column hrsp_2xx holds "space, afterspace", not an integer$/],
    ['datadog-mock_data_evil', /^row 10: column hrsp_2xx holds "Now, this is just plain\\nEVIL", not an integer$/],
    ['promexporter-broken-drain-agent1', /the line that names the columns is missing/],
    ['promexporter-older-33col', /the line that names the columns is missing/],
  ])('%s is refused in words', (name, message) => {
    expect(() => parseStats(read(name))).toThrow(message);
  });

  test.skipIf(!hasShared)('every figure of the catalogue of columns has a name', () => {
    const catalogue: { fields: { name: string; unit: string; typed?: { type: string } }[]; module_columns_after_dash: object } = JSON.parse(
      readFileSync(new URL('haproxy-fields.json', SHARED), 'utf8'),
    );
    const figures = catalogue.fields.filter(({ typed }) => typed && typed.type !== 'str').map(({ name }) => name);
    const known: string[] = FIGURES.map(([wire]) => wire);
    const all = [...figures, 'src_ilim', ...Object.keys(catalogue.module_columns_after_dash)];
    expect(all.filter((name) => !known.includes(name))).toEqual([]);
    expect(all.length).toBe(known.length);
  });
});
