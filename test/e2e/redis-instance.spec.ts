import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { checkLooks } from './looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

const SECRET = 'hunter22-of-the-master';
let master: RedisProcess;
let replica: RedisProcess;
let vigil: Vigil;

test.beforeEach(async () => {
  master = await startRedis({ args: ['--masterauth', SECRET, '--hz', '50', '--slowlog-log-slower-than', '0'] });
  replica = await startRedis({ replicaOf: master.port });
  for (const at of [1, 2, 3]) await master.command('SET', `key:${at}`, 'value');
  await replica.command('ACL', 'SETUSER', 'vigil', 'on', '>pw', 'resetkeys', '-@all', '+ping', '+info', '+role', '+client|setname');
  const password = join(replica.folder, 'password');
  writeFileSync(password, 'pw', { mode: 0o600 });
  const nodes = [
    `{ name: a, address: '127.0.0.1:${master.port}' }`,
    `{ name: b, address: '127.0.0.1:${replica.port}', read: { user: vigil, password: { file: ${password} } } }`,
  ];
  const group = `{ name: sessions, title: Sessions, nodes: [${nodes.join(', ')}] }`;
  const sections = [`redis: { interval: 1s, timeout: 500ms, groups: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['redis'], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const one of [replica, master]) await one.stop();
});

async function see(page: Page, what: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Ask the instance' }).getByRole('button', { name: what, exact: true }).click();
  await expect(page.getByText(/asked \d+s ago/)).toBeVisible();
}

test('a row of the board leads to its instance, which is asked one thing after another, and no secret comes into the browser', async ({
  page,
}) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/live/v1/ask')) bodies.push(response.text());
  });
  await page.goto(`${vigil.url}/redis`);
  await page.getByRole('link', { name: 'a', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('a');
  await expect(page.getByRole('region', { name: 'Role, by its own word' })).toContainText('master');
  await see(page, 'Clients');
  await expect(page.getByText('Without the addresses, names and users')).toBeVisible();
  await checkLooks(page, { says: ['clients'], isKnown: true, shot: 'redis-instance-clients' });
  await see(page, 'Slow log');
  await expect(page.getByRole('table', { name: 'Slow commands' })).toContainText('SET');
  for (const what of ['Commands', 'Latency', 'Memory', 'INFO', 'Settings']) await see(page, what);
  await expect(page.getByRole('row').filter({ hasText: 'masterauth' })).toContainText('set, masked');
  await expect(page.getByRole('row').filter({ hasText: /^hz/ })).toContainText('50');
  await checkLooks(page, { says: ['set, masked'], isKnown: true, shot: 'redis-instance-settings' });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download, masked' }).click();
  expect((await downloading).suggestedFilename()).toBe('sessions-a.conf.txt');
  const said = (await Promise.all(bodies)).join();
  expect(said).toContain('masterauth');
  expect(said).not.toContain(SECRET);
  expect(said).not.toContain('key:1');
});

test('slow commands that the node was made to forget are still shown, and what nobody saw is counted', async ({ page }) => {
  await page.goto(`${vigil.url}/redis/nodes/sessions/a?see=slowlog`);
  const table = page.getByRole('table', { name: 'Slow commands' });
  await expect(table).toContainText('SET');
  const before = await table.getByRole('row').count();
  await master.command('CONFIG', 'SET', 'slowlog-max-len', '2');
  await master.command('SLOWLOG', 'RESET');
  for (const at of [1, 2, 3, 4]) await master.command('GET', `key:${at}`);
  await expect(async () => {
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect(page.getByText(/entr(y|ies) between .* never seen/).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await table.getByRole('row').count()).toBeGreaterThan(before);
  await checkLooks(page, { says: ['never seen'], isKnown: true, shot: 'redis-instance-slowlog' });
});

test('what its user may not ask is said with the right that is needed, and nothing else is affected', async ({ page }) => {
  await page.goto(`${vigil.url}/redis/nodes/sessions/b?see=clients`);
  await expect(page.getByText('its user needs +client|list')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Role, by its own word' })).toContainText('replica, link up');
  await checkLooks(page, { says: ['needs +client|list'], isKnown: true, shot: 'redis-instance-forbidden' });
});
