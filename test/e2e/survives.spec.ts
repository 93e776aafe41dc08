import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { openPlain, sendAll } from '#test/live/key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { press } from './acting.ts';
import { checkLooks } from './looks.ts';
import { ADMIN, fillSignIn, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

let redis: RedisProcess;
let vigil: Vigil;

test.beforeEach(async () => {
  redis = await startRedis();
  const filler = await openPlain(redis.port);
  await sendAll(
    filler,
    Array.from({ length: 500 }, (_, n) => ['SET', `session:${n}`, 'x']),
  );
  filler.close();
  await redis.command('ACL', 'SETUSER', 'vigil-keys', 'on', '>pw', 'allkeys', '+@all');
  const password = join(redis.folder, 'password');
  writeFileSync(password, 'pw', { mode: 0o600 });
  const group = `{ name: sessions, title: Sessions, nodes: [{ name: a, address: '127.0.0.1:${redis.port}', host: box1 }] }`;
  const analyse = `{ user: vigil-keys, password: { file: ${password} } }`;
  const sections = [`redis: { interval: 1s, timeout: 500ms, analyse: ${analyse}, groups: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [ADMIN], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  await redis.stop();
});

const keys = (page: Page): Locator => page.getByRole('region', { name: 'Keys', exact: true });
const strip = (page: Page): Locator => page.getByRole('region', { name: 'Pinned' });

test('after a kill -9 somebody is still signed in, with his pins, and what was analysed is there', async ({ page, browser }) => {
  test.slow();
  const node = `${vigil.url}/redis/nodes/sessions/a`;
  await signInTo(page, node, ADMIN);
  await press(page.locator('.crumb'), 'Pin a to the overview');
  await expect(page.getByRole('button', { name: 'Pin a to the overview' })).toHaveAttribute('aria-pressed', 'true');
  await page.goto(`${vigil.url}/hosts/box1`);
  await press(page.locator('.crumb'), 'Pin box1 to the overview');
  await page.goto(`${node}?see=keys`);
  await press(keys(page), 'Analyse the keys');
  // It is the master, which is asked of nobody by mistake.
  await keys(page).getByLabel(/^Type/).fill('a');
  await press(keys(page), 'Start');
  await expect(keys(page)).toContainText('500 keys with', { timeout: 30_000 });

  await vigil.kill();
  await vigil.restart();
  await page.reload();
  await expect(page).toHaveURL(`${node}?see=keys`);
  await expect(keys(page)).toContainText('500 keys with');
  await page.goto(vigil.url);
  await expect(strip(page).getByRole('link')).toHaveText([/^a/, /^box1/]);
  await expect(strip(page).locator('.age').first()).toHaveText(/\ds$/);
  await checkLooks(page, { says: ['Pinned', 'box1'], isKnown: true, shot: 'pinned' });

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toContainText('a');
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('option').filter({ hasText: 'Pinned' })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(strip(page).getByRole('link')).toHaveText([/^box1/]);

  await redis.stop();
  await expect(strip(page)).toContainText(/refused|stale|no answer/, { timeout: 20_000 });

  // In another browser they are the same; the display too.
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${vigil.url}/sign-in`);
  await fillSignIn(other, ADMIN);
  await expect(strip(other).getByRole('link')).toHaveText([/^box1/]);
  await other.goto(`${vigil.url}/about`);
  const kept = other.getByRole('region', { name: 'What is kept' });
  await expect(kept).toContainText(/Sessions2 kept in sessions.json/);
  await expect(kept).not.toContainText('Not kept: a restart');
  await checkLooks(other, { says: ['What is kept', 'preferences.json'], isKnown: true, shot: 'about-kept' });
  await other.context().close();
});
