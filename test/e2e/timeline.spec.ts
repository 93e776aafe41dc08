import { expect, type Locator, type Page, test } from '@playwright/test';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');
// What happened is on disk half a minute later at most.
test.setTimeout(180_000);
const WRITTEN = { timeout: 60_000 };

const TOKEN = `vigil_${'m'.repeat(43)}`;
const REDIS_VIEWER = { name: 'red', password: 'a third good password', rights: 'systems: { redis: viewer }' };

let pair: Pair;
let vigil: Vigil;

test.beforeAll(async () => {
  pair = await startPair();
  vigil = await startVigil({
    ...{ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, REDIS_VIEWER] },
    access: [`tokens: [{ name: ci, tokenHash: '${tokenHashOf(TOKEN)}', system: all, may: mark }]`],
    sections: ["redis: { groups: [{ name: cache, nodes: [{ name: r1, address: '127.0.0.1:9' }] }] }"],
  });
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
});

async function markDeploy(body: object): Promise<number> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const { status } = await fetch(`${vigil.url}/live/v1/deploys`, { method: 'POST', headers, body: JSON.stringify(body) });
  return status;
}

const lines = (page: Page): Locator => page.getByRole('region', { name: 'Events' }).locator('.event');
const marks = (page: Page): Locator => page.getByRole('region', { name: 'Axis' }).locator('.lanemark');

/** Reads again until what is meant stands there. */
async function untilWritten(page: Page, line: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(line).toBeVisible({ timeout: 5_000 });
  }).toPass(WRITTEN);
}

/** Where a mark stands on the axis. */
async function placeOf(mark: Locator): Promise<number> {
  return (await mark.boundingBox())?.x ?? Number.NaN;
}

test('a deploy, an outage and a restart stand on the axis in their order, and lead to the board of their moment', async ({ page }) => {
  // It is known before it happens to it: what was so when Vigil first looked is no news.
  await expect.poll(async () => (await fetch(`${vigil.url}/sign-in`)).status).toBe(200);
  await signInTo(page, `${vigil.url}/timeline?range=1h`, ADMIN);
  const begunAt = new Date(Date.now() - 10 * 60_000).toISOString();
  expect(await markDeploy({ id: 'a', service: 'shop', version: '1.2.3', startedAt: begunAt, systems: ['haproxy'] })).toBe(201);
  expect(await markDeploy({ id: 'a', service: 'shop', version: '1.2.3', endedAt: new Date().toISOString() })).toBe(200);
  await pair.kill('lb1');
  const outage = lines(page).filter({ hasText: 'lb1' }).filter({ hasText: 'critical' }).first();
  await untilWritten(page, outage);
  await pair.restart('lb1');
  await untilWritten(page, lines(page).filter({ hasText: 'lb1' }).filter({ hasText: 'over' }).first());
  await expect(lines(page).filter({ hasText: 'shop 1.2.3' })).toContainText('by ci');
  const deploy = marks(page).and(page.getByRole('button', { name: /^Deploys/ }));
  const found = marks(page).and(page.getByRole('button', { name: /^HAProxy/ }));
  expect(await placeOf(deploy.first())).toBeLessThan(await placeOf(found.last()));

  await page.getByRole('button', { name: /^Deploys \d/ }).click();
  await expect(page).toHaveURL(/[?&]kind=deploy/);
  await expect(lines(page)).toHaveCount(1);
  await page.reload();
  await expect(lines(page)).toHaveCount(1);
  await lines(page)
    .getByRole('link', { name: /^Board as of/ })
    .click();
  await expect(page).toHaveURL(/\/haproxy\?at=20\d\d-/);
});

test('a viewer of one system sees nothing of another', async ({ page }) => {
  expect(await markDeploy({ service: 'everything', version: '7' })).toBe(201);
  expect(await markDeploy({ service: 'secret', version: '8', systems: ['haproxy'] })).toBe(201);
  await signInTo(page, `${vigil.url}/timeline?range=1h`, REDIS_VIEWER);
  await untilWritten(page, lines(page).filter({ hasText: 'everything 7' }));
  await expect(page.getByText(/secret|lb1|HAProxy/)).toHaveCount(0);
  const answer = await page.request.get(`${vigil.url}/live/v1/events?from=0&to=9999999999999`);
  expect(await answer.text()).not.toMatch(/secret|haproxy/);
});
