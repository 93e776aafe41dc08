import { expect, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { healthyShapes, openBackend, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

const INTERVAL_MS = 1_000;
const TIMEOUT_MS = 500;

test.skip(HAPROXY === null, 'haproxy is not installed');

let haproxy: Balancer;
let vigil: Vigil;

test.beforeEach(async () => {
  haproxy = await startBalancer();
  const nodes = [{ name: 'lb1', url: haproxy.url, password: PASSWORD }];
  vigil = await startVigil({ nodes, intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS });
});

test.afterEach(async () => {
  await vigil.stop();
  await haproxy.stop();
});

test('a server that fails its checks turns red in words and comes back by itself', async ({ page }) => {
  await openBackend(page, vigil.url);
  await expect(row(page, 'web2')).toContainText('up');
  haproxy.servers[1]?.say(503);
  await expect(row(page, 'web2')).toContainText('down');
  await expect(row(page, 'web2')).toContainText('L7STS');
  await expect(page.getByText('1 of 3 servers down').first()).toBeVisible();
  haproxy.servers[1]?.say(200);
  await expect(row(page, 'web2')).not.toContainText('down');
});

test('a drained server and one in maintenance are said in those words', async ({ page }) => {
  await openBackend(page, vigil.url);
  await haproxy.command('set server be_web/web1 state drain');
  await haproxy.command('set server be_web/web3 state maint');
  await expect(row(page, 'web1')).toContainText('drain');
  await expect(row(page, 'web3')).toContainText('maint');
});

test('a frozen HAProxy turns stale within interval + timeout + 2 s, keeps its values, and heals', async ({ page }) => {
  await openBackend(page, vigil.url);
  await expect(row(page, 'web1')).toContainText('up');
  haproxy.signal('SIGSTOP');
  await expect(page.getByText('no answer for').first()).toBeVisible();
  await expect(page.getByText(/stale \d+s, was/).first()).toBeVisible();
  await expect(healthyShapes(page)).toHaveCount(0);
  await expect(row(page, 'web1')).toContainText('up');
  const limit = INTERVAL_MS + TIMEOUT_MS + 2_000;
  const probe = (await vigil.board()).probes.find(({ source }) => source.node === 'lb1');
  expect(probe?.staleAfterMs).toBe(limit);
  expect(probe?.asOfNow.status).toBe('stale');
  haproxy.signal('SIGCONT');
  await page
    .getByRole('button', { name: /poll now/i })
    .first()
    .click();
  await expect(page.getByText(/stale \d+s, was/)).toHaveCount(0);
  await expect(healthyShapes(page).first()).toBeVisible();
});

test('a killed HAProxy is critical at once, in words', async ({ page }) => {
  await openBackend(page, vigil.url);
  await expect(row(page, 'web1')).toContainText('up');
  haproxy.signal('SIGKILL');
  await expect(page.getByText(`connection refused: nothing listens on 127.0.0.1:${haproxy.statsPort}`).first()).toBeVisible();
  await expect(healthyShapes(page)).toHaveCount(0);
});

test('the figures of a row are all there, with their own age', async ({ page }) => {
  await openBackend(page, vigil.url);
  await page.getByRole('button', { name: 'All figures of web1 in be_web' }).click();
  await expect(page.getByText(/check/i).first()).toBeVisible();
  await expect(page.getByText(/sessions total/i).first()).toBeVisible();
});
