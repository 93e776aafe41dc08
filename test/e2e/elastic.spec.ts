import { expect, type Locator, type Page, test } from '@playwright/test';
import type { WireFault } from '#demo/elastic/wire/faults.ts';
import { type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import { checkLooks } from './looks.ts';
import { fillSignIn, SEER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

let standIn: RunningElastic;
let vigil: Vigil;

const PROBES = ['load', 'members', 'allocation', 'shards', 'recoveries', 'indices', 'volume', 'upkeep', 'report'];

test.beforeAll(async () => {
  standIn = await startElastic({ version: '8.17.0', estate: 'small', name: 'ny-search', clock: Date.now });
  const nodes = standIn.urls.map(({ node, url }) => `{ name: ${node}, url: '${url}' }`);
  const members = standIn.urls.map(({ node }) => node);
  const group = `{ name: search, title: Search, members: [${members.join(', ')}], nodes: [${nodes.join(', ')}] }`;
  const intervals = `{ ${PROBES.map((name) => `${name}: 1s`).join(', ')} }`;
  const sections = [`elastic: { interval: 1s, timeout: 500ms, intervals: ${intervals}, clusters: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['elastic'], users: [SEER], sections });
});

test.afterAll(async () => {
  await vigil.stop();
  await standIn.stop();
});

function line(page: Page, member: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link', { name: member, exact: true }) });
}

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`${vigil.url}/elastic${search}`);
  await expect(line(page, 'ny-search01')).toContainText('%');
}

/** Asks again until it is so: an answer is shared for some seconds by who asks the same. */
async function askUntil(panel: Locator, isSo: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await panel.getByRole('button', { name: 'Ask again' }).click();
    await isSo();
  }).toPass();
}

const health = (page: Page): Locator => page.getByRole('region', { name: 'Health' });

test('a cluster that is well is calm and told with its members, and whoever only looks is offered nothing that acts', async ({ page }) => {
  await open(page);
  await expect(health(page)).toContainText('green');
  await expect(health(page)).toContainText('by all 3 nodes heard');
  await expect(page.getByRole('region', { name: 'Members' })).toContainText('there3');
  await expect(page.getByRole('region', { name: /Shards in trouble/ })).toHaveCount(0);
  await expect(page.locator('main button.act')).toHaveCount(0);
});

test('a filter and an order stand in the address', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('member:search02');
  await expect(page).toHaveURL(/q=member%3Asearch02/);
  await expect(page.getByRole('button', { name: /Matches 1 of 3/ })).toBeVisible();
  await page.getByRole('button', { name: /Matches 1 of 3/ }).click();
  await page.getByRole('button', { name: 'CPU' }).click();
  await expect(page).toHaveURL(/sort=-cpu/);
});

test('a frozen node is stale, keeps its word hatched and has no say in who is the master', async ({ page }) => {
  await open(page);
  await standIn.order({ order: 'freeze node', node: 'ny-search03' });
  const own = page.getByRole('rowheader').filter({ hasText: standIn.url('ny-search03') });
  await expect(own.getByRole('img', { name: 'stale' })).toBeVisible();
  await expect(health(page)).toContainText('ny-search03 not heard now');
  await standIn.order({ order: 'thaw node', node: 'ny-search03' });
  await expect(own.getByRole('img', { name: 'ok' })).toBeVisible();
  await expect(health(page)).toContainText('by all 3 nodes heard');
});

// Of a member that fails Elasticsearch tells nothing, with status 200: an empty text, or {} of what is filtered.
test('a member that is left out of an answer is told to be silent: neither idle nor empty', async ({ page }) => {
  await page.goto(`${vigil.url}/sign-in`);
  await fillSignIn(page, SEER);
  await page.goto(`${vigil.url}/elastic/clusters/search/members/ny-search03?see=hot`);
  const hot = page.getByRole('region', { name: 'Hot threads of ny-search03' });
  await expect(hot).toContainText('::: {ny-search03}');
  const [, id = ''] = /^::: \{ny-search03\}\{(\w+)\}/m.exec(await hot.innerText()) ?? [];
  const spoil = (fault: WireFault | null) => {
    for (const { node } of standIn.urls) standIn.spoil(node, fault);
  };
  spoil({ is: 'says', on: `/_nodes/${id}/hot_threads`, type: 'text/plain', body: '' });
  await askUntil(hot, () => expect(hot).toContainText('the member told nothing of its threads', { timeout: 3_000 }));
  await checkLooks(page, { says: ['the member told nothing of its threads'], isKnown: true, shot: 'elastic-hot-left-out' });

  spoil({ is: 'says', on: `/_nodes/${id}/stats`, type: 'application/json', body: '{}' });
  await page.getByRole('button', { name: 'How it was started' }).click();
  const heap = page.getByRole('region', { name: 'Heap', exact: true });
  await expect(heap).toContainText('the member did not tell');
  await checkLooks(page, { says: ['the member did not tell', '8.17.0'], isKnown: true, shot: 'elastic-stats-left-out' });

  spoil({ is: 'says', on: `/_nodes/${id}/`, type: 'application/json', body: '{}' });
  const details = page.getByRole('region', { name: 'How it was started of ny-search03' });
  await askUntil(details, () => expect(details).toContainText('Answer not understood', { timeout: 3_000 }));

  spoil(null);
  await askUntil(details, () => expect(heap).toContainText('old', { timeout: 3_000 }));
});

test('an index goes red, its reason is one click away, and all of it can be read at every width', async ({ page }) => {
  await open(page);
  const [index] = [...standIn.cluster.indices.keys()];
  if (index === undefined) throw new Error('the stand-in has no index');
  // Nothing is made anew while somebody has switched that off.
  await standIn.order({ order: 'disable allocation' });
  for (const isPrimary of [false, true]) await standIn.order({ order: 'fail shard', index, shard: 0, isPrimary });
  await expect(health(page)).toContainText('red');
  await page.getByRole('button', { name: `Why: primary 0 of ${index}` }).click();
  const why = page.getByRole('region', { name: `Why: primary 0 of ${index}` });
  await expect(why).toContainText('Allocation is switched off by a setting of the cluster');
  await expect(why).toContainText('Allow allocation again.');
  await expect(page).toHaveURL(/why=search/);
  await checkLooks(page, { says: ['red', `Why: primary 0 of ${index}`], isKnown: true, shot: 'elastic-red' });
});
