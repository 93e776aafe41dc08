import { expect, type Locator, type Page, test } from '@playwright/test';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { checkLooks } from './looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

let master: RedisProcess;
let vigil: Vigil;
const others: RedisProcess[] = [];

test.beforeEach(async () => {
  master = await startRedis();
  const group = `{ name: sessions, title: Sessions, nodes: [{ name: a, address: '127.0.0.1:${master.port}', host: cache0 }] }`;
  const hosts = 'hosts: [{ name: cache0, aliases: ["127.0.0.1"], tags: [rack-7] }]';
  const discovery = 'discovery: { networks: [127.0.0.1] }';
  const sections = [`redis: { interval: 1s, timeout: 500ms, ${discovery}, groups: [${group}] }`, hosts];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['redis'], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const one of [...others.splice(0), master]) await one.stop();
});

function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link', { name, exact: true }) });
}

test('a replica that comes appears on a page that is open, and stays there when it is killed', async ({ page }) => {
  await page.goto(`${vigil.url}/redis`);
  await expect(row(page, 'a')).toContainText('master');
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  const replica = await startRedis({ replicaOf: master.port });
  others.push(replica);
  const name = `cache0:${replica.port}`;
  await expect(row(page, name)).toContainText('replica, link up', { timeout: 15_000 });
  await expect(row(page, name)).toContainText('discovered by a');
  await checkLooks(page, { says: ['discovered by a'], isKnown: true, shot: 'redis-discovered' });
  await replica.stop();
  await expect(row(page, name)).toContainText('not named any more since', { timeout: 15_000 });
  await expect(row(page, name).getByRole('img', { name: 'critical' })).toBeVisible();
  await checkLooks(page, { says: ['not named any more'], isKnown: true, shot: 'redis-unnamed' });
  expect(loads).toBe(0);
});

/** Opens the page of Redis when what is named outside of the networks is there. */
async function openBarred(page: Page): Promise<void> {
  await master.command('REPLICAOF', '192.0.2.7', '6379');
  await page.goto(`${vigil.url}/redis`);
  await expect(page.getByText(/outside of discovery\.networks/).first()).toBeVisible({ timeout: 15_000 });
}

test('what is named outside of the networks is critical, and says why it is not asked', async ({ page }) => {
  await openBarred(page);
  await expect(row(page, '192.0.2.7:6379').getByRole('img', { name: 'critical' })).toBeVisible();
  await checkLooks(page, { says: ['Not permitted'], isKnown: true, shot: 'redis-barred' });
  await row(page, '192.0.2.7:6379').getByRole('link', { name: '192.0.2.7:6379', exact: true }).click();
  await expect(page.getByRole('heading', { name: '192.0.2.7:6379' })).toBeVisible();
  await expect(page.getByText('discovered by a')).toBeVisible();
  await checkLooks(page, { says: ['discovered by a'], isKnown: true, shot: 'discovered-instance' });
});

for (const [path, shot] of [
  ['/pollers', 'pollers'],
  ['/hosts/192.0.2.7', 'host'],
] as const) {
  test(`${path} marks what was discovered`, async ({ page }) => {
    await openBarred(page);
    await page.goto(`${vigil.url}${path}`);
    await expect(page.getByText('discovered by a').first()).toBeVisible();
    await checkLooks(page, { says: ['discovered by a'], isKnown: true, shot: `discovered-${shot}` });
  });
}
