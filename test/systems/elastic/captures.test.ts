import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { parseProduct } from '#lib/systems/elastic/parse-product.ts';
import { parseSettings } from '#lib/systems/elastic/parse-settings.ts';
import { ES, judge, OS, TELLER } from './hand-made.ts';

// Not ours to copy: read where they are, skipped and counted where they are not.
const SHARED = new URL('../../../../shared/data/elasticsearch/captures/', import.meta.url);
const hasShared = existsSync(SHARED);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, SHARED), 'utf8'));

const open = { ...TELLER, product: OS };
const told = (body: unknown) => ({ is: 'told', body }) as const;
const untold = { is: 'untold', why: 'not asked' } as const;
const green = (body: unknown) => ({ ...TELLER, root: {}, health: body });

/** How the capture of an endpoint is read, and what it comes to in a line. Older than 7.17 is not what Vigil is for, and read all the same. */
const LOADS = [
  ['elasticsearch-5.6.16/_nodes.stats.json', 'bVrN1Hx'],
  ['elasticsearch-6.8.8/_nodes.stats.json', '9_P7yui'],
  ['elasticsearch-7.6.1/_nodes.stats.json', '75bb834b2aed'],
  ['elasticsearch-7.6.2/_nodes.stats.json', '2c63e39ac5ce'],
  ['elasticsearch-7.17.7/_nodes.stats.json', '917e13e55eed'],
  ['elasticsearch-7.x-macos/_nodes.stats.json', '917e13e55eed'],
] as const;

type Entry = { file: string; endpoint: string; http_status: number };

/** How an answer to an endpoint is read; null for what no probe asks. */
function readerOf(endpoint: string): ((body: unknown) => unknown) | null {
  const path = endpoint.replace(/^GET /, '').replace(/\?.*/, '');
  if (path === '/') return parseProduct;
  if (path === '/_cluster/health') return (health) => PARSE.health({ ...TELLER, root: {}, health });
  if (path === '/_cluster/settings') return parseSettings;
  if (path === '/_cat/allocation') return (rows) => PARSE.allocation({ ...TELLER, settings: {}, allocation: rows, shutdown: null });
  if (/^\/_nodes(\/_all|\/_local)?(\/[a-z]+,[a-z,]+)?$/.test(path)) return (info) => PARSE.members({ ...TELLER, info });
  if (path.startsWith('/_nodes/stats') && !path.includes('element')) return (stats) => PARSE.load({ ...TELLER, stats });
  if (path.includes('routing_table')) return (table) => PARSE.shards({ ...TELLER, state: table, table, readAt: 0 });
  if (path === '/_recovery') return (recovery) => PARSE.recoveries({ ...TELLER, health: {}, recovery });
  if (/^\/(_all\/)?_stats/.test(path)) return (stats) => PARSE.volume({ ...TELLER, stats });
  if (path === '/_health_report') return (report) => PARSE.report({ ...TELLER, report });
  return null;
}

