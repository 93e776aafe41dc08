import { describe, expect, test } from 'vitest';
import { ALLOCATION } from '#lib/systems/elastic/model.ts';
import { allocation, holdingAnswer, judge, told, toldOf } from './hand-made.ts';

const GB = 2 ** 30;
const full = (percent: number, total = 1_000) =>
  holdingAnswer({ 'disk.avail': String(Math.round(total * (1 - percent / 100))), 'disk.total': String(total) });
const watermark = (fields: object) => ({ 'cluster.routing.allocation.disk': { watermark: fields, threshold_enabled: 'true' } });
const PERCENT = { low: '85%', high: '90%', flood_stage: '95%' };

describe('a disk', () => {
  test.each([
    ['with room', full(60), PERCENT, 'ok: 12 shards, disk 60 % full with 400 B left'],
    ['at the low watermark', full(85), PERCENT, 'ok: 12 shards, disk 85 % full with 150 B left'],
    [
      'beyond the low watermark',
      full(86),
      PERCENT,
      'warning: disk 86 % full with 140 B left, beyond the low watermark (85 %): no more shards are put there',
    ],
    [
      'beyond the high one',
      full(91),
      PERCENT,
      'warning: disk 91 % full with 90 B left, beyond the high watermark (90 %): its shards are moved to others where those have room',
    ],
    [
      'beyond the flood stage',
      full(96),
      PERCENT,
      'critical: disk 96 % full with 40 B left, beyond the flood stage (95 %): every index with a shard there refuses writes (read_only_allow_delete)',
    ],
    [
      'by a ratio',
      full(86),
      { low: '0.85' },
      'warning: disk 86 % full with 140 B left, beyond the low watermark (85 %): no more shards are put there',
    ],
    [
      'by the room that is left',
      full(95, 100 * GB),
      { low: '10gb' },
      'warning: disk 95 % full with 5.4 GB left, beyond the low watermark (10gb left): no more shards are put there',
    ],
    ['with more room than that', full(60, 100 * GB), { low: '10gb' }, 'ok: 12 shards, disk 60 % full with 43 GB left'],
    [
      'beyond the share, with room enough',
      full(95, 10_000 * GB),
      { low: '85%', 'low.max_headroom': '200GB' },
      'ok: 12 shards, disk 95 % full with 537 GB left',
    ],
    [
      'beyond both',
      full(99, 10_000 * GB),
      { low: '85%', 'low.max_headroom': '200GB' },
      'warning: disk 99 % full with 107 GB left, beyond the low watermark (85 %, or 200GB left): no more shards are put there',
    ],
    [
      'beyond a share without a bound',
      full(86),
      { low: '85%', 'low.max_headroom': '-1' },
      'warning: disk 86 % full with 140 B left, beyond the low watermark (85 %): no more shards are put there',
    ],
    ['that is not told', holdingAnswer({ 'disk.avail': null }), PERCENT, 'ok: 12 shards, disk not told'],
    ['of one that holds frozen data alone', { ...full(99), 'node.role': 'f' }, PERCENT, 'ok: 12 shards, disk 99 % full with 10 B left'],
    [
      'of one that is frozen and more',
      { ...full(99), 'node.role': 'fh' },
      { low: '85%' },
      'warning: disk 99 % full with 10 B left, beyond the low watermark (85 %): no more shards are put there',
    ],
    ['where no watermark is told', full(99), {}, 'ok: 12 shards, disk 99 % full with 10 B left'],
  ])('%s', (_, row, marks, expected) => {
    expect(toldOf(judge(ALLOCATION, [allocation({ rows: [row], defaults: watermark(marks) })]), 'member/es1')).toBe(expected);
  });

  test('is not judged where the watermarks are off, and that is said', () => {
    const persistent = { 'cluster.routing.allocation.disk.threshold_enabled': 'false' };
    const judgement = judge(ALLOCATION, [allocation({ rows: [full(99)], persistent })]);
    expect(judgement.rows.map(told)).toEqual([
      'warning: disk watermarks are off: nothing is done about a disk that fills up',
      'ok: 12 shards, disk 99 % full with 10 B left',
    ]);
    expect(judgement.judged.status).toBe('warning');
  });
});

