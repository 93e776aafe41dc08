import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { axeProblems } from './axe.ts';
import { openPlainTab } from './chromium.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { copyAsOtherBuild } from './other-build.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';
import { makeWallToken, recordedOfWall, recordWall, shareOfRed, tokenLines } from './wall-page.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const THEMES = { light: 'rgb(244, 245, 247)', dark: 'rgb(12, 15, 19)' } as const;
const DAYS_400_S = 400 * 86_400;

const wall = makeWallToken('wall');
const doomed = makeWallToken('doomed');
const deploy = makeWallToken('deploy');
const ACCESS = ['tokens:', ...tokenLines([wall, doomed]), ...tokenLines([deploy], 'act', 'haproxy')];

let haproxy: Balancer;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxy = await startBalancer();
  const nodes = [{ name: 'lb1', url: haproxy.url, password: PASSWORD }];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN], access: ACCESS });
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
});

const lost = (page: Page): Locator => page.locator('.lost');
const heard = (page: Page): Promise<string> => page.locator('.heard').innerText();
const beatAt = (page: Page): Promise<string | null> => page.locator('.beat').getAttribute('class');

async function openWall(page: Page, query = '', token = wall.token): Promise<void> {
  await page.goto(`${vigil.url}/tv?token=${token}${query}`);
  await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
}

/** A browser whose pages hold their streams themselves, so that all of their time can be turned. */
async function withoutWorker(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  return context;
}

test.describe('the token of a wall', () => {
  test('goes from the address into a cookie that no script and no other site can use', async ({ page, context }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await openWall(page, '&theme=dark&pages=haproxy');
    await expect(page).toHaveURL(`${vigil.url}/tv?theme=dark&pages=haproxy`);
    const [cookie, ...others] = await context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ name: `vigil-wall-${vigil.port}`, value: wall.token, path: '/', httpOnly: true, sameSite: 'Strict' });
    expect(Math.abs((cookie?.expires ?? 0) - Date.now() / 1_000 - DAYS_400_S)).toBeLessThan(600);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.content()).not.toContain(wall.token);
    expect(addresses.filter((address) => address.includes('token='))).toHaveLength(1);
    await page.goto('about:blank');
    await page.goto(`${vigil.url}/tv`);
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
  });

  test('is refused in words when it may act, and leaves neither cookie nor address', async ({ page, context }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const answer = await page.goto(`${vigil.url}/tv?token=${deploy.token}`);
    expect(answer?.status()).toBe(403);
    await expect(page.getByText('The token deploy is not one that may view and do nothing else')).toBeVisible();
    await expect(page).toHaveURL(`${vigil.url}/tv`);
    expect(await context.cookies()).toEqual([]);
    expect(await axeProblems(page)).toEqual([]);
  });

  test('that is missing leaves a page that comes in by itself as soon as it may', async ({ browser }) => {
    const context = await withoutWorker(browser);
    const page = await context.newPage();
    await page.clock.install();
    expect((await page.goto(`${vigil.url}/tv?theme=dark`))?.status()).toBe(401);
    expect((await page.waitForResponse(`${vigil.url}/tv?theme=dark`)).status()).toBe(401);
    await expect(page.getByRole('heading', { name: 'This wall shows nothing' })).toBeVisible();
    await context.addCookies([{ name: `vigil-wall-${vigil.port}`, value: wall.token, url: vigil.url, sameSite: 'Strict' }]);
    await page.clock.fastForward('01:20');
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
    await expect(page).toHaveURL(`${vigil.url}/tv?theme=dark`);
    await context.close();
  });

  test('that is revoked leaves the wall red, in words, and the wall of another token as it was', async ({ page, browser }) => {
    await openWall(page, '', doomed.token);
    const others = await Promise.all([browser.newContext(), browser.newContext()]);
    const [other, admin] = await Promise.all(others.map((context) => context.newPage()));
    if (!other || !admin) throw new Error('two pages are needed');
    await openWall(other);
    await signInTo(admin, `${vigil.url}/sessions`, ADMIN);
    const line = admin.getByRole('row').filter({ hasText: doomed.name });
    await expect(line).toContainText('view all systems');
    await expect(line).toContainText('127.0.0.1');
    await line.getByRole('button', { name: /^Revoke/ }).click();
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: /^Revoke/ })
      .click();
    await expect(lost(page)).toContainText('The token doomed was revoked: make another one.');
    await expect(lost(other)).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('The token doomed was revoked: make another one.')).toBeVisible();
    expect(await shareOfRed(other, (await page.screenshot()).toString('base64'))).toBeGreaterThan(0.7);
    await Promise.all(others.map((context) => context.close()));
  });
});

