import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { checkLooks } from './looks.ts';
import { banner } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

/** Servers, frontends, and the pages of a server and a proxy, over two real HAProxies. */

test.skip(HAPROXY === null, 'haproxy is not installed');

// A trace of every picture takes longer than the test.
test.use({ trace: 'off' });

const PAGES = ['/haproxy/servers', '/haproxy/frontends', '/haproxy/servers/web1', '/haproxy/proxies/be_web', '/haproxy/servers/web9'];

let pair: Pair;
let vigil: Vigil;

test.beforeEach(async () => {
  pair = await startPair();
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const name of ['lb1', 'lb2'] as const) if (pair.lb(name).isRunning()) pair.lb(name).signal('SIGCONT');
  await pair.stop();
});

const answer = (page: Page): Locator => page.locator('.answer');
const healthy = (page: Page): Locator => page.locator('main svg.i.ok');
const line = (page: Page, server: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: server, exact: true }) });

test('where a server is in rotation is one sentence, before a drain on one instance, after it, and with the other frozen', async ({
  page,
}) => {
  await page.goto(`${vigil.url}/haproxy/servers`);
  await expect(line(page, 'web1')).toContainText('2 of 2 backends');
  await line(page, 'web1').getByRole('link', { name: 'web1', exact: true }).click();
  await expect(page).toHaveURL(`${vigil.url}/haproxy/servers/web1`);
  await expect(answer(page)).toHaveText('In rotation in all 2 backends.');
  await pair.lb('lb1').command('set server be_web/web1 state drain');
  await expect(answer(page)).toHaveText(/^In rotation in 1 of 2 backends; out of be_web on lb1 since \d\d:\d\d UTC \(drain\)\.$/);
  await expect(page.getByRole('row', { name: /be_web on lb1/ })).toContainText('not through Vigil');
  pair.lb('lb2').signal('SIGSTOP');
  await expect(answer(page)).toContainText(
    /, as far as is read; out of be_web on lb1.*; lb2 not read for \d+s: what it says is not counted\./,
  );
  await expect(page.getByRole('row', { name: /on lb2/ }).locator('svg.ok')).toHaveCount(0);
  await expect(page.getByRole('row', { name: /be_api on lb1/ }).locator('svg.ok')).toHaveCount(1);
  pair.lb('lb1').signal('SIGSTOP');
  await expect(answer(page)).toContainText('Not known to be in rotation anywhere; lb1 not read for');
  await expect(healthy(page)).toHaveCount(0);
});

test('what is watched stands first, stays in the address, and goes along from view to view', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy/servers`);
  const names = page.getByRole('rowheader');
  await expect(names.first()).toContainText('only1');
  await line(page, 'web3').hover();
  await page.getByRole('button', { name: 'Watch web3' }).click();
  await page.mouse.move(5, 5);
  await expect(page).toHaveURL(/\?watch=web3$/);
  await expect(names.first()).toContainText('web3');
  await page.reload();
  await expect(names.first()).toContainText('web3');
  await page.getByRole('link', { name: 'Tiers', exact: true }).click();
  await expect(page).toHaveURL(`${vigil.url}/haproxy?watch=web3`);
  const proxies = page.locator('tr.proxy');
  await expect(proxies.first()).toContainText('be_api');
  await page.getByRole('button', { name: 'Watch be_web' }).first().press('Enter');
  await page.locator('h1').click();
  await expect(proxies.first()).toContainText('be_web');
  await page.getByRole('link', { name: 'Page of be_web' }).first().press('Enter');
  await expect(page).toHaveURL(`${vigil.url}/haproxy/proxies/be_web`);
  await expect(page.getByRole('region', { name: /^be_web in / })).toContainText('3 servers');
});

test('none of these pages shows anything healthy when Vigil is not heard, at any width, light or dark', async ({ page, context }) => {
  test.slow();
  const pages = [page];
  for (const path of PAGES) {
    const one = pages.length === 1 && path === PAGES[0] ? page : await context.newPage();
    if (one !== page) pages.push(one);
    await one.goto(`${vigil.url}${path}`);
    await expect(one.locator('.crumb h1')).toBeVisible();
    if (!path.endsWith('web9')) await expect(healthy(one).first()).toBeVisible();
    else await expect(one.getByRole('link', { name: 'web1', exact: true })).toBeVisible();
  }
  vigil.freeze();
  for (const [index, one] of pages.entries()) {
    await one.bringToFront();
    await expect(banner(one)).toContainText('Nothing heard from Vigil');
    await expect(healthy(one)).toHaveCount(0);
    await checkLooks(one, { says: ['Nothing heard from Vigil'], shot: `pages-lost-${index}` });
  }
  vigil.thaw();
  await page.bringToFront();
  await expect(healthy(page).first()).toBeVisible({ timeout: 30_000 });
  await checkLooks(page, { says: ['Servers'], isKnown: true, shot: 'pages-servers' });
});
