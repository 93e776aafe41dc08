import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { type ElasticClusters, startElasticClusters } from '#demo/elastic/estate/clusters.ts';
import { ELASTIC_ADMIN_VARIABLE, ELASTIC_VARIABLE, elasticHostLines, elasticText } from '#demo/elastic/estate/config-text.ts';
import { ELASTIC_CLUSTERS } from '#demo/elastic/estate/layout.ts';
import { ELASTIC_STEPS } from '#demo/elastic/estate/story-steps.ts';
import { ELASTIC_ADMIN, ELASTIC_USER } from '#demo/elastic/estate/users.ts';
import { isRecord } from '#demo/elastic/wire/ask.ts';
import { until } from '../../../fakes/until.ts';

const PASSWORDS = { look: 'look of a test', act: 'act of a test' };

let clusters: ElasticClusters;
beforeAll(async () => {
  clusters = await startElasticClusters(PASSWORDS);
}, 60_000);
afterAll(() => clusters.stop());

function urlOf(cluster: string, node = 0): string {
  return clusters.urls[cluster]?.[node]?.url ?? '';
}

async function ask(url: string, [user, password] = [ELASTIC_USER, PASSWORDS.look]): Promise<{ status: number; body: unknown }> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const answer = await fetch(url, { headers: { authorization } });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

async function colorOf(cluster: string): Promise<unknown> {
  const { body } = await ask(`${urlOf(cluster)}/_cluster/health`);
  return isRecord(body) ? body.status : null;
}

test('Vigil takes the section that tells of every node, and the machines they are on', async () => {
  expect(Object.fromEntries(Object.entries(clusters.urls).map(([name, urls]) => [name, urls.map(({ node }) => node)]))).toEqual(
    Object.fromEntries(ELASTIC_CLUSTERS.map(({ name, nodes }) => [name, nodes])),
  );
  const folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
  try {
    const file = join(folder, 'vigil.yaml');
    await writeFile(
      file,
      `access: { secret: { env: SECRET }, demo: true }\nhosts:\n${elasticHostLines().join('\n')}\n${elasticText(clusters)}`,
    );
    const env = {
      NODE_ENV: 'test' as const,
      SECRET: 'x'.repeat(40),
      [ELASTIC_VARIABLE]: PASSWORDS.look,
      [ELASTIC_ADMIN_VARIABLE]: PASSWORDS.act,
    };
    expect(await loadConfig(file, env)).toMatchObject({ ok: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each(ELASTIC_CLUSTERS.map(({ name, product, version }) => [name, product, version] as const))(
  '%s is green, by the word of %s %s, and nobody is let in without a password',
  async (name, product, version) => {
    const root = await ask(urlOf(name));
    expect(root.body).toMatchObject({
      cluster_name: name,
      version: { number: version, ...(product === 'opensearch' ? { distribution: product } : {}) },
    });
    expect(await colorOf(name)).toBe('green');
    expect((await ask(urlOf(name), ['nobody', 'nothing'])).status).toBe(401);
  },
);

test('whoever looks may change nothing, and whoever acts may', async () => {
  const settings = `${urlOf('search')}/_cluster/settings`;
  const put = (user: string, password: string): Promise<Response> =>
    fetch(settings, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      body: JSON.stringify({ persistent: { 'cluster.routing.rebalance.enable': null } }),
    });
  expect((await put(ELASTIC_USER, PASSWORDS.look)).status).toBe(403);
  expect((await put(ELASTIC_ADMIN, PASSWORDS.act)).status).toBe(200);
});

test('an index goes red by order, and is whole again when that is ended', async () => {
  const told = ELASTIC_STEPS.flatMap(({ deed }) => (deed.do === 'elastic' && deed.order.told.order.endsWith(' shard') ? [deed.order] : []));
  const [fail, mend] = told;
  if (!fail || !mend) throw new Error('the story has no shard that fails');
  await clusters.order(fail);
  expect(await colorOf('search')).toBe('red');
  await clusters.order(mend);
  await until('search is green again', async () => (await colorOf('search')) === 'green', 30_000);
});

test('a node that is stopped refuses connections, and answers at its address when it is started', async () => {
  const logs04 = urlOf('logs', 3);
  await clusters.order({ cluster: 'logs', told: { order: 'stop node', node: 'ny-logs04' } });
  await expect(ask(logs04)).rejects.toThrow('fetch failed');
  await clusters.order({ cluster: 'logs', told: { order: 'start node', node: 'ny-logs04' } });
  expect((await ask(logs04)).status).toBe(200);
});

test('an order for a cluster that is not there is refused in words', async () => {
  await expect(clusters.order({ cluster: 'nowhere', told: { order: 'heal masters' } })).rejects.toThrow('there is no cluster nowhere');
});

test('when their process is killed, that is told, and orders are refused in words', async () => {
  const others = await startElasticClusters(PASSWORDS);
  process.kill(others.pid, 'SIGKILL');
  expect(await others.died).toBe('The Elasticsearch and OpenSearch clusters died: it was ended by SIGKILL');
  await expect(others.order({ cluster: 'search', told: { order: 'heal masters' } })).rejects.toThrow(
    'the Elasticsearch and OpenSearch clusters are gone',
  );
  await others.stop();
});
