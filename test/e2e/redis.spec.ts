import { expect, type Locator, type Page, test } from '@playwright/test';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { checkLooks } from './looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

let master: RedisProcess;
let middle: RedisProcess;
let last: RedisProcess;
let vigil: Vigil;

test.beforeEach(async () => {
  master = await startRedis({ args: ['--maxmemory', '200mb'] });
  middle = await startRedis({ replicaOf: master.port });
  last = await startRedis({ replicaOf: middle.port });
  const nodes = [last, master, middle].map(
    ({ port }, i) => `{ name: ${['c', 'a', 'b'][i]}, address: '127.0.0.1:${port}', host: cache${i} }`,
  );
  const group = `{ name: sessions, title: Sessions, tags: [prod], nodes: [${nodes.join(', ')}] }`;
  const sections = [`redis: { interval: 1s, timeout: 500ms, groups: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['redis'], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const one of [last, middle, master]) await one.stop();
});

/** The line of a node. */
function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link', { name, exact: true }) });
}

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`${vigil.url}/redis${search}`);
  await expect(row(page, 'c')).toContainText('replica, link up');
}

test('a group is a tree of who follows whom, and everything on it fits and can be read', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('rowheader')).toHaveText([/^a127/, /^b127/, /^c127/]);
  await expect(row(page, 'a')).toContainText('master');
  await expect(row(page, 'b')).toContainText('online');
  await expect(page.getByText('1 master, 2 replicas, Redis')).toBeVisible();
  await checkLooks(page, { says: ['replica, link up'], isKnown: true, shot: 'redis-well' });
});

test('an order of a column is taken by the keyboard, stands in the address and keeps the tree', async ({ page }) => {
  await open(page);
  const head = page.getByRole('columnheader', { name: 'Node' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=-name/);
  await expect(page.getByText('a replica stays under its master')).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText([/^a127/, /^b127/, /^c127/]);
  await page.goto(`${vigil.url}/redis?by=host&sort=-name`);
  await expect(page.getByText('within each host')).toBeVisible();
  await checkLooks(page, { says: ['by Node, falling'], isKnown: true, shot: 'redis-sorted' });
});

test('a node is found by its name and leads to its own page, which draws its last minutes and tells what happened', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Find a node').fill('b');
  await page.getByRole('option').filter({ hasText: 'Redis node' }).first().click();
  await expect(page).toHaveURL(/\/redis\/nodes\/sessions\/b$/);
  await expect(page.getByRole('img', { name: /^Commands\/s over/ })).toBeVisible();
  await expect(page.getByText('Vigil saw no restart')).toBeVisible();
  await middle.command('REPLICAOF', 'NO', 'ONE');
  await expect(page.getByRole('list', { name: 'What happened lately' })).toContainText('became a master');
  await checkLooks(page, { says: ['became a master'], isKnown: true, shot: 'redis-instance-happened' });
});

test('a frozen master turns stale, keeps its values hatched, and nothing is said to be behind it', async ({ page }) => {
  await open(page);
  master.signal('SIGSTOP');
  await expect(row(page, 'a').getByRole('img', { name: 'stale' })).toBeVisible();
  await expect(row(page, 'a')).toHaveClass(/hatch/);
  await expect(page.getByText('No answer').first()).toBeVisible();
  await checkLooks(page, { says: ['No answer'], isKnown: true, shot: 'redis-frozen' });
  master.signal('SIGCONT');
  await expect(row(page, 'a')).not.toHaveClass(/hatch/);
});

test('a killed master is refused at once, and its replica says itself since when its link is down', async ({ page }) => {
  await open(page);
  master.signal('SIGKILL');
  await expect(page.getByText('Connection refused').first()).toBeVisible();
  await expect(row(page, 'b')).toContainText('replica, link down');
  await expect(page.getByText(/is down \(connect/).first()).toBeVisible();
  await checkLooks(page, { says: ['Connection refused', 'link down'], isKnown: true, shot: 'redis-killed' });
  await page.goto(vigil.url);
  await expect(page.getByText(/nothing listens on/).first()).toBeVisible();
  await expect(page.getByText(/Because of it (.*; )?b: the link to its master/)).toBeVisible();
  await checkLooks(page, { says: ['Redis'], isKnown: true, shot: 'redis-overview' });
});

test('filter and view stand in the address', async ({ page }) => {
  await open(page, '?q=role:replica');
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await page.getByRole('button', { name: 'Hosts', exact: true }).click();
  await expect(page).toHaveURL(/by=host/);
  await expect(page.getByRole('region', { name: 'cache0' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'cache1' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('region', { name: 'cache2' })).toBeVisible();
  await checkLooks(page, { says: ['cache0'], isKnown: true, shot: 'redis-hosts' });
});
