import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { axeProblems } from './axe.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { banner, healthyShapes, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const WIDTHS = [390, 1440, 2560];
const READINGS = 3;

let first: Balancer;
let second: Balancer;
let vigil: Vigil;

test.beforeEach(async () => {
  [first, second] = await Promise.all([startBalancer(), startBalancer()]);
  const nodes = [first, second].map(({ url }, i) => ({ name: `lb${i + 1}`, url, password: PASSWORD }));
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500 });
});

test.afterEach(async () => {
  await vigil.stop();
  await Promise.all([first, second].map((haproxy) => haproxy.stop()));
});

function lines(page: Page): Locator {
  return page.locator('.issue');
}

function line(page: Page, name: string): Locator {
  return lines(page).filter({ has: page.getByRole('link', { name, exact: true }) });
}

async function open(page: Page): Promise<void> {
  await page.goto(`${vigil.url}/`);
  await expect(page.getByRole('region', { name: 'HAProxy' }).getByRole('row', { name: /web/ })).toContainText('3 of 3');
  await expect(page.getByText('All 2 HAProxy instances ok')).toBeVisible();
}

/** web2 fails its checks on both. */
function failWeb2(): void {
  for (const { servers } of [first, second]) servers[1]?.say(503);
}

async function answers(): Promise<number[]> {
  return (await vigil.board()).probes.filter(({ scope }) => scope === 'node').map(({ successes }) => successes);
}

async function waitForReadings(): Promise<void> {
  const before = await answers();
  await expect.poll(async () => (await answers()).every((count, i) => count >= (before[i] ?? 0) + READINGS)).toBe(true);
}

test('all being well is said with since when that is proven, and a gap in the readings ends the proof', async ({ page }) => {
  await open(page);
  const proof = page.getByText(/Proven without a gap since/);
  const before = (await proof.locator('time').first().getAttribute('datetime')) ?? '';
  await waitForReadings();
  expect(await proof.locator('time').first().getAttribute('datetime')).toBe(before);
  second.signal('SIGSTOP');
  await expect(line(page, 'lb2')).toBeVisible();
  await expect(proof).toHaveCount(0);
  second.signal('SIGCONT');
  await line(page, 'lb2').getByRole('button', { name: 'Poll now: lb2' }).click();
  await expect(page.getByText('All 2 HAProxy instances ok')).toBeVisible();
  const after = (await proof.locator('time').first().getAttribute('datetime')) ?? '';
  expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
});

test('a server that is down on both instances is one line, which leads to it', async ({ page }) => {
  await open(page);
  failWeb2();
  await expect(line(page, 'web2')).toContainText('is down: L7STS 503');
  await expect(line(page, 'web2')).toContainText('on lb1 and lb2');
  await expect(line(page, 'web2')).toContainText(/since \d\d:\d\d:\d\d/);
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('link', { name: 'web2', exact: true }).click();
  await expect(page).toHaveURL(/\/haproxy\?q=/);
  await expect(row(page, 'web2').first()).toBeInViewport();
  await expect(row(page, 'web2').first()).toContainText('down');
  await expect(row(page, 'web1')).toHaveCount(0);
});

test('a frozen instance is one line that counts what it hides, and leads to it', async ({ page }) => {
  await open(page);
  second.signal('SIGSTOP');
  await expect(line(page, 'lb2')).toContainText(/has not answered for \d+s/);
  await expect(line(page, 'lb2')).toContainText('stale, was ok');
  await expect(line(page, 'lb2')).toContainText(/Hides \d+ rows, when last read \d+ ok/);
  await expect(line(page, 'lb2')).toContainText('Its peer lb1 answers');
  await expect(lines(page)).toHaveCount(1);
  await expect(page.locator('tr.hatch .spark .hollow').first()).toBeVisible();
  await page.getByRole('link', { name: 'lb2', exact: true }).click();
  await expect(page).toHaveURL(/\/haproxy#haproxy%2Fweb%2Flb2$/);
  const head = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^stale lb2 / }) });
  await expect(head).toBeInViewport();
  await expect(head).toBeFocused();
});

test('a server down and an instance frozen are a line each, the worst first', async ({ page }) => {
  await open(page);
  second.signal('SIGSTOP');
  await expect(line(page, 'lb2')).toContainText('stale');
  failWeb2();
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).first()).toContainText('web2');
  await expect(lines(page).first()).toContainText('on lb1.');
  await expect(lines(page).last()).toContainText('lb2 has not answered');
});

test('a server taken out on purpose is listed apart, and is nothing wrong', async ({ page }) => {
  await open(page);
  for (const haproxy of [first, second]) await haproxy.command('set server be_web/web3 state maint');
  await expect(page.getByRole('list', { name: 'Out on purpose' })).toContainText('web3 is in maintenance');
  await expect(page.getByRole('list', { name: 'Out on purpose' })).toContainText('on lb1 and lb2');
  await expect(lines(page)).toHaveCount(0);
  await expect(page.getByText(/^Nothing is wrong: 2 HAProxy instances/)).toBeVisible();
});

test('nothing on the overview stays healthy when Vigil is not heard, and one line says so', async ({ page }) => {
  await open(page);
  vigil.freeze();
  await expect(banner(page)).toContainText('Nothing heard from Vigil');
  await expect(healthyShapes(page)).toHaveCount(1);
  await expect(page.locator('.tiles li').last()).toContainText('0');
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText('Vigil itself');
  vigil.thaw();
  await expect(page.getByText('All 2 HAProxy instances ok')).toBeVisible();
});

for (const width of WIDTHS) {
  test(`the document is no wider than a window of ${width} px, and nothing moves while values tick`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    expect(await overflow(page)).toBe(0);
    failWeb2();
    await expect(line(page, 'web2')).toContainText('on lb1 and lb2');
    second.signal('SIGSTOP');
    await expect(line(page, 'lb2')).toContainText(/has not answered for \d+s/);
    await expect(line(page, 'web2')).toContainText('on lb1.');
    expect(await overflow(page)).toBe(0);
    second.signal('SIGCONT');
    await expect(lines(page)).toHaveCount(1);
    await expect(line(page, 'web2')).toContainText('on lb1 and lb2');
    expect(await moved(page, waitForReadings)).toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe objects to nothing on it, well and ill, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    expect(await axeProblems(page)).toEqual([]);
    failWeb2();
    await first.command('set server be_web/web3 state maint');
    await expect(line(page, 'web2')).toContainText('on lb1 and lb2');
    second.signal('SIGSTOP');
    await expect(line(page, 'lb2')).toContainText(/has not answered for \d+s/);
    await expect(page.locator('tr.hatch')).toHaveCount(1);
    expect(await axeProblems(page)).toEqual([]);
  });
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Looks at the place of every tile, line and row in every frame while something goes on; gives those that were not where they began. */
async function moved(page: Page, goOn: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const boxes = () =>
      [...document.querySelectorAll('main :is(.tiles li, .issue, .issue h2, .since, tr, .spark)')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { name: element.textContent?.slice(0, 30), place: [x, y, width, height].map(Math.round).join(' ') };
      });
    const begun = boxes();
    const seen = new Set<string>();
    const look = (): void => {
      const now = boxes();
      if (now.length !== begun.length) seen.add(`${begun.length} became ${now.length}`);
      for (const [i, { name, place }] of now.entries())
        if (begun[i]?.place !== place) seen.add(`${name}: ${begun[i]?.place}, then ${place}`);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { vigilMoved: seen });
  });
  await goOn();
  return page.evaluate(() => [...(window as unknown as { vigilMoved: Set<string> }).vigilMoved]);
}
