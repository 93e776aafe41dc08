import { describe, expect, test } from 'vitest';
import { applySettings, defaultSettings, settingOf } from '#demo/elastic/model/cluster-settings.ts';
import { applyIndexSettings, clearCache, flush, refresh } from '#demo/elastic/model/index-actions.ts';
import { bytesOf, bytesToKeepFree, isWatermark, msOf, sizeText } from '#demo/elastic/model/setting-values.ts';
import { cluster, GB, index, pass, persist, T0 } from './small-cluster.ts';

const A = 'cluster.routing.allocation';

describe('settings of the cluster', () => {
  test('transient counts before persistent, and that before the default', () => {
    const made = cluster();
    expect(settingOf(made, `${A}.enable`)).toBe('all');
    applySettings(made, { persistent: { [`${A}.enable`]: 'primaries' }, transient: { [`${A}.enable`]: 'none' } }, T0);
    expect(settingOf(made, `${A}.enable`)).toBe('none');
    applySettings(made, { persistent: {}, transient: { [`${A}.enable`]: null } }, T0);
    expect(settingOf(made, `${A}.enable`)).toBe('primaries');
  });

  test('a name that ends with a star takes all away that begin so', () => {
    const made = cluster();
    applySettings(made, persist({ [`${A}.exclude._name`]: 'es1', [`${A}.exclude._ip`]: '10.0.0.1', [`${A}.enable`]: 'none' }), T0);
    applySettings(made, persist({ [`${A}.exclude.*`]: null }), T0);
    expect(made.settings.persistent).toEqual({ [`${A}.enable`]: 'none' });
  });

  test.each([
    [
      'a name that is not known',
      { 'cluster.routing.allocation.enabel': 'all' },
      'persistent setting [cluster.routing.allocation.enabel], not recognized',
    ],
    ['its removal', { 'no.such': null }, 'persistent setting [no.such], not recognized'],
    ['a word that it does not take', { [`${A}.enable`]: 'some' }, `illegal value can't update [${A}.enable] from [all] to [some]`],
    [
      'a size without unit',
      { 'indices.recovery.max_bytes_per_sec': '40' },
      "illegal value can't update [indices.recovery.max_bytes_per_sec] from [40mb] to [40]",
    ],
    [
      'a low watermark above the high one',
      { [`${A}.disk.watermark.low`]: '93%' },
      'low disk watermark [93%] more than high disk watermark [90%]',
    ],
    ['nothing at all', {}, 'Validation Failed: 1: no settings to update;'],
  ])('refuse %s, and change nothing', (_, change, reason) => {
    const made = cluster();
    applySettings(made, persist({ 'cluster.routing.rebalance.enable': 'none' }), T0);
    const { stateVersion, settings } = structuredClone(made);
    expect(() => applySettings(made, persist(change), T0)).toThrow(expect.objectContaining({ status: 400, message: reason }));
    const isSome = Object.keys(change).length > 0;
    if (isSome) expect(() => applySettings(made, persist({ [`${A}.exclude._name`]: 'es1', ...change }), T0)).toThrow(reason);
    expect([made.stateVersion, made.settings]).toEqual([stateVersion, settings]);
  });

  test('the headroom of watermarks is known since 8.5, and keeps less free than a part of a large disk', () => {
    expect(defaultSettings(cluster({ version: '8.4.3' }))).not.toHaveProperty([`${A}.disk.watermark.low.max_headroom`]);
    expect(defaultSettings(cluster({ version: '8.5.0' }))).toHaveProperty([`${A}.disk.watermark.low.max_headroom`], '200GB');
    expect(defaultSettings(cluster({ product: 'opensearch', version: '2.19.1' }))).not.toHaveProperty(['slm.retention_schedule']);
    expect(bytesToKeepFree('85%', 4_000 * GB, '200GB')).toBe(200 * GB);
    expect(bytesToKeepFree('85%', 1_000 * GB, '200GB')).toBe(150 * GB);
  });
});

describe('settings of an index', () => {
  test('are changed on all that are named, or on none', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    expect(() => applyIndexSettings(made, ['posts', 'nothing'], { 'index.blocks.write': 'true' }, T0)).toThrow(
      expect.objectContaining({ status: 404 }),
    );
    expect(() => applyIndexSettings(made, ['posts'], { 'index.blocks.rite': 'true' }, T0)).toThrow(
      /^unknown setting \[index.blocks.rite\]/,
    );
    expect(() => applyIndexSettings(made, ['posts'], { 'index.blocks.write': 'yes' }, T0)).toThrow(/Failed to parse value \[yes\]/);
    expect(made.indices.get('posts')?.settings).toEqual({});
    applyIndexSettings(made, ['posts'], { 'index.blocks.write': 'true' }, T0);
    applyIndexSettings(made, ['posts'], { 'index.blocks.write': null }, T0);
    expect(made.indices.get('posts')?.settings).toEqual({});
  });

  test('the number of replicas adds copies, and takes away those first that are nowhere', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '3' }, T0);
    pass(made, 120_000);
    const copies = () => made.indices.get('posts')?.shards[0]?.copies ?? [];
    expect(copies().map(({ state }) => state)).toEqual(['STARTED', 'STARTED', 'STARTED', 'UNASSIGNED']);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '2' }, T0);
    expect(copies().map(({ state }) => state)).toEqual(['STARTED', 'STARTED', 'STARTED']);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '0' }, T0);
    expect(copies().map(({ isPrimary }) => isPrimary)).toEqual([true]);
  });
});

test('flush, refresh and clear cache reach the copies that are active, and say of how many', () => {
  const made = cluster();
  index(made, [['es1', 'es2']]);
  applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '2' }, T0);
  expect([flush, refresh, clearCache].map((act) => act(made, ['posts']))).toEqual(Array(3).fill({ total: 3, successful: 2, failed: 0 }));
  expect(made.indices.get('posts')?.counters).toMatchObject({ flushes: 2, refreshes: 2, cacheClears: 2 });
  expect(() => flush(made, ['nothing'])).toThrow('no such index [nothing]');
});

test.each([
  ['40mb', 40 * 1024 ** 2],
  ['1.5gb', 1.5 * GB],
  ['200GB', 200 * GB],
])('%s is %i bytes', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});

test.each([
  ['0', 0],
  ['30s', 30_000],
  ['1m', 60_000],
  ['5d', 432_000_000],
])('%s is %i ms', (text, ms) => {
  expect(msOf(text)).toBe(ms);
});

test.each([
  ['85%', true],
  ['0.85', true],
  ['1.0', true],
  ['50gb', true],
  ['85', false],
  ['', false],
  ['much', false],
])('%s is a watermark: %s', (text, is) => {
  expect(isWatermark(text)).toBe(is);
});

test.each([
  [0, '0b'],
  [1_536, '1.5kb'],
  [12 * GB, '12gb'],
  [1.99 * 1024 * GB, '1.9tb'],
])('%i bytes are written %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
