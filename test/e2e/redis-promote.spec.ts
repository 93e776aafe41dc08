import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { card, press } from './acting.ts';
import { checkLooks } from './looks.ts';
import { ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

let servers: RedisProcess[];
let vigil: Vigil;

test.beforeEach(async () => {
  const own = { password: 'pw', args: ['--masterauth', 'pw'] };
  const master = await startRedis(own);
  servers = [master, await startRedis({ ...own, replicaOf: master.port }), await startRedis({ ...own, replicaOf: master.port })];
  const file = join(master.folder, 'password');
  writeFileSync(file, 'pw');
  const nodes = servers.map(({ port }, i) => `{ name: cache${i}, address: '127.0.0.1:${port}', host: box${i} }`);
  const group = `{ name: sessions, title: Sessions, nodes: [${nodes.join(', ')}] }`;
  const sections = [
    `redis: { interval: 1s, timeout: 500ms, read: { password: { file: ${file} } }, act: { password: { file: ${file} } }, groups: [${group}] }`,
  ];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const one of servers) await one.stop();
});

function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link', { name, exact: true }) });
}

test('a replica is promoted after the tree was shown before and after, by the keyboard alone, and undone', async ({ page }) => {
  await signInTo(page, `${vigil.url}/redis`, ADMIN);
  await expect(row(page, 'cache1')).toContainText('replica, link up');
  await page.getByRole('button', { name: 'Act on cache1', exact: true }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: /^Force the promotion/ })).toHaveAttribute('aria-disabled', 'true');
  await checkLooks(page, { says: ['asks, loses nothing', 'its master is read'], isKnown: true, shot: 'redis-promote-menu' });
  await menu.getByRole('menuitem', { name: /^Promote…/ }).focus();
  await page.keyboard.press('Enter');
  const asks = page.getByRole('dialog');
  await expect(asks.getByRole('heading', { name: 'Promote cache1 in Sessions' })).toBeVisible();
  await expect(asks.getByRole('region', { name: 'As it is', exact: true }).getByRole('listitem')).toHaveText([
    /^cache0 master/,
    /^cache1 replica/,
    /^cache2 replica/,
  ]);
  await expect(asks.getByRole('region', { name: 'As it would be' }).getByRole('listitem')).toHaveText([
    /^cache1 master/,
    /^cache0 replica/,
    /^cache2 replica/,
  ]);
  await expect(asks).toContainText('Lost by this: nothing. Behind now: 0 B.');
  await checkLooks(page, { says: ['As it would be', 'Nothing that was acknowledged is lost'], isKnown: true, shot: 'redis-promote' });
  await press(asks, 'Promote cache1');
  const ended = card(page, 'Promote cache1 in Sessions');
  await expect(ended).toContainText('Confirmed by reading back on cache0, cache1, cache2');
  await expect(row(page, 'cache1')).toContainText('master');
  await expect(row(page, 'cache0')).toContainText('replica, link up');
  await press(ended, /^Undo/);
  await press(page.getByRole('dialog'), 'Promote cache0');
  await expect(row(page, 'cache0')).toContainText('master');
});

test('a host is vacated after its name was typed', async ({ page }) => {
  await signInTo(page, `${vigil.url}/redis?by=host`, ADMIN);
  await page.getByRole('button', { name: 'Vacate host box0' }).click();
  const asks = page.getByRole('dialog');
  await expect(asks).toContainText('1 master on box0 hands over: cache0 to cache1');
  await checkLooks(page, { says: ['Vacate box0'], isKnown: true, shot: 'redis-vacate' });
  await asks.getByLabel(/^Type box0/).fill('box0');
  await press(asks, 'Vacate box0');
  await expect(card(page, 'Vacate box0')).toContainText('Confirmed by reading back');
});

test('the page of a node offers the same, and the page of its machine to vacate that', async ({ page }) => {
  await signInTo(page, `${vigil.url}/redis/nodes/sessions/cache1`, ADMIN);
  await page.getByRole('button', { name: 'Actions on cache1', exact: true }).click();
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: /^cache2…/ })).toBeVisible();
  await checkLooks(page, { says: ['asks, loses nothing', 'Save to disk…'], isKnown: true, shot: 'redis-instance-menu' });
  await menu.getByRole('menuitem', { name: /^Promote…/ }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Promote cache1 in Sessions' })).toBeVisible();
  await page.goto(`${vigil.url}/hosts/box0`);
  const vacate = page.getByRole('button', { name: 'Vacate host box0' });
  await expect(vacate).toBeVisible();
  await checkLooks(page, { says: ['Vacate host…'], isKnown: true, shot: 'redis-host' });
  await vacate.click();
  await expect(page.getByRole('dialog')).toContainText('1 master on box0 hands over: cache0 to cache1');
});

test('who may only look is told what he lacks, and the door refuses him too', async ({ page }) => {
  await signInTo(page, `${vigil.url}/redis`, VIEWER);
  await page.getByRole('button', { name: 'Act on cache1', exact: true }).click();
  const line = page.getByRole('menuitem', { name: /^Promote…/ });
  await expect(line).toHaveAttribute('aria-disabled', 'true');
  await expect(line).toContainText('needs the right to act');
  const status = await page.evaluate(async () => {
    const order = { system: 'redis', action: 'promote', input: { nodes: [{ group: 'sessions', node: 'cache1' }] } };
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/live/v1/actions/preview', { method: 'POST', headers, body: JSON.stringify({ order }) })).status;
  });
  expect(status).toBe(403);
});
