import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { Redis } from 'ioredis';
import { until } from '#test/fakes/until.ts';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { card, dialog, press } from './acting.ts';
import { checkLooks } from './looks.ts';
import { SEER, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

/** May act, and see who the clients are. */

let server: RedisProcess;
let vigil: Vigil;
const clients: Redis[] = [];

test.beforeEach(async () => {
  server = await startRedis({ args: ['--maxclients', '12000'] });
  await server.command('ACL', 'SETUSER', 'vigil-admin', 'on', '>pw', 'allkeys', '+@all');
  const password = join(server.folder, 'password');
  writeFileSync(password, 'pw', { mode: 0o600 });
  const group = `{ name: sessions, title: Sessions, nodes: [{ name: a, address: '127.0.0.1:${server.port}' }] }`;
  const sections = [
    `redis: { interval: 1s, timeout: 500ms, act: { user: vigil-admin, password: { file: ${password} } }, groups: [${group}] }`,
  ];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [SEER, VIEWER], sections });
});

test.afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await vigil.stop();
  await server.stop();
});

async function connect(name: string): Promise<number> {
  const client = new Redis({ port: server.port, connectionName: name, retryStrategy: null });
  client.on('error', () => undefined);
  clients.push(client);
  return Number(await client.call('CLIENT', 'ID'));
}

const addressOf = (see: string, query = ''): string => `${vigil.url}/redis/nodes/sessions/a?see=${see}${query}`;
const menu = (page: Page): Locator => page.getByRole('menu');

