import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { axeProblems } from './axe.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { banner, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const WIDTHS = [390, 1440, 2560];

/** Both instances live on rack1; web1 has a name of the configuration, and one that is written with a colon. */
const HOSTS = [
  'hosts:',
  '  - { name: rack1, aliases: [127.0.0.1], tags: [edge, prod] }',
  "  - { name: front01, aliases: [web1, 'web1:80'], tags: [preprod] }",
  '  - { name: spare01 }',
];

let pair: Pair;
let vigil: Vigil;

test.beforeEach(async () => {
  pair = await startPair();
  vigil = await startVigil({
    nodes: pair.nodes.map((node) => ({ ...node, host: '127.0.0.1' })),
    intervalMs: 1_000,
    timeoutMs: 500,
    sections: HOSTS,
  });
});

test.afterEach(async () => {
  await vigil.stop();
  for (const name of ['lb1', 'lb2'] as const) if (pair.lb(name).isRunning()) pair.lb(name).signal('SIGCONT');
  await pair.stop();
});

function line(page: Page, host: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: host, exact: true }) });
}

async function openHosts(page: Page, search = ''): Promise<void> {
  await page.goto(`${vigil.url}/hosts${search}`);
  await expect(page.getByRole('heading', { name: 'Hosts' })).toBeVisible();
}

async function openHost(page: Page, host: string): Promise<void> {
  await page.goto(`${vigil.url}/hosts/${encodeURIComponent(host)}`);
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(`${host}$`) })).toBeVisible();
}

const role = (page: Page, backend: string): Locator => page.getByRole('row').filter({ hasText: backend });

test('a host is joined by its names, with what lives on it and what it does', async ({ page }) => {
  await openHosts(page);
  await expect(line(page, 'front01')).toContainText('in 2 backends');
  await expect(line(page, 'rack1')).toContainText('HAProxy');
  for (const name of ['lb1', 'lb2']) await expect(line(page, 'rack1').getByRole('link', { name, exact: true })).toBeVisible();
  await expect(line(page, 'web2')).toContainText('in 2 backends');
  await expect(line(page, 'spare01')).toContainText('unknown');
  await expect(line(page, 'web1')).toHaveCount(0);
});

test('a server drained on one instance is where they disagree, and drained on both it is out', async ({ page }) => {
  await openHost(page, 'front01');
  await expect(page.getByText('in 2 backends')).toBeVisible();
  await pair.lb('lb1').command('set server be_web/web1 state drain');
  await expect(page.getByText('in 1 backend; instances disagree on be_web (out on lb1, in on lb2)')).toBeVisible();
  await expect(role(page, 'be_web')).toContainText('they disagree');
  await pair.lb('lb2').command('set server be_web/web1 state drain');
  await expect(page.getByText('in 1 backend, out of 1')).toBeVisible();
  await expect(role(page, 'be_web')).toContainText('drain');
  await openHosts(page, '?q=role:out');
  await expect(line(page, 'front01')).toContainText('in 1 backend, out of 1');
  await expect(line(page, 'web2')).toHaveCount(0);
});

