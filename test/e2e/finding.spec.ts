import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { axeProblems } from './axe.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { backendsOf, startManyServers } from './many-servers.ts';
import { healthyShapes, openBackend, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const NODE_NOTE = `# Runbook

Owner: web team
On call: **+1 555 0100**

<script>window.hurt = 'script'</script> <img src=x onerror="window.hurt = 'image'">

![the plan](https://example.invalid/plan.png) [do not](javascript:window.hurt='link') [wiki](https://wiki.example.invalid/web)`;

let first: Balancer;
let second: Balancer;
let vigil: Vigil;

test.beforeEach(async () => {
  [first, second] = await Promise.all([startBalancer(), startBalancer()]);
  const nodes = [first, second].map(({ url }, i) => ({
    name: `lb${i + 1}`,
    url,
    password: PASSWORD,
    ...(i === 1 ? { notes: NODE_NOTE } : {}),
  }));
  const notes = { system: 'Of all load balancers', groups: { web: 'Of the tier' } };
  vigil = await startVigil({ nodes, notes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterEach(async () => {
  await vigil.stop();
  await Promise.all([first, second].map((haproxy) => haproxy.stop()));
});

async function open(page: Page, path = '/'): Promise<void> {
  await page.goto(`${vigil.url}${path}`);
  await expect(healthyShapes(page).first()).toBeVisible();
}

async function find(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Find a node, a group, a host or a page' });
  await expect(box).toBeFocused();
  await box.fill(text);
  return page.getByRole('listbox').getByRole('option');
}

function head(page: Page, name: string): Locator {
  return page.locator('tbody.node tr').filter({ has: page.getByRole('link', { name, exact: true }) });
}

test('the palette says how a node is, without leaving, and turns stale with it while it is open', async ({ page }) => {
  await open(page);
  const found = await find(page, 'lb2');
  await expect(found.first()).toContainText(/lb2.*ok/);
  await expect(found.first().locator('svg.i.ok')).toBeVisible();
  second.signal('SIGSTOP');
  await expect(found.first()).toContainText(/lb2.*stale \d+s, was ok/);
  await expect(found.first().locator('svg.i.stale')).toBeVisible();
  await expect(found.first().locator('.age.stale')).toHaveText(/\d+s/);
  await expect(found.first().locator('.age.stale')).toBeInViewport({ ratio: 1 });
});

test('nothing in it stays healthy while Vigil is not heard, and it says so', async ({ page }) => {
  await open(page);
  const found = await find(page, '');
  await expect(found.locator('svg.i.ok').first()).toBeVisible();
  vigil.freeze();
  await expect(page.getByRole('dialog')).toContainText(/Nothing heard from Vigil for \d+s/);
  await expect(found.locator('svg.i.ok')).toHaveCount(0);
  vigil.thaw();
});

test('Enter goes to the node, which has the focus, is in view and stays marked when the focus goes on', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 300 });
  await open(page);
  await find(page, 'lb2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/haproxy#haproxy%2Fweb%2Flb2$/);
  await expect(head(page, 'lb2')).toBeFocused();
  await expect(head(page, 'lb2')).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(head(page, 'lb2')).not.toBeFocused();
  await expect(head(page, 'lb2')).toHaveAttribute('aria-current', 'location');
  await find(page, 'lb1');
  await page.keyboard.press('Enter');
  await expect(head(page, 'lb1')).toBeFocused();
  await expect(head(page, 'lb1')).toHaveAttribute('aria-current', 'location');
  await expect(head(page, 'lb2')).not.toHaveAttribute('aria-current', 'location');
});

test('it opens while somebody types into a filter, which keeps what it had and gets the focus back', async ({ page }) => {
  await open(page, '/haproxy');
  const filter = page.getByRole('textbox');
  await filter.fill('web2');
  await find(page, 'dark');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(filter).toBeFocused();
  await expect(filter).toHaveValue('web2');
  await find(page, 'theme: dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a question mark shows the keys, and is only a question mark where somebody types', async ({ page }) => {
  await open(page, '/haproxy');
  await page.getByRole('textbox').fill('');
  await page.keyboard.type('?');
  await expect(page.getByRole('textbox')).toHaveValue('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl K');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('order, filter and place survive a reload, and a third click puts the worst first again', async ({ page }) => {
  const servers = () => page.locator('tbody th.child .label').allTextContents();
  await openBackend(page, vigil.url);
  await page.getByRole('textbox').fill('node:lb1 kind:server');
  await expect(page).toHaveURL(/q=/);
  await page.getByRole('button', { name: 'Proxy / server' }).first().click();
  await page.getByRole('button', { name: 'Proxy / server' }).first().click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect.poll(servers).toEqual(['web3', 'web2', 'web1']);
  await head(page, 'lb1').getByRole('link', { name: 'lb1', exact: true }).first().click();
  await expect(page).toHaveURL(/sort=-name.*#haproxy%2Fweb%2Flb1$/);
  await page.reload();
  await expect.poll(servers).toEqual(['web3', 'web2', 'web1']);
  await expect(page.getByRole('textbox')).toHaveValue('node:lb1 kind:server');
  await expect(page.getByRole('columnheader', { name: 'Proxy / server' }).first()).toHaveAttribute('aria-sort', 'descending');
  await expect(head(page, 'lb1')).toHaveAttribute('aria-current', 'location');
  await page.getByRole('button', { name: 'Proxy / server' }).first().click();
  await expect(page).not.toHaveURL(/sort=/);
  await expect.poll(servers).toEqual(['web1', 'web2', 'web3']);
});

test('the address of a proxy leads whoever gets it to that proxy', async ({ page, context }) => {
  await openBackend(page, vigil.url);
  const proxy = row(page, 'be_web').last();
  await proxy.hover();
  await proxy.getByRole('link', { name: 'Address of backend be_web' }).click();
  await expect(proxy).toHaveAttribute('aria-current', 'location');
  const colleague = await context.newPage();
  await colleague.setViewportSize({ width: 1440, height: 300 });
  await colleague.goto(page.url());
  const there = row(colleague, 'be_web').last();
  await expect(there).toBeFocused();
  await expect(there).toBeInViewport();
});

test('the address of a proxy far down a long table is gone to, and naming one there moves nothing', async ({ page }) => {
  const many = await startManyServers(backendsOf(300, 1));
  const big = await startVigil({ nodes: [{ name: 'lb1', url: many.url, password: PASSWORD }], intervalMs: 1_000, timeoutMs: 500 });
  try {
    await page.goto(`${big.url}/haproxy#${encodeURIComponent('haproxy/web/lb1/stats backend:be-250')}`);
    await expect(row(page, 'be-250')).toBeFocused();
    await expect(row(page, 'be-250')).toBeInViewport();
    await expect(row(page, 'be-250')).toHaveAttribute('aria-current', 'location');
    const scrolled = () => page.evaluate(() => window.scrollY);
    const before = await scrolled();
    await row(page, 'be-247').getByRole('link', { name: 'Address of backend be-247' }).click();
    await expect(row(page, 'be-247')).toHaveAttribute('aria-current', 'location');
    expect(await scrolled()).toBe(before);
    await page.evaluate(() => window.scrollTo(0, 0));
    await find(page, 'lb1');
    await page.keyboard.press('Enter');
    await expect(head(page, 'lb1')).toBeFocused();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await find(page, 'lb1');
    await page.keyboard.press('Enter');
    await expect(head(page, 'lb1')).toBeInViewport();
  } finally {
    await big.stop();
    await many.stop();
  }
});

test('the pollers are filtered and sorted in the address', async ({ page }) => {
  await open(page, '/pollers');
  await page.keyboard.press('/');
  await page.keyboard.type('node:lb2');
  await expect(page.getByRole('button', { name: 'Matches 1 of 2. Clear the filter' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /^lb1/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Took' }).click();
  await expect(page).toHaveURL(/q=node%3Alb2/);
  await expect(page).toHaveURL(/sort=-took/);
  await page.reload();
  await expect(page.getByRole('rowheader', { name: /^lb2/ })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /^lb1/ })).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: 'Took' })).toHaveAttribute('aria-sort', 'descending');
});

test('notes stand where they were written, the nearest first, and do nothing', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => (message.type() === 'error' ? said.push(message.text()) : undefined));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, '/haproxy');
  await page.getByRole('button', { name: 'Notes: lb2' }).click();
  const panel = page.getByRole('dialog', { name: 'Notes: lb2' });
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText([/lb2/, /web/, /HAProxy/]);
  await expect(panel.getByRole('region')).toBeFocused();
  await expect(panel).toContainText('+1 555 0100');
  await expect(panel).toContainText("<script>window.hurt = 'script'</script>");
  await expect(panel.locator('script, img')).toHaveCount(0);
  await expect(panel.getByRole('link')).toHaveCount(1);
  await panel.getByText('do not', { exact: true }).click();
  await expect(panel.getByRole('link', { name: 'wiki' })).toHaveAttribute('rel', 'noreferrer noopener');
  expect(await page.evaluate(() => Reflect.get(window, 'hurt'))).toBeUndefined();
  expect(asked.filter((url) => !url.startsWith(vigil.url))).toEqual([]);
  expect(said).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Notes: lb2' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Notes: lb1' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Notes: web' }).click();
  await expect(page.getByRole('dialog', { name: 'Notes: web' }).getByRole('heading', { level: 3 })).toHaveText([/web/, /HAProxy/]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe objects to nothing in the palette, the sheet and the notes, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '/haproxy?sort=-sessions#haproxy%2Fweb%2Flb1');
    second.signal('SIGSTOP');
    const found = await find(page, 'l');
    await expect(found.locator('svg.i.stale').first()).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Notes: lb2' }).click();
    await expect(page.getByRole('dialog')).toContainText('+1 555 0100');
    expect(await axeProblems(page)).toEqual([]);
  });
}