test('a beat and the clock move with events and with nothing else', async ({ page }) => {
  await openWall(page);
  const before = [await beatAt(page), await heard(page)];
  await expect.poll(async () => (await beatAt(page)) !== before[0] && (await heard(page)) !== before[1]).toBe(true);
  vigil.freeze();
  try {
    await expect(lost(page)).toContainText(/Nothing heard from Vigil since \d\d:\d\d:\d\d UTC/);
    const stopped = [await beatAt(page), await heard(page)];
    const age = await lost(page).innerText();
    await expect.poll(() => lost(page).innerText()).not.toBe(age);
    expect([await beatAt(page), await heard(page)]).toEqual(stopped);
    expect(/since (\S+)/.exec(age)?.[1]).toBe(/\d\d:\d\d:\d\d/.exec(stopped[1] ?? '')?.[0]);
  } finally {
    vigil.thaw();
  }
  await expect(lost(page)).toHaveCount(0, { timeout: 20_000 });
});

test('two pages take turns, by the clock of the server', async ({ page }) => {
  await openWall(page, '&pages=overview,haproxy&every=5s');
  for (const title of ['HAProxy', 'Overview', 'HAProxy']) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('.head')).toContainText(title === 'HAProxy' ? /2 of 2, Overview in \ds/ : /1 of 2, HAProxy in \ds/);
  }
});

test('what an address asks for and cannot have is said on the wall, and the rest is shown', async ({ page }) => {
  await openWall(page, '&theme=pink&zone=Mars&pages=haproxy,redis,mongo&every=1s&page=x');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('HAProxy');
  const notices = page.getByRole('status');
  for (const words of ['theme=“pink”', 'zone=“Mars”', '“mongo”', 'may not view Redis', 'every=“1s”', '“page” means nothing here'])
    await expect(notices).toContainText(words);
});

test('the zone of the address is that of every time on the wall', async ({ page }) => {
  await openWall(page, '&zone=Asia/Kolkata');
  const times = (await page.locator('.wall').innerText()).match(/\d\d:\d\d:\d\d.{0,9}/g) ?? [];
  expect(times.length).toBeGreaterThan(1);
  expect(times.filter((time) => !time.includes('UTC+5:30'))).toEqual([]);
});

