import { describe, expect, test } from 'vitest';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { parseSettings } from '#lib/systems/elastic/parse-settings.ts';
import { readBytes } from '#lib/systems/elastic/size.ts';
import { allocation, holdingAnswer, TELLER } from './hand-made.ts';

describe('settings', () => {
  const exclude = (attribute: string, value: string) => ({ cluster: { routing: { allocation: { exclude: { [attribute]: value } } } } });

  test.each([
    ['nested', { persistent: { cluster: { routing: { allocation: { enable: 'none' } } } } }, { value: 'none', at: 'persistent' }],
    ['flat', { persistent: { 'cluster.routing.allocation.enable': 'none' } }, { value: 'none', at: 'persistent' }],
    ['half of each', { persistent: { 'cluster.routing': { allocation: { enable: 'none' } } } }, { value: 'none', at: 'persistent' }],
    [
      'transient, which wins',
      { persistent: { 'cluster.routing.allocation.enable': 'none' }, transient: { 'cluster.routing.allocation.enable': 'all' } },
      { value: 'all', at: 'transient' },
    ],
    ['nowhere', { persistent: {}, transient: {}, defaults: { 'cluster.routing.allocation.enable': 'all' } }, null],
  ])('that are written %s', (_, answer, expected) => {
    expect(parseSettings(answer).enable).toEqual(expected);
  });

  test.each([
    ['a list of names', { persistent: exclude('_name', 'es1, es2') }, [{ attribute: '_name', names: ['es1', 'es2'], at: 'persistent' }]],
    ['addresses', { transient: exclude('_ip', '10.0.0.1') }, [{ attribute: '_ip', names: ['10.0.0.1'], at: 'transient' }]],
    ['nobody where it is empty', { persistent: exclude('_name', '') }, []],
    ['nobody where an empty transient list hides another', { persistent: exclude('_name', 'es1'), transient: exclude('_name', '') }, []],
    ['the tier of the defaults not', { defaults: exclude('_tier', 'data_hot') }, []],
    [
      'two attributes',
      { persistent: { ...exclude('_host', 'a'), 'cluster.routing.allocation.exclude._name': 'b' } },
      [
        { attribute: '_host', names: ['a'], at: 'persistent' },
        { attribute: '_name', names: ['b'], at: 'persistent' },
      ],
    ],
  ])('exclude %s', (_, answer, expected) => {
    expect(parseSettings(answer).exclude).toEqual(expected);
  });

  test('tell the watermarks that are in force, with the room that is enough', () => {
    const disk = 'cluster.routing.allocation.disk.watermark';
    const answer = {
      persistent: { [`${disk}.low`]: '50gb' },
      defaults: { [`${disk}.low`]: '85%', [`${disk}.high`]: '90%', [`${disk}.high.max_headroom`]: '150GB' },
    };
    const headroom = { low: null, high: '150GB', floodStage: null };
    expect(parseSettings(answer).watermarks).toEqual({ low: '50gb', high: '90%', floodStage: null, isEnabled: true, headroom });
  });

  test('that are no texts are refused', () => {
    expect(() => parseSettings({ persistent: [] })).toThrow('persistent is no JSON object');
    expect(() => parseSettings({ persistent: { a: [{}] } })).toThrow('the setting a is no text');
  });

  test.each([
    ['50gb', 50 * 2 ** 30],
    ['1.5KB', 1_536],
    ['512', 512],
    ['0b', 0],
    ['-1', null],
    ['85%', null],
    ['', null],
  ])('the size "%s" is %s', (text, bytes) => {
    expect(readBytes(text)).toBe(bytes);
  });
});

describe('who holds what', () => {
  test('leaves out the row of what nobody holds, and counts it', () => {
    const nobody = { shards: '7', node: 'UNASSIGNED', host: null, ip: null, 'disk.avail': null };
    const { holdings, unassigned } = allocation({ rows: [holdingAnswer(), nobody] });
    expect([holdings.map(({ name }) => name), unassigned]).toEqual([['es1'], 7]);
  });

  test('has null for a disk that is not known yet', () => {
    const { holdings } = allocation({ rows: [holdingAnswer({ 'disk.avail': null, 'disk.total': undefined })] });
    expect(holdings[0]).toMatchObject({ diskAvailableBytes: null, diskTotalBytes: null, shards: 12 });
  });

  test.each([
    ['a table in text', '  shards disk.indices', 'the answer is no list'],
    ['a row without a name', [{ shards: '1' }], '*.node is not in the answer'],
    ['a size that is none', [holdingAnswer({ 'disk.avail': 'much' })], '*.disk.avail is no size'],
    ['shards that are none', [holdingAnswer({ shards: 'x' })], '*.shards is not a number'],
  ])('%s is refused', (_, rows, words) => {
    expect(() => PARSE.allocation({ ...TELLER, settings: {}, allocation: rows, shutdown: null })).toThrow(words);
  });

  test('names who is shutting down where that is told', () => {
    const shutdown = { nodes: [{ node_id: 'n1', type: 'RESTART', status: 'STALLED' }, { node_id: 'n2' }] };
    expect(allocation({ shutdown, names: { nodes: { n1: { name: 'es1' } } } }).shuttingDown).toEqual([
      { id: 'n1', name: 'es1', type: 'RESTART', status: 'STALLED' },
      { id: 'n2', name: null, type: 'unknown', status: null },
    ]);
    expect(allocation().shuttingDown).toBeNull();
  });
});