describe('captures of others', () => {
  test.skipIf(!hasShared)('of all that a probe asks can be read, of every version', () => {
    const { entries } = read('index.json') as { entries: Entry[] };
    const asked = entries.flatMap(({ file, endpoint }) => {
      const reader = file.endsWith('.json') && endpoint.startsWith('GET') ? readerOf(endpoint) : null;
      return reader ? [{ file, reader }] : [];
    });
    const refused = asked.flatMap(({ file, reader }) => {
      try {
        return reader(read(file)) === undefined ? [file] : [];
      } catch (error) {
        return [`${file}: ${String(error)}`];
      }
    });
    expect(refused).toEqual([]);
    expect(asked.length).toBeGreaterThan(80);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-5.6.16/root.json', 'elasticsearch 5.6.16'],
    ['elasticsearch-6.8.20/root.json', 'elasticsearch 6.8.20'],
    ['elasticsearch-7.10.0/root.json', 'elasticsearch 7.10.0'],
    ['elasticsearch-7.17.0/root.json', 'elasticsearch 7.17.0'],
    ['elasticsearch-7.17.27/root.json', 'elasticsearch 7.17.27'],
    ['elasticsearch-8.19/root.json', 'elasticsearch 8.11.0'],
    ['elasticsearch-9.5/root.json', 'elasticsearch 9.1.0'],
    ['elasticsearch-9.5/root~2.json', 'elasticsearch 9.4.0'],
    ['opensearch-3.x/root.json', 'opensearch 3.2.0'],
  ])('%s is %s by its own word', (file, expected) => {
    const { is, version } = parseProduct(read(file));
    expect(`${is} ${version}`).toBe(expected);
  });

  test.skipIf(!hasShared)('a URL of 7.10.0 says who it is and whom it takes for the master', () => {
    const root = read('elasticsearch-7.10.0/root.json');
    const state = read('elasticsearch-7.10.0/_cluster.state.version.nodes.master_node.routing_table.json');
    const own = PARSE.own({ root, state });
    expect(own).toMatchObject({ name: 'a14cf47ef7f2', clusterName: 'docker-cluster', uuid: 'tMjf3CQ_TyCXNfcoR9eTWw', stateVersion: 137 });
    expect(own).toMatchObject({ stateUuid: 'n-UoXaqYRoOe9qAC76IG6A', masterId: 'hx-oJ1-aT_-5pRG22JMI1Q' });
    expect(judge('own', [own]).judged.status).toBe('ok');
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-1.7.6/_cluster.health.json', 'warning', /^yellow: 5 replicas are not assigned/],
    ['elasticsearch-2.x/_cluster.health.json', 'ok', /^green/],
    ['elasticsearch-5.6.16/_cluster.health.json', 'warning', /^yellow/],
    ['elasticsearch-6.8.8/_cluster.health.json', 'warning', /^yellow/],
    [
      'elasticsearch-7.17.x/_cluster.health.json',
      'warning',
      /^yellow: 3 replicas are not assigned \(1 waits for its member to come back\), 2 copies are being made/,
    ],
    [
      'opensearch-3.x/_cluster.health.json',
      'warning',
      /^yellow: 110 replicas are not assigned, nothing is lost while their primaries live$/,
    ],
    ['opensearch-3.x/_cluster.health.level=awareness_attributes.json', 'ok', /^green/],
  ])('the health %s is %s', (file, status, reason) => {
    const { judged, rows } = judge('health', [PARSE.health(green(read(file)))]);
    expect(judged).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(rows).toHaveLength(1);
  });

  test.skipIf(!hasShared).each(LOADS)('the load %s has a row for each member, with what is told and no invented zero', (file, name) => {
    const value = PARSE.load({ ...TELLER, stats: read(file) });
    const { judged, rows } = judge('load', [value]);
    expect(rows.map(({ id }) => id)).toEqual([`member/${name}`]);
    expect(judged.status).not.toBe('unknown');
    const [member] = value.members;
    for (const key of ['heapUsedBytes', 'heapMaxBytes', 'diskTotalBytes', 'openFiles', 'startedAt', 'cpuPercent'] as const)
      expect(member?.[key], key).toBeTypeOf('number');
    expect(member?.searches.times).toBeTypeOf('number');
    expect(member?.breakers.map((one) => one.name)).toContain('parent');
    expect(rows[0]?.value).toMatchObject({ rates: { searchesPerSecond: null, rejected: null } });
  });

  test.skipIf(!hasShared)('statistics of which only ingest was asked for have a member, and nothing of it known', () => {
    const { members } = PARSE.load({ ...TELLER, stats: read('elasticsearch-8.x/_nodes.stats.ingest.json') });
    const [member] = members;
    expect(members).toHaveLength(1);
    expect(member).toMatchObject({
      heapUsedBytes: null,
      cpuPercent: null,
      diskAvailableBytes: null,
      startedAt: null,
      pools: [],
      breakers: [],
    });
    expect(member?.searches).toEqual({ times: null, tookMs: null, current: null });
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-6.3.2/_nodes._local.json', '6.3.2', false],
    ['elasticsearch-7.17.7/_nodes.json', '7.17.7', false],
    ['opensearch-2.12.0/_nodes.json', null, true],
    ['opensearch-3.x/_nodes.process.transport.json', '1.3.1', true],
  ])('%s names its members of %s', (file, version, isOpen) => {
    const { members } = PARSE.members({ ...(isOpen ? open : TELLER), info: read(file) });
    expect(members.length).toBeGreaterThan(0);
    expect(members.map((one) => one.version)).toContain(version);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-9.5/_cat.allocation.format=json.json', 'CSUXak2', 'himrst', 43.4 * 2 ** 30],
    ['opensearch-1.x/_cat.allocation.format=json.json', 'opensearch-0', undefined, 1.7 * 2 ** 30],
  ])('%s: one member with what it holds', (file, name, roles, availableBytes) => {
    const { holdings, unassigned } = PARSE.allocation({ ...TELLER, settings: {}, allocation: read(file), shutdown: null });
    expect(holdings.map((one) => [one.name, one.roles, one.diskAvailableBytes])).toEqual([[name, roles, Math.round(availableBytes)]]);
    expect(unassigned).toBe(0);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-5.4.2/_cluster.settings.include_defaults=true.json', '85%', '90%', null, null],
    ['elasticsearch-5.4.2/_cluster.settings.include_defaults=true~2.json', null, null, null, 'ALL'],
    ['elasticsearch-7.17.5/_cluster.settings.include_defaults=true.json', '50mb', '200gb', '100b', null],
    ['opensearch-3.x/_cluster.settings.include_defaults=true.json', null, null, null, null],
    ['opensearch-3.x/_cluster.settings.json', null, null, null, null],
  ])('%s: watermarks %s, %s, %s', (file, ...[low, high, floodStage, enable]) => {
    const found = parseSettings(read(file));
    expect(found.watermarks).toMatchObject({ low, high, floodStage, isEnabled: true });
    expect(found.enable?.value ?? null).toBe(enable);
    expect(found.exclude).toEqual([]);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-7.0.0-alpha1/_cluster.state.version.master_node.routing_table.json', 6, 3, 'UNASSIGNED'],
    ['elasticsearch-7.10.0/_cluster.state.version.nodes.master_node.routing_table.json', 8, 1, 'UNASSIGNED'],
    ['elasticsearch-7.10.0/_cluster.state.json', 6, 0, undefined],
  ])('the routing table %s has %i copies, %i of them troubled', (file, count, troubled, first) => {
    const table = read(file);
    const found = PARSE.shards({ ...TELLER, state: { version: 1, state_uuid: 'a' }, table, readAt: 0 });
    expect([found.count, found.troubledCount, found.troubled[0]?.state]).toEqual([count, troubled, first]);
    expect(judge('shards', [found]).rows).toHaveLength(1 + troubled);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-7.10.0/_recovery.json', 0, undefined],
    ['elasticsearch-9.5/_recovery.human.json', 1, 'my_repository/my_snapshot'],
    ['elasticsearch-9.5/_recovery.human.detailed.json', 0, undefined],
    ['opensearch-3.x/_recovery.human.json', 0, undefined],
  ])('%s has %i recoveries under way', (file, count, from) => {
    const { recoveries } = PARSE.recoveries({ ...TELLER, health: {}, recovery: read(file) });
    expect([recoveries.length, recoveries[0]?.from]).toEqual([count, from]);
  });

  test.skipIf(!hasShared)('the indices of 2.x have a row each, of which the red one is critical', () => {
    const value = PARSE.indices({ ...TELLER, health: read('elasticsearch-2.x/_cluster.health.level=indices.json') });
    expect(judge('indices', [value]).rows.map(({ id, judged }) => [id, judged.status])).toEqual([
      ['index/v1', 'ok'],
      ['index/v2', 'critical'],
    ]);
  });

  test.skipIf(!hasShared).each([
    ['elasticsearch-6.3.2/_stats.json', 2, 2],
    ['elasticsearch-7.17.3/_all._stats.json', 4, 43],
    ['elasticsearch-7.17.27/_stats.json', 7, 156],
    ['elasticsearch-7.x/_all._stats.json', 1, 999],
    ['opensearch-3.x/_stats.json', 1, 4],
  ])('%s: %i indices, %i documents', (file, count, docs) => {
    const value = PARSE.volume({ ...TELLER, stats: read(file) });
    const [total, ...rows] = judge('volume', [value]).rows;
    expect(total?.value).toMatchObject({ kind: 'total', indices: count, docs, searchesPerSecond: null });
    expect(rows).toHaveLength(count);
  });

  test.skipIf(!hasShared)('a policy of 9.5 that never ran is warned of, and the life cycles of 7.x in error', () => {
    const policies = told(read('elasticsearch-9.5/_slm.policy.json'));
    const errors = told(read('elasticsearch-7.x/_all._ilm.explain.only_errors.json'));
    const { rows } = judge('upkeep', [PARSE.upkeep({ ...TELLER, product: ES, policies, errors })]);
    expect(rows.map(({ id }) => id)).toEqual(['policy/daily-snapshots', 'lifecycle/test-000056', 'lifecycle/test-000020']);
    expect(rows.map(({ judged }) => judged.reason)).toEqual([
      'it has never made a snapshot',
      'its life cycle my_lifecycle3 is in error at hot, attempt-rollover: index [test-000057/H7lF9n36Rzqa-KfKcnGQMg] already exists',
      'its life cycle my_lifecycle3 is in error at warm, check-allocation: Waiting for all shard copies to be active',
    ]);
  });

  test.skipIf(!hasShared).each([
    ['opensearch-3.x/_plugins._ism.explain.test-000001.validate_action=true.json', ['test-000001']],
    ['opensearch-3.x/_plugins._ism.explain.test-logs-001.show_policy=true.json', []],
  ])('%s: indices whose policy failed', (file, indices) => {
    const { errors } = PARSE.upkeep({ ...open, policies: untold, errors: told(read(file)) });
    expect(errors?.map(({ index }) => index)).toEqual(indices);
  });

  test.skipIf(!hasShared)('a policy of OpenSearch 3.x that tells no run is not known to have made a snapshot', () => {
    const explain = read('opensearch-3.x/_plugins._sm.policies.p._explain.json');
    const value = PARSE.upkeep({ ...open, policies: told({ policies: { policies: [] }, explain }), errors: untold });
    expect(judge('upkeep', [value]).rows.map(({ id, judged }) => [id, judged.status])).toEqual([['policy/daily-policy', 'unknown']]);
  });

  test.skipIf(!hasShared)('the report of 8.7.0 has a row for each indicator', () => {
    const value = PARSE.report({ ...TELLER, report: read('elasticsearch-8.7.0/_health_report.json') });
    const { judged, rows } = judge('report', [value]);
    expect([judged.status, judged.reason, rows.length]).toEqual(['ok', '6 indicators, all green', 8]);
    expect(rows[0]?.judged.reason).toBe('green: The cluster has a stable master node');
  });
});
