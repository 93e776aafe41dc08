import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { checkLooks } from './looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

const SERIES = 'redis/sessions/a/info|server|Clients';

let node: RedisProcess;
let vigil: Vigil;

test.beforeEach(async () => {
  node = await startRedis();
  const sections = [
    `redis: { interval: 1s, timeout: 500ms, groups: [{ name: sessions, title: Sessions, nodes: [{ name: a, address: '127.0.0.1:${node.port}' }] }] }`,
  ];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, anonymous: ['redis'], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  await node.stop();
});

/** How many readings of the line are kept since a moment (epoch ms). */
async function keptSince(from: number): Promise<number> {
  const [source = '', row = '', figure = ''] = SERIES.split('|');
  const query = new URLSearchParams({ source, row, figure, from: String(from), to: String(Date.now()) });
  const answer = await fetch(`${vigil.url}/live/v1/series?${query}`);
  return answer.ok ? ((await answer.json()) as { points: unknown[] }).points.length : 0;
}

const runs = (page: Page) => page.locator('.large .run[data-from]');

/** Draws over a chart from one share of its width to another. */
async function drawOver(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator('.large .over').boundingBox();
  if (box === null) throw new Error('there is no chart');
  const [left, width] = [box.x + 62, box.width - 74];
  await page.mouse.move(left + width * from, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(left + width * to, box.y + 60, { steps: 4 });
  await page.mouse.up();
}

test('a time in which Vigil did not run is hatched, and no line is drawn over it', async ({ page }) => {
  test.setTimeout(120_000);
  const began = Date.now();
  await expect.poll(() => keptSince(began), { timeout: 40_000 }).toBeGreaterThan(3);
  await vigil.kill();
  const stopped = Date.now();
  await expect.poll(() => Date.now() - stopped, { timeout: 20_000 }).toBeGreaterThan(8_000);
  await vigil.restart();
  const again = Date.now();
  await expect.poll(() => keptSince(again), { timeout: 40_000 }).toBeGreaterThan(3);

  // In less room there are no small lines.
  await page.setViewportSize({ width: 2000, height: 900 });
  await page.goto(`${vigil.url}/redis`);
  await page.locator('a[href*="Clients"]').first().click();
  await expect(page).toHaveURL(/\/charts\?s=/);
  const period = `from=${new Date(began).toISOString()}&to=${new Date().toISOString()}`;
  await page.goto(`${vigil.url}/charts?s=${encodeURIComponent(SERIES)}&${period}`);
  await expect.poll(() => runs(page).count()).toBeGreaterThan(1);
  const spans = await runs(page).evaluateAll((all) =>
    all.map((one) => [Number(one.getAttribute('data-from')), Number(one.getAttribute('data-to'))]),
  );
  expect(spans.every(([from = 0, to = 0]) => to <= stopped || from >= stopped)).toBe(true);
  await expect(page.locator('.large .silence.off')).not.toHaveCount(0);
  await expect(page.locator('.large')).toContainText('Hatched:');
  await checkLooks(page, { says: ['Clients'], isKnown: true, shot: 'chart-gap' });
});

test('a part that is drawn up is shown, stands in the address, is taken back, and can be had as a file', async ({ page }) => {
  test.setTimeout(90_000);
  const began = Date.now();
  await expect.poll(() => keptSince(began), { timeout: 40_000 }).toBeGreaterThan(3);
  await page.goto(`${vigil.url}/charts?s=${encodeURIComponent(SERIES)}&range=1h`);
  await expect(runs(page)).not.toHaveCount(0);
  await drawOver(page, 0.5, 1);
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(runs(page)).not.toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('redis/sessions/a/info server Clients, each reading');
  await page.goBack();
  await expect(page).toHaveURL(/range=1h/);
});