test('a client is killed by the keyboard, with proof, and many after their number was asked', async ({ page }) => {
  test.slow();
  const id = await connect('worker');
  for (const _ of [1, 2]) await connect('batch');
  // Without it the two would be all that are left, for which the name is to be typed.
  await connect('other');
  await signInTo(page, addressOf('clients'), SEER);
  const button = page.getByRole('button', { name: `Act on client ${id}`, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(menu(page)).toContainText('worker');
  await menu(page).getByRole('menuitem', { name: 'Kill…' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('a kill is a reset and no ban');
  await expect(dialog(page)).toContainText('named worker');
  await checkLooks(page, { says: ['a kill is a reset and no ban'], isKnown: true, shot: 'redis-kill-client' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await press(dialog(page), `Kill client ${id}`);
  const ended = card(page, `Kill client ${id} of a`);
  await expect(ended).toContainText('Confirmed by reading back on a');
  await expect(ended).toContainText(`client ${id} is gone, and was not back a second later`);
  expect(String(await server.command('CLIENT', 'LIST'))).not.toContain('name=worker');
  // The list is asked again by itself: who was killed does not go on standing in it.
  await expect(button).toHaveCount(0);

  await page.getByRole('textbox', { name: /^Filter the clients/ }).fill('name:batch');
  await press(page.locator('body'), 'Kill 2 matching…');
  await expect(dialog(page).getByRole('heading')).toHaveText('Kill 2 clients of a');
  await press(dialog(page), 'Kill 2 clients');
  await expect(card(page, 'Kill 2 clients of a')).toContainText('2 clients are gone');
  expect(String(await server.command('CLIENT', 'LIST'))).not.toContain('name=batch');
});

test('a setting is changed with before and after, and put back by the undo', async ({ page }) => {
  await signInTo(page, addressOf('settings', '&all=1&q=maxmemory-policy'), SEER);
  await page.getByRole('button', { name: 'Set maxmemory-policy', exact: true }).click();
  await page.getByRole('combobox').selectOption('allkeys-lru');
  await press(dialog(page), 'Look at it…');
  await expect(dialog(page)).toContainText('noeviction → allkeys-lru');
  await press(dialog(page), 'Set maxmemory-policy');
  const ended = card(page, 'Set maxmemory-policy of a to allkeys-lru');
  await expect(ended).toContainText('maxmemory-policy is allkeys-lru');
  expect(await server.command('CONFIG', 'GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'allkeys-lru']);
  await press(ended, /^Undo/);
  await expect(dialog(page)).toContainText('allkeys-lru → noeviction');
  await press(dialog(page), 'Set maxmemory-policy');
  await until('it is put back', async () => String(await server.command('CONFIG', 'GET', 'maxmemory-policy')).includes('noeviction'));
});

test('a key is looked up before it is purged, and its name typed', async ({ page }) => {
  await server.command('SET', 'session:1', 'value');
  await signInTo(page, addressOf(''), SEER);
  await page.getByRole('button', { name: 'Actions on a', exact: true }).click();
  await checkLooks(page, { says: ['Write settings to its file'], isKnown: true, shot: 'redis-instance-menu' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await menu(page).getByRole('menuitem', { name: 'Purge a key…' }).click();
  await dialog(page)
    .getByLabel(/^Name, letter by letter/)
    .fill('session:1');
  await press(dialog(page), 'Look it up…');
  await expect(dialog(page)).toContainText(/a string, \d+ B, no time to live/);
  await expect(dialog(page).getByRole('button', { name: 'Purge the key' })).toBeDisabled();
  await dialog(page)
    .getByLabel(/^Type session:1/)
    .fill('session:1');
  await press(dialog(page), 'Purge the key');
  await expect(card(page, 'Purge a key in database 0 of a')).toContainText('the key is gone');
});

test('a viewer finds every line barred with why, and a hand-made request is refused', async ({ page }) => {
  const id = await connect('worker');
  await signInTo(page, addressOf('clients'), VIEWER);
  await page.getByRole('button', { name: `Act on client ${id}`, exact: true }).click();
  await expect(menu(page)).toContainText('needs the right to act');
  for (const line of await menu(page).getByRole('menuitem').all()) await expect(line).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Kill all/ })).toHaveAttribute('aria-disabled', 'true');
  const order = { system: 'redis', action: 'kill-client', input: { group: 'sessions', node: 'a', id } };
  const status = await page.evaluate(async (order) => {
    const body = JSON.stringify({ id: 'by-hand-0001', order, hash: 'x', typed: null, reason: null, until: null });
    return (await fetch('/live/v1/actions/perform', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
  }, order);
  expect(status).toBe(403);
  expect(String(await server.command('CLIENT', 'LIST'))).toContain('name=worker');
});

// Many sockets in one process of their own, so that neither the test nor the browser is held up by them.
const CROWD = `
const net = require('node:net');
const [port, count] = process.argv.slice(1).map(Number);
let open = 0;
const next = () => { if (open === count) return console.log('all'); open += 1; const s = net.connect(port, '127.0.0.1', next); s.on('error', () => process.exit(1)); };
next();
setInterval(() => undefined, 1000);`;

test('ten thousand clients are listed, and scrolled through with their menus', async ({ page }) => {
  const crowd: ChildProcess = spawn(process.execPath, ['-e', CROWD, String(server.port), '10000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      crowd.stdout?.once('data', () => resolve());
      crowd.once('exit', () => reject(new Error('the crowd could not connect')));
    });
    await signInTo(page, addressOf('clients'), SEER);
    await expect(page.locator('tbody[data-rows]')).toHaveAttribute('data-rows', /^1000\d$/);
    const frames = await page.evaluate(async () => {
      const box = document.querySelector('section.scroll.long');
      if (!box) throw new Error('no list');
      const took: number[] = [];
      let last = performance.now();
      for (let at = 0; at < 120; at += 1) {
        box.scrollTop += 700;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        took.push(performance.now() - last);
        last = performance.now();
      }
      return took.toSorted((a, b) => a - b);
    });
    console.log(`10,000 clients: frames while scrolling, median ${frames[60]?.toFixed(0)} ms, p95 ${frames[114]?.toFixed(0)} ms`);
    await page
      .getByRole('button', { name: /^Act on client/ })
      .nth(30)
      .click();
    await expect(menu(page).getByRole('menuitem', { name: 'Kill…' })).toBeVisible();
  } finally {
    crowd.kill('SIGKILL');
  }
});
