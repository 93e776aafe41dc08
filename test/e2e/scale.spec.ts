import { expect, type Page, test } from '@playwright/test';
import { HAPROXY, type HaproxyProcess } from '#test/live/haproxy-process.ts';
import { PASSWORD } from './haproxy-estate.ts';
import { backendsOf, startManyServers } from './many-servers.ts';
import { row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

/** 100 backends of 20 servers and one of 400: 110 of the 2,400 are in maintenance. */
const BACKENDS = [...backendsOf(100, 20), { name: 'be-big', servers: 400, outOf: 40 }];
const OUT = 110;
/** Far below the 2,502 rows that there are. */
const MOST_ROWS = 500;

let haproxy: HaproxyProcess;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxy = await startManyServers(BACKENDS);
  vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url, password: PASSWORD }], intervalMs: 3_000, timeoutMs: 1_000 });
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
});

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${vigil.url}/haproxy${query}`);
  await expect(row(page, 'be-000')).toBeVisible();
}

function rowsInDocument(page: Page): Promise<number> {
  return page.locator('main tr').count();
}

/** Goes down as far as the document goes, again and again, because what comes into view may be higher than it was thought to be. */
async function scrollToEnd(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { scrollHeight } = document.documentElement;
        window.scrollTo(0, scrollHeight);
        return scrollHeight - window.scrollY - window.innerHeight;
      }),
    )
    .toBeLessThan(2);
}

test('2,400 servers are counted in the words of the node and of the tier', async ({ page }) => {
  await open(page);
  await expect(page.getByText(`${OUT} of 2,400 servers out of rotation`).first()).toBeVisible();
  await expect(page.getByText('101 backends, 2,400 servers').first()).toBeVisible();
  for (const name of ['be-000', 'be-050', 'be-099', 'be-big']) await expect(row(page, name)).toHaveCount(1);
  await expect(row(page, 'be-big')).toContainText('390 no check, 10 maint');
});

test('a filter finds one server of 2,400 by its name', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('be-042-web13');
  await expect(row(page, 'be-042-web13')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Matches 1 of 2,?50\d\./ })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /^be-\S+-web\d/ })).toHaveCount(1);
  await expect(page).toHaveURL(/q=be-042-web13/);
});

test('a filter by state shows the servers in that state and no other', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy?q=state:maint`);
  await expect(page.getByRole('button', { name: new RegExp(`^Matches ${OUT} of`) })).toBeVisible();
  await expect(row(page, 'be-000-web20')).toBeVisible();
  expect(await rowsInDocument(page)).toBeLessThan(MOST_ROWS);
  const states = await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^be-\S+-web\d/ }) })
    .allTextContents();
  expect(states.length).toBeGreaterThan(10);
  expect(states.filter((text) => !text.includes('maint'))).toEqual([]);
});

test('with every server shown the document holds few rows, and the last one is reached by scrolling', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy?q=kind:server`);
  await expect(page.getByRole('button', { name: /^Matches 2,?400 of/ })).toBeVisible();
  await expect(row(page, 'be-000-web20')).toBeVisible();
  expect(await rowsInDocument(page)).toBeLessThan(MOST_ROWS);
  await scrollToEnd(page);
  await expect(row(page, 'be-big-web399')).toBeInViewport();
  expect(await rowsInDocument(page)).toBeLessThan(MOST_ROWS);
});

test('one backend of 400 servers unfolds under the mouse, and its last server is reached by scrolling', async ({ page }) => {
  await open(page);
  const fold = page.getByRole('button', { name: 'be-big', exact: true });
  await fold.scrollIntoViewIfNeeded();
  const before = await fold.boundingBox();
  await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(row(page, 'be-big-web1')).toBeVisible();
  expect((await fold.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await scrollToEnd(page);
  await expect(row(page, 'be-big-web399')).toBeInViewport();
  expect(await rowsInDocument(page)).toBeLessThan(MOST_ROWS);
});

test('the age of the reading ticks in the head of its column and in every row that is drawn', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy?q=kind:server`);
  const age = page.locator('thead .age');
  await expect(age).toBeVisible();
  await expect(row(page, 'be-000-web20')).toBeVisible();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        seen.add((await age.textContent()) ?? '');
        return seen.size;
      },
      { intervals: [200] },
    )
    .toBeGreaterThan(2);
  const ages = await page.locator('tbody').evaluateAll((bodies) => {
    const words = bodies.flatMap((body) => [...body.querySelectorAll('td.inst')].map((cell) => cell.getAttribute('title') ?? ''));
    return words.map((text) => /read \d+s ago$/.exec(text)?.[0] ?? text);
  });
  expect(ages.length).toBeGreaterThan(10);
  expect(new Set(ages).size).toBe(1);
});
