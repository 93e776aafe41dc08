import { expect, test } from '@playwright/test';
import { startWebServer, type Told } from '#test/live/backend-server.ts';
import { axeProblems } from './axe.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

const SIZES = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
] as const;
const NODES = 24;
let wrong: Told<number>;
let crowded: Vigil;

test.beforeAll(async () => {
  // Each answers, and what it answers is no use: that is a line for each of them.
  wrong = await startWebServer(503);
  const nodes = Array.from({ length: NODES }, (_, i) => {
    return { group: `tier-${i % 8}`, name: `lb${i}`, url: `http://127.0.0.1:${wrong.port}/lb${i}` };
  });
  crowded = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterAll(async () => {
  await crowded.stop();
  await wrong.close();
});

for (const [width, height] of SIZES) {
  test(`shows as much as fits on ${width} × ${height}, says how much more there is, and scrolls nowhere`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const [name, theme] of [
      ['overview', 'dark'],
      ['haproxy', 'light'],
    ] as const) {
      await page.goto(`${crowded.url}/tv?pages=${name}&theme=${theme}`);
      await expect(page.getByText(/^and \d+ more$/)).toBeVisible();
      const more = async () => Number(/\d+/.exec((await page.getByText(/^and \d+ more$/).textContent()) ?? '')?.[0]);
      const whole = page.locator('.wrongs li:not(.beyond)');
      // What fits is measured again when letters are there.
      await expect.poll(async () => (await whole.count()) + (await more())).toBe(NODES);
      expect(await whole.count()).toBeGreaterThan(1);
      for (const item of [...(await whole.all()), ...(await page.locator('.remain, .groups > ul > li:not(.beyond)').all())])
        await expect(item).toBeInViewport({ ratio: 0.99 });
      expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([
        width,
        height,
      ]);
      expect(await page.locator('.wall').locator('a, button, [title], input').count()).toBe(0);
      if (height === 1080) expect(await axeProblems(page)).toEqual([]);
    }
  });
}
