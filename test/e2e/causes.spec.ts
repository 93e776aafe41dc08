import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

/** Two tiers of two instances; the second of each live on one machine. */
const PLACES = [
  { group: 'public', name: 'lb1', host: 'ny-01' },
  { group: 'public', name: 'lb2', host: 'ny-02' },
  { group: 'internal', name: 'lb3', host: 'ny-03' },
  { group: 'internal', name: 'lb4', host: 'ny-02' },
];

let balancers: Balancer[];
let vigil: Vigil;

test.beforeAll(async () => {
  balancers = await Promise.all(PLACES.map(() => startBalancer()));
  const nodes = PLACES.map((place, i) => ({ ...place, url: balancers[i]?.url ?? '', password: PASSWORD }));
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterAll(async () => {
  await vigil.stop();
  await Promise.all(balancers.map((haproxy) => haproxy.stop()));
});

/** Freezes these instances and lets all others go on. */
function freezeOnly(...names: string[]): void {
  for (const [i, { name }] of PLACES.entries()) balancers[i]?.signal(names.includes(name) ? 'SIGSTOP' : 'SIGCONT');
}

/** Vigil asks a silent node less and less often: everything is asked now, until the page says so. */
async function expectLines(page: Page, lines: readonly RegExp[]): Promise<void> {
  await expect(async () => {
    await page.request.post(`${vigil.url}/live/v1/poll`, { data: { system: 'haproxy' }, headers: { origin: vigil.url } });
    await expect(page.locator('.issue h2')).toHaveText([...lines], { timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
}

test('what has one cause is one line: a machine, a tier, and our own network', async ({ page }) => {
  await page.goto(vigil.url);
  await expect(page.getByText('All 4 HAProxy instances ok')).toBeVisible();
  freezeOnly('lb2', 'lb4');
  await expectLines(page, [/^ny-02: none of the 2 nodes on it can be reached for \d+s$/]);
  await expect(page.locator('.issue')).toContainText('HAProxy, public: lb2; internal: lb4.');
  freezeOnly('lb1', 'lb2');
  await expectLines(page, [/^public: none of its 2 instances can be reached/]);
  freezeOnly('lb1', 'lb2', 'lb3', 'lb4');
  await expectLines(page, [/^Vigil's own network: none of its 4 nodes on 3 machines can be reached/]);
  await expect(page.locator('.issue')).toContainText('more likely its own network');
  await expect(page.locator('main svg.i.ok')).toHaveCount(1);
  freezeOnly('lb3');
  await expectLines(page, [/^lb3 has not answered for/]);
  freezeOnly();
  await expectLines(page, []);
  await expect(page.getByText('All 4 HAProxy instances ok')).toBeVisible();
});