test('what a frozen instance said of a host is stale and counts for nothing, and nothing of it looks healthy', async ({ page }) => {
  await openHost(page, 'front01');
  await expect(page.getByText('in 2 backends')).toBeVisible();
  pair.lb('lb2').signal('SIGSTOP');
  await expect(page.getByText('in 2 backends; lb2 not read')).toBeVisible();
  await expect(page.getByRole('img', { name: 'stale' }).first()).toBeVisible();
  await expect(role(page, 'be_web').locator('td.hatch')).toHaveCount(1);
  await expect(role(page, 'be_web').locator('td.hatch svg.ok')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText(/lb2 has not answered for \d+s/);
  pair.lb('lb1').signal('SIGSTOP');
  await expect(page.getByText('2 backends not known; lb1 and lb2 not read')).toBeVisible();
  await expect(page.locator('main svg.i.ok')).toHaveCount(0);
  await openHosts(page, '?q=status:stale');
  await expect(line(page, 'front01')).toContainText('2 backends not known');
  await expect(page.locator('main svg.i.ok')).toHaveCount(0);
});

test('nothing on the page of a host stays healthy when Vigil is not heard', async ({ page }) => {
  await openHost(page, 'front01');
  await expect(page.getByText('in 2 backends')).toBeVisible();
  vigil.freeze();
  await expect(banner(page)).toContainText('Nothing heard from Vigil');
  await expect(page.locator('main svg.i.ok')).toHaveCount(0);
  vigil.thaw();
  await expect(page.locator('main svg.i.ok').first()).toBeVisible();
});

test('an instance that refuses vouches for nothing at once', async ({ page }) => {
  await openHost(page, 'front01');
  await expect(page.getByText('in 2 backends')).toBeVisible();
  await pair.kill('lb2');
  await expect(page.getByText('in 2 backends; lb2 not read')).toBeVisible();
  await expect(role(page, 'be_web').locator('td.hatch svg.ok')).toHaveCount(0);
});

test('links lead from a host to its rows on the HAProxy page, and back from them', async ({ page }) => {
  await openHost(page, 'front01');
  await page.getByRole('link', { name: 'web1 in be_web' }).click();
  await expect(page).toHaveURL(/\/haproxy\?q=/);
  await expect(row(page, 'web1')).toHaveCount(1);
  await expect(row(page, 'web2')).toHaveCount(0);
  await page.getByRole('link', { name: 'web1', exact: true }).first().click();
  await expect(page).toHaveURL(`${vigil.url}/haproxy/servers/web1`);
  await page.getByRole('link', { name: /^The host/ }).click();
  await expect(page).toHaveURL(`${vigil.url}/hosts/front01`);
  await page.goto(`${vigil.url}/haproxy`);
  await page.getByRole('link', { name: 'rack1' }).first().click();
  await expect(page).toHaveURL(`${vigil.url}/hosts/rack1`);
  await page.getByRole('row').getByRole('link', { name: 'lb2', exact: true }).click();
  await expect(page).toHaveURL(/\/haproxy#haproxy%2Fweb%2Flb2$/);
});

test('a host is reached by any of its names, and a name that nothing has says where to look', async ({ page }) => {
  await page.goto(`${vigil.url}/hosts/${encodeURIComponent('web1:80')}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('front01');
  await page.goto(`${vigil.url}/hosts/${encodeURIComponent('no such, (<host>)')}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('no such, (<host>)');
  await expect(page.getByText('No host is known by this name')).toBeVisible();
  await page.getByRole('link', { name: 'All hosts' }).click();
  await expect(page).toHaveURL(`${vigil.url}/hosts`);
});

test('a tag filters by itself alone, and filter and order stay in the address', async ({ page }) => {
  await openHosts(page);
  await line(page, 'rack1').getByRole('link', { name: 'prod', exact: true }).click();
  await expect(page).toHaveURL(`${vigil.url}/hosts?q=tag%3Aprod`);
  await expect(line(page, 'rack1')).toBeVisible();
  await expect(line(page, 'front01')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('host:web');
  await expect(line(page, 'web2')).toBeVisible();
  await page.getByRole('button', { name: 'Host', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Host' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('textbox')).toHaveValue('host:web');
  await page.goto(`${vigil.url}/haproxy`);
  await page.getByRole('list', { name: 'Tags of lb1' }).getByRole('link', { name: 'edge' }).click();
  await expect(page.getByRole('textbox')).toHaveValue('tag:edge');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe objects to nothing on both pages, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await pair.lb('lb1').command('set server be_web/web1 state drain');
    pair.lb('lb2').signal('SIGSTOP');
    await openHosts(page);
    await expect(line(page, 'front01')).toContainText('lb2 not read');
    expect(await axeProblems(page)).toEqual([]);
    await openHost(page, 'front01');
    await expect(role(page, 'be_web').locator('td.hatch')).toHaveCount(1);
    expect(await axeProblems(page)).toEqual([]);
    await openHost(page, 'nobody');
    expect(await axeProblems(page)).toEqual([]);
  });
}

for (const width of WIDTHS) {
  test(`no page is wider than a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await pair.lb('lb1').command('set server be_web/web1 state drain');
    for (const open of [() => openHosts(page), () => openHost(page, 'front01'), () => openHost(page, 'rack1')]) {
      await open();
      await expect(page.locator('main svg.i.maintenance').first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
  });
}
