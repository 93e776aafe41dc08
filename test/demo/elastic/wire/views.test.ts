import { afterEach, describe, expect, test } from 'vitest';
import { type ElasticOptions, type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import { ask, post, put } from './asking.ts';

let running: RunningElastic | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(options: ElasticOptions): Promise<{ elastic: RunningElastic; urls: string[]; names: string[] }> {
  const elastic = await startElastic(options);
  running = elastic;
  return { elastic, urls: elastic.urls.map(({ url }) => url), names: elastic.urls.map(({ node }) => node) };
}

const STATE = '/_cluster/state/version,master_node';

describe('every node tells its own view', () => {
  test.each([
    ['7.17.27', '?local=true'],
    ['8.17.4', '?local=true'],
    ['9.5.1', ''],
  ])('%s, asked with "%s": one that is isolated knows no master, and the others do', async (version, local) => {
    const { elastic, urls, names } = await start({ version });
    await elastic.order({ order: 'isolate node', node: names[2] ?? '' });
    elastic.pass(60_000);
    const told = await Promise.all(urls.map((url) => ask(`${url}${STATE}${local}`)));
    expect(told.map(({ body }) => (body as { master_node: string | null }).master_node === null)).toEqual([false, false, true]);
  });

  test('without local, before 9.2, one that is isolated cannot answer, and one that lags passes it on', async () => {
    const { elastic, urls, names } = await start({ version: '8.17.4' });
    await elastic.order({ order: 'lag node', node: names[1] ?? '' });
    await elastic.order({ order: 'isolate node', node: names[2] ?? '' });
    elastic.pass(60_000);
    const [master, lagging, local] = await Promise.all([
      ask(`${urls[0]}${STATE}`),
      ask(`${urls[1]}${STATE}`),
      ask(`${urls[1]}${STATE}?local=true`),
    ]);
    expect(lagging.body).toEqual(master.body);
    expect(local.body).not.toEqual(master.body);
    expect(await ask(`${urls[2]}${STATE}`)).toMatchObject({
      status: 503,
      body: { error: { type: 'master_not_discovered_exception', reason: null }, status: 503 },
    });
  });

  test.each([
    ['elasticsearch', '8.17.4', 'master_not_discovered_exception'],
    ['opensearch', '1.3.20', 'master_not_discovered_exception'],
    ['opensearch', '2.19.1', 'cluster_manager_not_discovered_exception'],
  ] as const)('%s %s without a master: %s; and filter_path leaves a number where a color is expected', async (product, version, type) => {
    const { elastic, urls, names } = await start({ product, version });
    await elastic.order({ order: 'isolate node', node: names[2] ?? '' });
    elastic.pass(60_000);
    expect(await ask(`${urls[2]}/_cluster/health`)).toMatchObject({ status: 503, body: { error: { type } } });
    expect((await ask(`${urls[2]}/_cluster/health?filter_path=status`)).text).toBe('{"status":503}');
    expect(await ask(`${urls[2]}/_cluster/health?local=true`)).toMatchObject({ status: 200, body: { status: 'red' } });
  });

  test('of two masters each side has its own', async () => {
    const { elastic, urls, names } = await start({ version: '8.17.4' });
    await elastic.order({ order: 'split masters', nodes: [names[2] ?? ''] });
    elastic.pass(60_000);
    const told = await Promise.all(urls.map((url) => ask(`${url}${STATE}?local=true`)));
    const masters = told.map(({ body }) => (body as { master_node: string | null }).master_node);
    expect(masters[0]).toBe(masters[1]);
    expect(masters[2]).not.toBe(masters[0]);
    expect(masters).not.toContain(null);
  });

  test('one that does not answer is a failure among the nodes that were asked, until it is counted out', async () => {
    const { elastic, urls, names } = await start({ version: '8.17.4' });
    await elastic.order({ order: 'isolate node', node: names[2] ?? '' });
    elastic.pass(60_000);
    const { body } = await ask(`${urls[2]}/_nodes/stats/os`);
    expect(body).toMatchObject({ _nodes: { total: 3, successful: 1, failed: 2, failures: [{ type: 'failed_node_exception' }, {}] } });
  });
});

describe('what is written changes the model', () => {
  test('a list of nodes to be drained empties that node, and is told by both shapes of settings', async () => {
    const { elastic, urls, names } = await start({ version: '8.17.4' });
    const key = 'cluster.routing.allocation.exclude._name';
    expect(await put(`${urls[0]}/_cluster/settings`, { persistent: { [key]: names[2] } })).toMatchObject({
      status: 200,
      body: { acknowledged: true },
    });
    for (let minute = 0; minute < 240; minute++) elastic.pass(60_000);
    const rows = (await ask(`${urls[1]}/_cat/allocation?format=json`)).body as { node: string; shards: string }[];
    expect(rows.find(({ node }) => node === names[2])?.shards).toBe('0');
    expect((await ask(`${urls[0]}/_cluster/settings?flat_settings=true`)).body).toMatchObject({ persistent: { [key]: names[2] } });
    expect((await ask(`${urls[0]}/_cluster/settings`)).body).toMatchObject({
      persistent: { cluster: { routing: { allocation: { exclude: { _name: names[2] } } } } },
    });
    await put(`${urls[0]}/_cluster/settings`, { persistent: { [key]: null } });
    expect((await ask(`${urls[0]}/_cluster/settings`)).body).toEqual({ persistent: {}, transient: {} });
  });

  test.each([
    [{ persistent: { 'cluster.no.such.setting': 'x' } }, 400],
    [{ persistent: {} }, 400],
    [{ forever: { a: 1 } }, 400],
  ])('settings %j are refused', async (body, status) => {
    const { urls } = await start({ version: '8.17.4' });
    expect(await put(`${urls[0]}/_cluster/settings`, body)).toMatchObject({
      status,
      body: { error: { type: expect.stringMatching(/_exception$/) }, status },
    });
  });

  test('a move is tried without being done, and then done', async () => {
    const { elastic, urls } = await start({ version: '8.17.4' });
    const index = elastic.cluster.indices.get('rpg-v3');
    const holders = index?.shards[0]?.copies.map(({ nodeId }) => elastic.cluster.nodes.get(nodeId ?? '')?.name) ?? [];
    const to = elastic.urls.find(({ node }) => !holders.includes(node))?.node;
    const commands = { commands: [{ move: { index: 'rpg-v3', shard: 0, from_node: holders[0], to_node: to } }] };
    const moving = async (): Promise<unknown> =>
      ((await ask(`${urls[0]}/_cluster/health`)).body as { relocating_shards: number }).relocating_shards;
    const tried = await post(`${urls[0]}/_cluster/reroute?dry_run=true&explain=true&metric=none`, commands);
    expect(tried.body).toMatchObject({
      acknowledged: true,
      explanations: [{ command: 'move', decisions: expect.arrayContaining([expect.objectContaining({ decision: 'YES' })]) }],
    });
    expect(await moving()).toBe(0);
    await post(`${urls[0]}/_cluster/reroute?metric=none`, commands);
    expect(await moving()).toBe(1);
    expect((await ask(`${urls[0]}/_cat/recovery?active_only=true&format=json`)).body).toMatchObject([
      { index: 'rpg-v3', type: 'peer', target_node: to },
    ]);
  });

  test.each([
    ['elasticsearch', '8.17.4', 200, { node_failures: [{ caused_by: { type: 'resource_not_found_exception' } }], nodes: {} }],
    ['opensearch', '2.19.1', 404, { error: { type: 'resource_not_found_exception' } }],
  ] as const)(
    'a task of %s %s that runs is cancelled by its id; of one that is gone it is told that it is',
    async (...[product, version, status, gone]) => {
      const { urls } = await start({ product, version });
      const { tasks } = (await ask(`${urls[0]}/_tasks?group_by=none&actions=*reindex`)).body as { tasks: { node: string; id: number }[] };
      const { node = '', id = 0 } = tasks[0] ?? {};
      const name = `${node}:${id}`;
      expect((await post(`${urls[0]}/_tasks/${name}/_cancel`)).body).toMatchObject({
        nodes: { [node]: { tasks: { [name]: { cancelled: true } } } },
      });
      expect(await post(`${urls[0]}/_tasks/${node}:999999/_cancel`)).toMatchObject({ status, body: gone });
    },
  );
});

test('behind one URL in front of all of them each answers in turn', async () => {
  const { elastic, names } = await start({ version: '8.17.4', hasBalancer: true });
  const told = [];
  for (let turn = 0; turn < 3; turn++) told.push(((await ask(elastic.balancer ?? '')).body as { name: string }).name);
  expect(told.toSorted()).toEqual(names);
});
