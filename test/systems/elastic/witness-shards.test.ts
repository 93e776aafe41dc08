import { describe, expect, test } from 'vitest';
import type { AllocationInfo } from '#lib/systems/elastic/model.ts';
import type { IndexHealth, Indicator, ShardsInfo } from '#lib/systems/elastic/model-data.ts';
import { findingsIn, kinds, NOW, SETTINGS, saying, sentences, type Told, unassigned } from './cluster-scene.ts';

const YELLOW = [{ ago: 0, color: 'yellow' as const, dataNodes: 3 }];
const LOST = { details: 'node_left [id-es5]', since: NOW - 60_000 };

function trouble(shards: Partial<ShardsInfo>, more: Told = {}, standing: string[] = []) {
  return findingsIn({ nodes: { es1: saying({}, 0, 10), es2: saying({}, 0, 10) }, whole: { health: YELLOW, shards, ...more }, standing });
}

const enabled = (value: string): Partial<AllocationInfo> => ({ settings: { ...SETTINGS, enable: { value, at: 'persistent' } } });

describe('copies that are not assigned', () => {
  test('are gathered by their cause, with the indices, and since when by the source', () => {
    const found = trouble(
      unassigned(
        { index: 'logs-1', ...LOST },
        { index: 'logs-2', ...LOST, since: NOW - 90_000, isDelayed: true },
        { index: 'logs-2', ...LOST, number: 1, isPrimary: true, status: 'no_valid_shard_copy' },
        { index: 'shop', reason: 'ALLOCATION_FAILED', failedTimes: 5, details: 'failed shard: No space left on device' },
      ),
      { load: [{ ago: 100, names: ['es1', 'es2', 'es5'] }] },
    );
    expect(kinds(found)).toEqual(
      ['critical logs-2 and logs-1: unassigned', 'warning shop: unassigned'].map((one) =>
        one.replace('logs-2 and logs-1', 'logs-1 and logs-2'),
      ),
    );
    expect(found[0]).toMatchObject({
      id: 'unassigned NODE_LEFT id-es5 es5',
      judged: { since: NOW - 90_000 },
      probe: 'health',
      followsRows: true,
    });
    expect(sentences(found).split('\n')).toEqual([
      '1 primary and 2 replicas of 2 indices have lost the member es5 that held them: it left the cluster; of 1 primary no member has a copy that can be used: bring back the member that had it, or restore a snapshot; they wait for it to come back before they are made anew elsewhere',
      '1 replica of 1 index could not be made; tried 5 times: it is given up after five by default, until somebody has it tried again; failed shard: No space left on device',
    ]);
  });

  test.each<[string, string[], RegExp]>([
    [
      'is called as it was when that was found, when no list has it any more',
      ['unassigned NODE_LEFT id-es5 es5'],
      /the member es5 that held it/,
    ],
    ['is told by its id where nobody knew its name', [], /the member id-es5 that held it/],
  ])('the member that was lost %s', (_, standing, words) => {
    expect(sentences(trouble(unassigned({ index: 'logs-1', ...LOST }), {}, standing))).toMatch(words);
  });

  test.each<[string, string, RegExp]>([
    ['by a new index', 'INDEX_CREATED', /^1 replica of 1 index was never assigned since its index was created$/],
    ['by a restart of all', 'CLUSTER_RECOVERED', /not found again after the whole cluster was restarted/],
    ['by something that Vigil does not know', 'RESHARD_ADDED', /^1 replica of 1 index is not assigned \(RESHARD_ADDED\)$/],
  ])('say why: %s', (_, reason, words) => expect(sentences(trouble(unassigned({ index: 'a', reason })))).toMatch(words));

  test('of more indices than can be named are named in part and counted', () => {
    const found = trouble(unassigned(...Array.from({ length: 12 }, (_, index) => ({ index: `logs-${index}`, ...LOST }))));
    expect(kinds(found)).toEqual(['warning logs-0, logs-1, logs-2 and 9 more: unassigned']);
    expect(sentences(found)).toMatch(/^12 replicas of 12 indices have lost/);
  });

  test('beyond those that are kept are said to be there', () => {
    const found = trouble({ ...unassigned({ index: 'a', ...LOST }), troubledCount: 900 });
    expect(sentences(found)).toContain('(and others, which are not told one by one)');
  });

  test('because there are too few members are told so', () => {
    const counts = { active: 1, activePrimary: 1, relocating: 0, initializing: 0, unassigned: 3, unassignedPrimary: 0, delayed: 0 };
    const indices: IndexHealth[] = [{ name: 'shop', color: 'yellow', primaries: 1, copies: 3, shards: counts }];
    const found = trouble(unassigned({ index: 'shop', reason: 'INDEX_CREATED' }), { indices });
    expect(sentences(found)).toContain('it wants more copies than there are members with data (3)');
  });

  test('are told no more once the cluster is green', () => {
    expect(trouble(unassigned({ index: 'a', ...LOST }), { health: [{ ago: 0 }] })).toEqual([]);
  });

  test('that are being made, or moved, are no cause', () => {
    const { troubled } = unassigned({ index: 'a' });
    const moving = troubled.map((shard) => ({ ...shard, state: 'INITIALIZING' as const }));
    expect(trouble({ troubled: moving, troubledCount: 1 })).toEqual([]);
  });
});