test('nothing on a wall is objected to by axe, well or lost, and its theme is there from the first frame', async ({ browser }) => {
  const pages: Page[] = [];
  for (const theme of ['light', 'dark'] as const) {
    const colorScheme = theme === 'dark' ? 'light' : 'dark';
    const context = await browser.newContext({ colorScheme, viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    pages.push(page);
    await openWall(page);
    const answer = await page.goto(`${vigil.url}/tv?theme=${theme}`);
    expect(await answer?.text()).toContain(`data-theme="${theme}"`);
    await expect(page.locator('.wall')).toHaveCSS('background-color', THEMES[theme]);
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
  }
  vigil.freeze();
  try {
    for (const page of pages) {
      await expect(lost(page)).toBeVisible();
      expect(await axeProblems(page)).toEqual([]);
    }
  } finally {
    vigil.thaw();
  }
  for (const page of pages) {
    await expect(lost(page)).toHaveCount(0, { timeout: 20_000 });
    await page.context().close();
  }
});

test.describe('a wall left alone', () => {
  test('is red within seconds when Vigil is killed, and heals when it is there again', async ({ page, browser }) => {
    await openWall(page);
    await recordWall(page);
    await vigil.kill();
    await expect(lost(page)).toContainText('Nothing heard from Vigil since');
    expect((await recordedOfWall(page)).findLast(({ isRed }) => isRed)).toEqual({ isRed: true, healthy: 0 });
    const look = await browser.newPage();
    expect(await shareOfRed(look, (await page.screenshot()).toString('base64'))).toBeGreaterThan(0.7);
    await look.close();
    await vigil.restart();
    await expect(lost(page)).toHaveCount(0, { timeout: 20_000 });
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
  });

  test('is red through an hour without Vigil, stays the page that it is, and heals', async ({ browser }) => {
    const context = await withoutWorker(browser);
    const page = await context.newPage();
    await page.clock.install();
    await openWall(page);
    await vigil.kill();
    await expect(lost(page)).toBeVisible();
    await recordWall(page);
    const left: string[] = [];
    page.on('framenavigated', (frame) => left.push(frame.url()));
    const said = /since \S+/.exec(await lost(page).innerText())?.[0];
    for (let passed = 0; passed < 60; passed += 5) {
      await page.clock.fastForward('05:00');
      await expect(lost(page)).toContainText(said ?? '');
    }
    await expect(lost(page)).toContainText(/What stands below is 1h \d\dm old and more/);
    const shown = await recordedOfWall(page);
    expect(shown.length).toBeGreaterThanOrEqual(12);
    expect(shown.filter(({ isRed, healthy }) => !isRed || healthy > 0)).toEqual([]);
    expect(left).toEqual([]);
    await vigil.restart();
    await expect(lost(page)).toHaveCount(0, { timeout: 30_000 });
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible();
    await context.close();
  });

  test('loads itself again when pages are answered and the feed stays away', async ({ browser }) => {
    const context = await withoutWorker(browser);
    const page = await context.newPage();
    await page.clock.install();
    await openWall(page, '&theme=dark');
    await page.route('**/live/v1/stream', (route) => route.abort());
    vigil.freeze();
    await expect(lost(page)).toBeVisible();
    vigil.thaw();
    const loaded = page.waitForEvent('load');
    await page.clock.fastForward('01:05');
    await page.clock.fastForward('00:20');
    await loaded;
    await expect(page).toHaveURL(`${vigil.url}/tv?theme=dark`);
    await page.unroute('**/live/v1/stream');
    await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible({ timeout: 20_000 });
    await context.close();
  });

  test('shows a new build as soon as there is one', async ({ page }) => {
    const other = await copyAsOtherBuild();
    try {
      await openWall(page, '&pages=haproxy');
      const old = await page.locator('.wall').getAttribute('data-build');
      expect(other.build).toBe(`${old}-2`);
      await vigil.kill();
      await vigil.restart(other.folder);
      await expect(page.locator('.wall')).toHaveAttribute('data-build', other.build, { timeout: 40_000 });
      await expect(page).toHaveURL(`${vigil.url}/tv?pages=haproxy`);
      await expect(page.getByRole('heading', { name: 'All 1 HAProxy instance ok' })).toBeVisible({ timeout: 20_000 });
    } finally {
      await vigil.kill();
      await vigil.restart();
      await other.remove();
    }
  });

  test('turns red without its script: when that hangs', async ({ page, launchOptions }) => {
    const tab = await openPlainTab(launchOptions.executablePath ?? '', launchOptions.args ?? [], `${vigil.url}/tv?token=${wall.token}`);
    try {
      await expect.poll(() => tab.run<string>('document.body.innerText')).toContain('All 1 HAProxy instance ok');
      expect(await shareOfRed(page, await tab.screen())).toBeLessThan(0.02);
      tab.start('for (;;) {}');
      await expect.poll(async () => shareOfRed(page, await tab.screen()), { timeout: 20_000 }).toBeGreaterThan(0.9);
    } finally {
      await tab.close();
    }
  });

  test('turns red without its script: when that never comes, and with reduced motion too', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${vigil.url}/tv?token=${wall.token}`);
    await expect(page.locator('.frozen')).toHaveCSS('opacity', '1');
    await expect(page.getByText('This wall is frozen: what it shows is old')).toBeVisible();
    const look = await browser.newPage();
    expect(await shareOfRed(look, (await page.screenshot()).toString('base64'))).toBeGreaterThan(0.9);
    await look.close();
    await context.close();
  });
});
