import { createServer, type Server } from 'node:http';
import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { banner, healthyShapes, openBackend, record, recorded } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let haproxy: Balancer;
let vigil: Vigil;

test.beforeEach(async () => {
  haproxy = await startBalancer();
  vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url, password: PASSWORD }], intervalMs: 1_000, timeoutMs: 500 });
});

test.afterEach(async () => {
  await vigil.stop();
  await haproxy.stop();
});

async function openHealthy(page: Page): Promise<void> {
  await openBackend(page, vigil.url);
  await expect(healthyShapes(page).first()).toBeVisible();
}

/** Takes the port of a Vigil that is down and answers 502, as a proxy in front of it would. */
function startBadGateway(port: number): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(502).end('bad gateway'));
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

test('a killed Vigil turns an open page stale while ages go on, and the page heals after a 502 in between', async ({ page }) => {
  await openHealthy(page);
  await vigil.kill();
  await expect(banner(page)).toContainText('Nothing heard from Vigil for');
  await expect(healthyShapes(page)).toHaveCount(0);
  const age = banner(page).locator('strong');
  const before = await age.textContent();
  await expect(age).not.toHaveText(before ?? '');
  const gateway = await startBadGateway(vigil.port);
  let asked = 0;
  gateway.on('request', () => {
    asked += 1;
  });
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(1);
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  await vigil.restart();
  await expect(banner(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(healthyShapes(page).first()).toBeVisible();
});

test('a frozen Vigil, whose connections stay open, turns the page stale and heals', async ({ page }) => {
  await openHealthy(page);
  vigil.freeze();
  await expect(banner(page)).toContainText('Nothing heard from Vigil for');
  await expect(healthyShapes(page)).toHaveCount(0);
  vigil.thaw();
  await expect(banner(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(healthyShapes(page).first()).toBeVisible();
});

test('ten tabs share one stream, and each shows a change', async ({ context }) => {
  const pages = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
  for (const page of pages) await openHealthy(page);
  expect((await vigil.board()).streams).toBe(1);
  await haproxy.command('set server be_web/web2 state maint');
  for (const page of pages) await expect(page.getByText('maint', { exact: true }).first()).toBeVisible();
  await Promise.all(pages.slice(0, 9).map((page) => page.close()));
  await haproxy.command('set server be_web/web2 state ready');
  await expect(pages[9]?.getByText('maint', { exact: true }) ?? banner(pages[0] as Page)).toHaveCount(0);
  expect((await vigil.board()).streams).toBe(1);
});

for (const [name, byMs] of [
  ['set back by an hour', -3_600_000],
  ['set forward by an hour', 3_600_000],
] as const) {
  test(`a browser clock ${name} makes everything stale before it is believed again`, async ({ page }) => {
    await openHealthy(page);
    await record(page);
    await page.evaluate((by) => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + by;
    }, byMs);
    await expect.poll(async () => (await recorded(page)).some(({ healthy, banner: words }) => healthy === 0 && words !== '')).toBe(true);
  });
}