describe('allocation that is off', () => {
  const [primary, replica] = [
    { index: 'a', isPrimary: true, reason: 'NODE_LEFT' },
    { index: 'b', reason: 'NODE_LEFT' },
  ];

  test.each<[string, string, (typeof primary | typeof replica)[], string | null]>([
    ['for all keeps primaries and replicas', 'none', [primary, replica], 'critical cluster.routing.allocation.enable: disabled'],
    ['for replicas keeps replicas', 'primaries', [replica], 'warning cluster.routing.allocation.enable: disabled'],
    ['for replicas does not keep primaries', 'primaries', [primary], null],
    ['for what is old keeps primaries that were lost', 'new_primaries', [primary], 'critical cluster.routing.allocation.enable: disabled'],
    ['for nobody keeps none', 'all', [primary, replica], null],
    ['keeps nothing where nothing is unassigned', 'none', [], null],
  ])('%s', (_, value, copies, expected) => {
    const found = kinds(trouble(unassigned(...copies), { allocation: enabled(value) }));
    expect(found.filter((one) => one.endsWith('disabled'))).toEqual(expected === null ? [] : [expected]);
  });

  test('is said to be why', () => {
    const found = trouble(unassigned(replica), { allocation: enabled('none') });
    expect(sentences(found)).toContain('is set to none (persistent), and that is why 1 copy of 1 index stays unassigned');
  });
});

describe('the health report', () => {
  const indicator = (name: string, color: Indicator['color'], symptom: string | null = `${name} is ${color}`): Indicator => ({
    name,
    color,
    symptom,
  });
  const reported = (...report: Indicator[]) => findingsIn({ nodes: { es1: saying({}, 0, 10) }, whole: { report } });

  test('tells what nothing else tells, and no more', () => {
    const found = reported(
      indicator('master_is_stable', 'yellow', 'The elected master changed 4 times'),
      indicator('shards_availability', 'red'),
      indicator('disk', 'yellow'),
      indicator('repository_integrity', 'red', null),
      indicator('ilm', 'green'),
    );
    expect(kinds(found)).toEqual(['warning master is stable: report', 'critical repository integrity: report']);
    expect(sentences(found)).toContain('The elected master changed 4 times');
    expect(found[0]).toMatchObject({ probe: 'report', rows: [{ node: 'cluster', row: 'indicator/master_is_stable' }], followsRows: false });
  });

  test('that knows not how it stands is told, but for a master that is not stable', () => {
    expect(kinds(reported(indicator('master_is_stable', 'green'), indicator('slm', 'unknown')))).toEqual(['unknown slm: report']);
    expect(kinds(reported(indicator('master_is_stable', 'red'), indicator('slm', 'unknown')))).toEqual([
      'critical master is stable: report',
    ]);
  });
});
