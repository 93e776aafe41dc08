import { describe, expect, test } from 'vitest';
import { type ElasticOptions, startElastic } from '#demo/elastic/wire/start.ts';
import { type Answered, ask, post } from './asking.ts';

type Of = Pick<ElasticOptions, 'version' | 'product' | 'estate'>;

async function asked(of: Of, path: string, method: 'GET' | 'POST' | 'PUT' = 'GET'): Promise<Answered> {
  const elastic = await startElastic(of);
  try {
    return await (method === 'GET' ? ask(`${elastic.urls[0]?.url}${path}`) : ask(`${elastic.urls[0]?.url}${path}`, { method }));
  } finally {
    await elastic.stop();
  }
}

const open = (version: string): Of => ({ version, product: 'opensearch' });
const elastic = (version: string): Of => ({ version });

describe('what a version does not know', () => {
  test.each<[string, Of, string, number, unknown]>([
    [
      'a parameter',
      elastic('8.17.4'),
      '/_nodes/stats?master_timeout=5s',
      400,
      {
        error: { type: 'illegal_argument_exception', reason: 'request [/_nodes/stats] contains unrecognized parameter: [master_timeout]' },
      },
    ],
    [
      'two of them',
      elastic('8.17.4'),
      '/_stats?b=1&a=1',
      400,
      { error: { reason: 'request [/_stats] contains unrecognized parameters: [a], [b]' } },
    ],
    [
      'the timeout of OpenSearch in Elasticsearch',
      elastic('8.17.4'),
      '/_cluster/health?cluster_manager_timeout=5s',
      400,
      { error: { reason: expect.stringContaining('[cluster_manager_timeout]') } },
    ],
    [
      'the same in OpenSearch 1',
      open('1.3.20'),
      '/_cluster/health?cluster_manager_timeout=5s',
      400,
      { error: { type: 'illegal_argument_exception' } },
    ],
    [
      'both at once in OpenSearch',
      open('2.19.1'),
      '/_cluster/health?cluster_manager_timeout=5s&master_timeout=5s',
      400,
      { error: { type: 'parse_exception' } },
    ],
    ['local of aliases in 9', elastic('9.0.4'), '/_alias?local=true', 400, { error: { reason: expect.stringContaining('[local]') } }],
    [
      'a metric of nodes',
      elastic('8.17.4'),
      '/_nodes/stats/wrong',
      400,
      { error: { reason: 'request [/_nodes/stats/wrong] contains unrecognized metric: [wrong]' } },
    ],
    [
      'a report before 8.7: the name of an index',
      elastic('8.6.2'),
      '/_health_report',
      400,
      { error: { type: 'invalid_index_name_exception' } },
    ],
    ['a report in OpenSearch', open('3.2.0'), '/_health_report', 400, { error: { type: 'invalid_index_name_exception' } }],
    [
      'snapshot policies in OpenSearch',
      open('2.19.1'),
      '/_slm/policy',
      400,
      { error: 'no handler found for uri [/_slm/policy] and method [GET]' },
    ],
    [
      'those of OpenSearch in Elasticsearch',
      elastic('8.17.4'),
      '/_plugins/_sm/policies',
      400,
      { error: expect.stringContaining('no handler found') },
    ],
    [
      'snapshot management before 2.1',
      open('1.3.20'),
      '/_plugins/_sm/policies',
      400,
      { error: expect.stringContaining('no handler found') },
    ],
    [
      'an index',
      elastic('8.17.4'),
      '/nowhere/_stats',
      404,
      { error: { type: 'index_not_found_exception', reason: 'no such index [nowhere]' }, status: 404 },
    ],
    ['paths that 8.0 removed', elastic('8.17.4'), '/_xpack/license', 400, { error: expect.stringContaining('no handler found') }],
  ])('%s', async (...[, of, path, status, body]) => {
    expect(await asked(of, path)).toMatchObject({ status, body });
  });

  test.each<[string, Of, string]>([
    ['master_timeout of OpenSearch 3, which is deprecated there', open('3.2.0'), '/_cluster/health?master_timeout=5s'],
    ['its own name', open('2.19.1'), '/_cluster/health?cluster_manager_timeout=5s'],
    ['local of aliases before 9', elastic('8.17.4'), '/_alias?local=true'],
    ['local of the state in 9.2 and later', elastic('9.5.1'), '/_cluster/state/version?local=true'],
    ['a metric of the state that is not known', elastic('8.17.4'), '/_cluster/state/version,cluster_manager_node'],
    ['what an orchestrator shuts down, before 7.15 taken for a node', elastic('7.14.2'), '/_nodes/shutdown'],
  ])('is not: %s', async (_, of, path) => {
    expect((await asked(of, path)).status).toBe(200);
  });

  test('a method that a path does not have is answered with those it has', async () => {
    expect(await asked(elastic('8.17.4'), '/_cluster/health', 'POST')).toMatchObject({
      status: 405,
      body: { error: expect.stringContaining('allowed: [GET]'), status: 405 },
    });
  });
});

describe('the answer of a version', () => {
  test.each<[string, Of, string, object]>([
    ['OpenSearch 1 tells whether it has a master', open('1.3.20'), '/_cluster/health', { discovered_master: true }],
    ['and 2 whether it has a manager', open('2.19.1'), '/_cluster/health', { discovered_master: true, discovered_cluster_manager: true }],
    ['8.16 counts primaries that are nowhere', elastic('8.16.0'), '/_cluster/health', { unassigned_primary_shards: 0 }],
    [
      'OpenSearch 2 names its manager',
      open('2.19.1'),
      '/_cluster/state/cluster_manager_node',
      { cluster_manager_node: expect.stringMatching(/./) },
    ],
  ])('%s', async (_, of, path, body) => {
    expect(await asked(of, path)).toMatchObject({ status: 200, body });
  });

  test.each<[string, string, Of, string, boolean]>([
    ['7.17', 'metric=none', elastic('7.17.27'), '?metric=none', true],
    ['8.17', 'nothing', elastic('8.17.4'), '', true],
    ['8.17', 'metric=none', elastic('8.17.4'), '?metric=none', false],
    ['9.5', 'nothing', elastic('9.5.1'), '', false],
    ['OpenSearch 2', 'metric=master_node', open('2.19.1'), '?metric=master_node', true],
  ])('to a reroute of %s with %s has a state or not', async (...[, , of, query, hasState]) => {
    const { status, body } = await asked(of, `/_cluster/reroute${query}`, 'POST');
    expect(status).toBe(200);
    expect('state' in (body as object)).toBe(hasState);
  });

  test('sizes of a _cat table are in the unit that was asked for, all values text, and copies that are nowhere a row of their own', async () => {
    const running = await startElastic({ version: '8.17.4' });
    try {
      await running.order({ order: 'stop node', node: running.urls[2]?.node ?? '' });
      running.pass(1_000);
      const { body } = await ask(`${running.urls[0]?.url}/_cat/allocation?format=json&bytes=b`);
      const rows = body as Record<string, string | null>[];
      expect(rows.map(({ node }) => node)).toEqual([...running.urls.slice(0, 2).map(({ node }) => node), 'UNASSIGNED']);
      expect(rows[0]?.['disk.used']).toMatch(/^\d{10,}$/);
      expect(rows[2]).toMatchObject({ 'disk.used': null, 'disk.indices': null, host: null });
      expect((await post(`${running.urls[0]?.url}/_flush`)).body).toMatchObject({ _shards: { failed: 0 } });
    } finally {
      await running.stop();
    }
  });
});