describe('a member that is excluded', () => {
  const exclude = (attribute: string, value: string) => ({ [`cluster.routing.allocation.exclude.${attribute}`]: value });

  test.each([
    ['by its name', exclude('_name', 'es2,es1'), {}, 'maintenance: being drained: 12 shards left'],
    ['by a pattern', exclude('_name', 'es*'), {}, 'maintenance: being drained: 12 shards left'],
    ['by its address', exclude('_ip', '10.0.0.1'), { shards: '1' }, 'maintenance: being drained: 1 shard left'],
    ['by its host', exclude('_host', '10.0.0.1'), {}, 'maintenance: being drained: 12 shards left'],
    ['and drained', exclude('_name', 'es1'), { shards: '0' }, 'maintenance: drained: no shard is left on it'],
    [
      'and does not tell its shards',
      exclude('_name', 'es1'),
      { shards: null },
      'maintenance: being drained; it does not tell how many shards are left',
    ],
    ['by a name that only begins alike', exclude('_name', 'es'), {}, 'ok: 12 shards, disk 60 % full with 400 B left'],
    ['by a name in which a dot is a dot', exclude('_name', 'e.1'), {}, 'ok: 12 shards, disk 60 % full with 400 B left'],
    [
      'and its disk is full',
      exclude('_name', 'es1'),
      { 'disk.avail': '40' },
      'critical: disk 96 % full with 40 B left, beyond the flood stage (95 %): every index with a shard there refuses writes (read_only_allow_delete); being drained: 12 shards left',
    ],
  ])('%s', (_, persistent, fields, expected) => {
    expect(toldOf(judge(ALLOCATION, [allocation({ persistent, rows: [holdingAnswer(fields)] })]), 'member/es1')).toBe(expected);
  });

  test.each([
    ['RESTART', 'IN_PROGRESS', 'maintenance: is to shut down by the word of an orchestrator (restart, in progress)'],
    ['REMOVE', 'STALLED', 'warning: is to shut down by the word of an orchestrator (remove, stalled): its shards can go nowhere'],
  ])('or that an orchestrator takes down: %s, %s', (type, status, expected) => {
    const shutdown = { nodes: [{ node_id: 'n1', type, status }] };
    const named = judge(ALLOCATION, [allocation({ shutdown, names: { nodes: { n1: { name: 'es1' } } } })]);
    expect(toldOf(named, 'member/es1')).toBe(expected);
    expect(toldOf(judge(ALLOCATION, [allocation({ shutdown })]), 'settings')).toBe(
      'maintenance: 1 member to shut down by the word of an orchestrator',
    );
  });
});

describe('the settings', () => {
  const enable = (value: string) => ({ 'cluster.routing.allocation.enable': value });
  const rebalance = (value: string) => ({ 'cluster.routing.rebalance.enable': value });

  test.each([
    ['as by default', {}, 'ok: allocation and rebalancing as by default'],
    ['written as the default is', { persistent: enable('ALL') }, 'ok: allocation and rebalancing as by default'],
    [
      'no allocation',
      { persistent: enable('none') },
      'warning: allocation is set to none (persistent): no shard is allocated: what is lost stays lost, and new indices stay red',
    ],
    [
      'primaries alone',
      { transient: enable('primaries') },
      'warning: allocation is set to primaries (transient): only primaries are allocated: a replica that is lost stays lost',
    ],
    [
      'no rebalancing',
      { persistent: rebalance('none') },
      'warning: rebalancing is set to none (persistent): no shard is moved to even out what members hold',
    ],
    ['something newer', { persistent: enable('some') }, 'warning: allocation is set to some (persistent): which Vigil does not know'],
    [
      'members excluded',
      { persistent: { 'cluster.routing.allocation.exclude._name': 'a,b,c,d' } },
      'maintenance: excluded by _name (persistent): a, b, c and 1 more',
    ],
  ])('%s', (_, answer, expected) => {
    expect(toldOf(judge(ALLOCATION, [allocation(answer)]), 'settings')).toBe(expected);
  });

  test('and the disks are told together, the worst first', () => {
    const value = allocation({ persistent: enable('none'), rows: [full(96), holdingAnswer({ node: 'es2' })] });
    expect(told(judge(ALLOCATION, [value]))).toMatch(/^critical: es1: disk 96 % full.*; allocation is set to none/);
  });

  test('of a cluster that is well are told with its disks', () => {
    expect(told(judge(ALLOCATION, [allocation()]))).toBe('ok: 1 member with data, all disks below their watermarks');
  });
});
