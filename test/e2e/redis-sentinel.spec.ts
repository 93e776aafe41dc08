import { expect, type Locator, type Page, test } from '@playwright/test';
import { startCluster } from '#test/live/redis-cluster-process.ts';
import { REDIS, type RedisProcess, startRedis, startSentinel } from '#test/live/redis-process.ts';
import { checkLooks } from './looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

let vigil: Vigil | null = null;
const running: RedisProcess[] = [];

test.afterEach(async () => {
  await vigil?.stop();
  vigil = null;
  for (const one of running.splice(0)) await one.stop();
});

async function started(starting: Promise<RedisProcess>): Promise<RedisProcess> {
  const one = await starting;
  running.push(one);
  return one;
}

async function watch(group: string): Promise<Vigil> {
  const sections = [`redis: { interval: 1s, timeout: 500ms, groups: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['redis'], sections });
  return vigil;
}

const listed = (names: readonly string[], nodes: readonly RedisProcess[]): string =>
  nodes.map(({ port }, index) => `{ name: ${names[index]}, address: '127.0.0.1:${port}' }`).join(', ');

/** A master with a replica and three Sentinels that watch it. */
async function watchedSet() {
  const a = await started(startRedis());
  const b = await started(startRedis({ replicaOf: a.port }));
  const sentinels = await Promise.all([1, 2, 3].map(() => started(startSentinel(a.port))));
  const watchers = `{ master: main, nodes: [${listed(['s1', 's2', 's3'], sentinels)}] }`;
  const { url } = await watch(`{ name: cache, title: Cache, nodes: [${listed(['a', 'b'], [a, b])}], sentinels: ${watchers} }`);
  return { a, b, sentinels, url };
}

function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link', { name, exact: true }) });
}

test('a Sentinel that names another master is told, on the board and on a page of its own', async ({ page }) => {
  const { b, sentinels, url } = await watchedSet();
  await page.goto(`${url}/redis`);
  for (const name of ['s1', 's2', 's3']) await expect(row(page, name)).toContainText('3 known', { timeout: 30_000 });
  await sentinels[0]?.command('SENTINEL', 'REMOVE', 'main');
  await sentinels[0]?.command('SENTINEL', 'MONITOR', 'main', '127.0.0.1', String(b.port), '2');
  await expect(page.getByText('Another master').first()).toBeVisible({ timeout: 30_000 });
  await expect(row(page, 's1')).toContainText('a replica by its own word');
  await expect(row(page, 's1').getByRole('img', { name: 'critical' })).toBeVisible();
  await row(page, 's1').getByRole('link', { name: 's1', exact: true }).click();
  await expect(page.getByRole('heading', { name: 's1' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What it does, by its own word' })).toContainText('a replica by its own word');
  await expect(page.getByRole('tab')).toHaveCount(0);
  await checkLooks(page, { says: ['Another master', 'hearsay'], isKnown: true, shot: 'sentinel-page' });
});

test('a quorum that is lost is red, though the Sentinel that is left is up', async ({ page }) => {
  const { sentinels, url } = await watchedSet();
  await page.goto(`${url}/redis`);
  for (const name of ['s1', 's2', 's3']) await expect(row(page, name)).toContainText('3 known', { timeout: 30_000 });
  for (const one of sentinels.slice(1)) one.signal('SIGKILL');
  await expect(page.getByText('No quorum').first()).toBeVisible({ timeout: 30_000 });
  await expect(row(page, 's1').getByRole('img', { name: 'critical' })).toBeVisible();
  await expect(row(page, 's2').getByRole('img', { name: 'critical' })).toBeVisible();
  await checkLooks(page, { says: ['No quorum', 'no failover is possible'], isKnown: true, shot: 'sentinel-no-quorum' });
});

/** A cluster of three masters on a page that is open, when all its slots are served. */
async function openCluster(page: Page): Promise<{ members: RedisProcess[]; map: Locator }> {
  const members = await startCluster(0, (one) => running.push(one));
  const { url } = await watch(`{ name: counters, title: Counters, cluster: true, nodes: [${listed(['m1', 'm2', 'm3'], members)}] }`);
  await page.goto(`${url}/redis`);
  const map = page.getByRole('region', { name: 'Slots of Counters' });
  await expect(map).toContainText('16,384 of 16,384 served', { timeout: 30_000 });
  return { members, map };
}

test('slots whose master is killed are red on the map, and so is each node that is left and serves no key', async ({ page }) => {
  const { members, map } = await openCluster(page);
  members[0]?.signal('SIGKILL');
  await expect(map).toContainText('0 of 16,384 served, 16,384 not', { timeout: 30_000 });
  await expect(map).toContainText('not covered: m1 had them and answers no more 5,461: 0-5460');
  await expect(map).toContainText('not served: m2 has them and answers with CLUSTERDOWN');
  await expect(row(page, 'm2').getByRole('img', { name: 'critical' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Answers commands on keys with CLUSTERDOWN/).first()).toBeVisible();
  await checkLooks(page, { says: ['Slots not covered'], isKnown: true, shot: 'cluster-uncovered' });
});

test('two slots that nobody has are seen and said beside those of a master that is not read', async ({ page }) => {
  const { members, map } = await openCluster(page);
  for (const slot of ['14000', '14001']) for (const one of members) await one.command('CLUSTER', 'DELSLOTS', slot);
  await expect(map).toContainText('2: 14000-14001');
  members[1]?.signal('SIGSTOP');
  await expect(map).toContainText('not read: m2 had them', { timeout: 30_000 });
  await checkLooks(page, { says: ['2: 14000-14001'], isKnown: true, shot: 'cluster-gap' });
});
