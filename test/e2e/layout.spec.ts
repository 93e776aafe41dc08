import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startOtherPage } from '#test/fakes/other-product.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const WIDTHS = [390, 1280, 1440, 2560];
const PATHS = ['/haproxy?q=be_web', '/pollers', '/about'];
const READINGS = 3;

let haproxies: Balancer[];
let broken: Fake;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxies = await Promise.all([startBalancer(), startBalancer()]);
  broken = await startOtherPage();
  const nodes = haproxies.map(({ url }, i) => ({ group: `tier-${i + 1}`, name: `balancer-${i + 1}`, url, password: PASSWORD }));
  nodes.push({ group: 'elsewhere', name: 'no-balancer', url: broken.url, password: PASSWORD });
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterAll(async () => {
  await vigil.stop();
  await broken.close();
  await Promise.all(haproxies.map((haproxy) => haproxy.stop()));
});

async function open(page: Page, path: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(vigil.url + path);
  if (path === '/about') return expect(page.getByText(/^read \d+s ago$/).first()).toBeVisible();
  await expect(page.locator('main svg.i.ok').first()).toBeVisible();
  await expect(page.locator('main svg.i.critical').first()).toBeVisible();
}

for (const width of WIDTHS) {
  for (const path of PATHS) {
    test(`the document of ${path} is no wider than a window of ${width} px`, async ({ page }) => {
      await open(page, path, width);
      const buttons = await page.getByRole('button', { name: 'All figures of web1 in be_web' }).all();
      for (const button of buttons) await button.click();
      await expect(page.getByText('sessions total', { exact: true })).toHaveCount(buttons.length);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });

    test(`rows of ${path} stay where they are at ${width} px while values tick`, async ({ page }) => {
      await open(page, path, width);
      const moved = await watchRows(page, async () => waitForReadings());
      expect(moved).toEqual([]);
    });
  }

  test(`a name of a server stands on one line at ${width} px`, async ({ page }) => {
    await open(page, '/haproxy?q=be_web', width);
    const box = await row(page, 'web1').first().boundingBox();
    expect(box?.height).toBeLessThan(width < 720 ? 45 : 32);
  });
}

test.describe('under the mouse', () => {
  for (const [path, name] of [
    ['/haproxy?q=be_web', /^web1/],
    ['/pollers', /^balancer-1 /],
  ] as const) {
    test(`rows of ${path} stay where they are while their node stops answering and answers again`, async ({ page }) => {
      await open(page, path, 1440);
      const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
      await line.first().hover();
      const frozen = haproxies[0];
      const moved = await watchRows(page, async () => {
        frozen?.signal('SIGSTOP');
        await expect(page.getByText(/stale \d+s/).first()).toBeVisible();
        frozen?.signal('SIGCONT');
        await pollNow(page);
        await expect(page.getByText(/stale \d+s/)).toHaveCount(0);
      });
      expect(moved).toEqual([]);
    });
  }
});

/** As the button does, and without a mouse. */
async function pollNow(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await page.evaluate(() =>
        fetch('/live/v1/poll', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"system":"haproxy"}' }).then(
          (said) => said.status,
        ),
      );
      return answer;
    })
    .toBe(202);
}

// The menu of a server stays at the right edge, and what scrolls away is beside it.
for (const [path, name, cell] of [
  ['/haproxy?q=be_web', /^web1/, -2],
  ['/pollers', /^balancer-1 /, -1],
] as const) {
  test(`the first column of ${path} stays in its place on a phone while the others scroll away under it`, async ({ page }) => {
    await open(page, path, 390);
    const line = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name }) })
      .first();
    const head = line.getByRole('rowheader');
    const last = line.getByRole('cell').nth(cell);
    await expect(head).toBeInViewport({ ratio: 1 });
    await expect(last).not.toBeInViewport();
    const before = await head.boundingBox();
    await head.evaluate((element) => element.closest('.scroll')?.scrollTo({ left: 10_000 }));
    await expect(last).toBeInViewport();
    expect((await head.boundingBox())?.x).toBe(before?.x);
    expect(await isOnTop(head)).toBe(true);
  });
}

/** Whether nothing lies over an element, at its left, its middle and its right. */
function isOnTop(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const places = [left + 2, (left + right) / 2, right - 2];
    return places.every((x) => element.contains(document.elementFromPoint(x, (top + bottom) / 2)));
  });
}

/** Waits until every balancer was read some times more, by Vigil's own word. */
async function waitForReadings(): Promise<void> {
  const answers = async () => (await vigil.board()).probes.filter(({ scope }) => scope === 'node').map(({ successes }) => successes);
  const before = await answers();
  await expect
    .poll(async () => {
      const now = await answers();
      return before.every((count, i) => count === 0 || (now[i] ?? 0) >= count + READINGS);
    })
    .toBe(true);
}

/** Looks at the place of every healthy row in every frame while something goes on; gives those that were not where they began, with the first two places. */
async function watchRows(page: Page, goOn: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const boxes = () =>
      [...document.querySelectorAll('main :is(tr, dl > div)')].map((tr) => {
        const { x, y, width, height } = tr.getBoundingClientRect();
        return { name: tr.textContent?.slice(0, 20), place: [x, y, width, height].map(Math.round).join(' ') };
      });
    const first = boxes();
    const moved = new Set<string>();
    const look = (): void => {
      const now = boxes();
      if (now.length !== first.length) moved.add(`${first.length} rows became ${now.length}`);
      for (const [i, { name, place }] of now.entries())
        if (first[i]?.place !== place) moved.add(`${name}: ${first[i]?.place}, then ${place}`);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { vigilMoved: moved });
  });
  await goOn();
  return page.evaluate(() => [...(window as unknown as { vigilMoved: Set<string> }).vigilMoved]);
}
