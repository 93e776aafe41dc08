import { expect, type Page, test } from '@playwright/test';
import { type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import { card, dialog, press } from './acting.ts';
import { ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

/** How much faster the cluster lives than the test: what takes it minutes is done in seconds. */
const PACE = 300;
const MEMBER = 'ny-search03';
const PROBES = ['load', 'members', 'allocation', 'shards', 'recoveries', 'indices'];

let standIn: RunningElastic;
let vigil: Vigil;

test.beforeAll(async () => {
  const begun = Date.now();
  standIn = await startElastic({ version: '8.17.0', estate: 'small', name: 'ny-search', clock: () => begun + (Date.now() - begun) * PACE });
  const nodes = standIn.urls.map(({ node, url }) => `{ name: ${node}, url: '${url}' }`);
  const group = `{ name: search, title: Search, nodes: [${nodes.join(', ')}] }`;
  const intervals = `{ ${PROBES.map((name) => `${name}: 1s`).join(', ')} }`;
  const act = 'act: { token: { env: VIGIL_SECRET } }';
  const sections = [`elastic: { interval: 1s, timeout: 500ms, ${act}, intervals: ${intervals}, clusters: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER], sections });
});

test.afterAll(async () => {
  await vigil.stop();
  await standIn.stop();
});

const pageOf = (member: string): string => `${vigil.url}/elastic/clusters/search/members/${member}`;
const banner = (page: Page) => page.getByRole('status', { name: 'Not as by default in Search' });
const settingsSent = (): string[] =>
  standIn.asked.filter(({ method, target }) => method === 'PUT' && target.startsWith('/_cluster/settings')).map(({ body }) => body);

async function take(page: Page, line: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions on ${MEMBER}`, exact: true }).click();
  await page.getByRole('menu').getByRole('menuitem', { name: line }).click();
}

test('a member is drained to its last shard and the drain is ended, with the banner between', async ({ page }) => {
  await signInTo(page, pageOf(MEMBER), ADMIN);
  await expect(banner(page)).toHaveCount(0);
  await take(page, /^Drain…/);
  const body = `{"persistent":{"cluster.routing.allocation.exclude._name":"${MEMBER}"}}`;
  await expect(dialog(page)).toContainText(`PUT /_cluster/settings ${body}`);
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('new disk');
  await press(dialog(page), `Drain ${MEMBER}`);
  await expect(card(page, `Drain ${MEMBER}`)).toContainText('Confirmed by reading back');
  expect(settingsSent()).toEqual([body]);
  await expect(banner(page)).toContainText(`${MEMBER} is drained`);
  await expect(banner(page)).toContainText('ann, new disk');
  await expect(banner(page)).toContainText('it holds no shard any more');

  await press(banner(page), 'End drain');
  await expect(dialog(page)).toContainText('"cluster.routing.allocation.exclude._name":null');
  await press(dialog(page), `End drain of ${MEMBER}`);
  await expect(card(page, `End the drain of ${MEMBER}`)).toContainText('Confirmed by reading back');
  await expect(banner(page)).toHaveCount(0);
});

test('a viewer finds every line barred with why, and a hand-made request is refused', async ({ page }) => {
  await signInTo(page, pageOf(MEMBER), VIEWER);
  const before = settingsSent().length;
  await page.getByRole('button', { name: `Actions on ${MEMBER}`, exact: true }).click();
  await expect(page.getByRole('menu')).toContainText('needs the right to act');
  for (const line of await page.getByRole('menuitem', { name: /drain/i }).all())
    await expect(line).toHaveAttribute('aria-disabled', 'true');
  const status = await page.evaluate(async (member) => {
    const order = { system: 'elastic', action: 'drain', input: { group: 'search', member } };
    const body = JSON.stringify({ id: 'by-hand-0001', order, hash: 'x', typed: null, reason: null, until: null });
    return (await fetch('/live/v1/actions/perform', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
  }, MEMBER);
  expect(status).toBe(403);
  expect(settingsSent()).toHaveLength(before);
});
