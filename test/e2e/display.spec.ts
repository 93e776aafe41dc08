import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { closedPort } from '#test/fakes/closed-port.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { ADMIN, fillSignIn, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let haproxy: Balancer;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxy = await startBalancer();
  const nodes = [
    { name: 'lb1', url: haproxy.url, password: PASSWORD },
    { name: 'lb2', url: (await closedPort()).url },
  ];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER], anonymous: ['haproxy'] });
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
});

const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];
/** The ground of the page in app/tokens.css. */
const GROUND: Record<Scheme, string> = { light: 'rgb(244, 245, 247)', dark: 'rgb(12, 15, 19)' };
const OTHER: Record<Scheme, Scheme> = { light: 'dark', dark: 'light' };

function keep(context: BrowserContext, value: string): Promise<void> {
  return context.addCookies([{ name: 'vigil-display', value, url: vigil.url }]);
}

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

async function openDisplay(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Display: theme and times' }).click();
  const panel = page.getByRole('dialog', { name: 'Display' });
  await expect(panel).toBeVisible();
  return panel;
}

async function chooseTheme(page: Page, name: 'Light' | 'Dark' | 'As the system'): Promise<void> {
  const panel = await openDisplay(page);
  await panel.getByRole('radio', { name }).check();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}

async function chooseZone(page: Page, text: string): Promise<void> {
  const panel = await openDisplay(page);
  await panel.getByRole('searchbox').fill(text);
  await panel.getByRole('searchbox').press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}

/** Signs somebody in by the form: who is not signed in may see the board too, and is not led there. */
async function enter(page: Page, user: typeof ADMIN, path: string): Promise<void> {
  await page.goto(`${vigil.url}/sign-in?from=${path}`);
  await fillSignIn(page, user);
  await expect(page.locator('.tools')).toContainText('Live');
}

/** Errors of the page, among them of React where the browser draws something else than the server did. */
function watchErrors(page: Page): string[] {
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  return seen;
}

for (const theme of SCHEMES) {
  test.describe(`who has chosen ${theme} on a system that is ${OTHER[theme]}`, () => {
    test('has it in every frame from the first', async ({ page, context }) => {
      await keep(context, `${theme}.UTC`);
      await page.emulateMedia({ colorScheme: OTHER[theme] });
      await page.addInitScript(() => {
        const seen = new Set<string>();
        const look = (): void => {
          if (document.body) seen.add(getComputedStyle(document.documentElement).backgroundColor);
          requestAnimationFrame(look);
        };
        look();
        Object.assign(window, { vigilGrounds: seen });
      });
      for (const path of ['/haproxy', '/sign-in', '/no-such-page']) {
        const answer = await page.goto(vigil.url + path);
        expect(await answer?.text()).toContain(`<meta name="color-scheme" content="${theme}"/>`);
        await expect(page.getByRole('heading').first()).toBeVisible();
        const seen = await page.evaluate(() => [...(window as unknown as { vigilGrounds: Set<string> }).vigilGrounds]);
        expect([path, seen]).toEqual([path, [GROUND[theme]]]);
      }
    });

    test('has it from the server alone, before any script', async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: OTHER[theme] });
      await keep(context, `${theme}.UTC`);
      const page = await context.newPage();
      await page.goto(`${vigil.url}/haproxy`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expect(page.locator('html')).toHaveCSS('background-color', GROUND[theme]);
      await expect(page.locator('html')).toHaveCSS('color-scheme', theme);
      await context.close();
    });
  });
}

test('a theme that makes no sense is as the system has it', async ({ page, context }) => {
  for (const value of ['pink.UTC', 'dark"><script>alert(1)</script>.UTC', '..', '%00.%00']) {
    await keep(context, value);
    await page.emulateMedia({ colorScheme: 'dark' });
    const errors = watchErrors(page);
    await page.goto(`${vigil.url}/haproxy`);
    expect([value, await ground(page), await page.locator('html').getAttribute('data-theme')]).toEqual([value, GROUND.dark, null]);
    expect(errors).toEqual([]);
  }
});

test('a theme holds at once in every tab, is there after a reload, and follows the system again', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const other = await context.newPage();
  await other.emulateMedia({ colorScheme: 'light' });
  await other.goto(`${vigil.url}/pollers`);
  await page.goto(`${vigil.url}/haproxy`);
  expect(await ground(page)).toBe(GROUND.light);
  await chooseTheme(page, 'Dark');
  await expect(page.locator('html')).toHaveCSS('background-color', GROUND.dark);
  await expect(other.locator('html')).toHaveCSS('background-color', GROUND.dark);
  await page.reload();
  await expect(page.locator('html')).toHaveCSS('background-color', GROUND.dark);
  await chooseTheme(page, 'As the system');
  await expect(page.locator('html')).toHaveCSS('background-color', GROUND.light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('background-color', GROUND.dark);
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: 'vigil-display', value: 'system.UTC', path: '/', sameSite: 'Lax' });
  expect(Math.abs((cookie?.expires ?? 0) - Date.now() / 1_000 - 365 * 86_400)).toBeLessThan(600);
});

test('two people on one browser each have their own', async ({ page }) => {
  const signOut = async (): Promise<void> => {
    await page.getByRole('button', { name: /session and sign-out$/ }).click();
    await page.getByRole('menuitem', { name: /Sign out/ }).click();
    await expect(page).toHaveURL(/\/sign-in/);
  };
  const shown = async (): Promise<unknown> => [
    await page.locator('html').getAttribute('data-theme'),
    /\d\d:\d\d:\d\d (\S+)/.exec(await page.locator('.tools').innerText())?.[1],
  ];
  await enter(page, ADMIN, '/haproxy');
  await chooseTheme(page, 'Dark');
  await chooseZone(page, 'kolkata');
  expect(await shown()).toEqual(['dark', 'UTC+5:30']);
  await signOut();
  await enter(page, VIEWER, '/haproxy');
  expect(await shown()).toEqual([null, 'UTC']);
  await chooseTheme(page, 'Light');
  await signOut();
  await enter(page, ADMIN, '/haproxy');
  expect(await shown()).toEqual(['dark', 'UTC+5:30']);
  await signOut();
  await enter(page, VIEWER, '/haproxy');
  expect(await shown()).toEqual(['light', 'UTC']);
});

/** Every time on the page, with what stands behind it. */
async function times(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  const titles = await page
    .locator('[title]')
    .evaluateAll((all) => all.map((element) => (element as HTMLElement).title.split('\n')[0] ?? ''));
  return [text, ...titles].flatMap((one) => one.match(/\b\d\d:\d\d(:\d\d)?\b.{0,10}/g) ?? []);
}

test('a zone changes every time on every page, and stays', async ({ page }) => {
  const errors = watchErrors(page);
  await enter(page, ADMIN, '/haproxy');
  await expect(page.getByText(/failed (once|\d+ times) since/).first()).toBeVisible();
  expect((await times(page)).filter((time) => !/^[\d:]+ UTC/.test(time))).toEqual([]);
  await chooseZone(page, 'kolkata');
  for (const [path, proof] of [
    ['/haproxy', page.getByText(/failed (once|\d+ times) since/).first()],
    ['/pollers', page.getByText(/failed (once|\d+ times) since/).first()],
    ['/audit', page.getByText('signed in').first()],
  ] as const) {
    await page.goto(vigil.url + path);
    await expect(proof).toBeVisible();
    await expect(page.locator('.tools')).toContainText('UTC+5:30');
    const said = await times(page);
    expect(said.length).toBeGreaterThan(1);
    expect([path, said.filter((time) => !/^[\d:]+ UTC\+5:30/.test(time))]).toEqual([path, []]);
  }
  expect(errors).toEqual([]);
});

test.describe('in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('“here” is the zone of the browser, also where the server drew first', async ({ page, context }) => {
    const errors = watchErrors(page);
    await keep(context, 'system.local');
    await page.goto(`${vigil.url}/haproxy`);
    await expect(page.locator('.tools')).toContainText(/Live \d\d:\d\d:\d\d E[SD]T/);
    await expect((await openDisplay(page)).getByRole('radio', { name: /Here, America\/New_York/ })).toBeChecked();
    expect(errors).toEqual([]);
  });
});

test('the audit is narrowed in the zone of its reader, by an address that means the same to everybody', async ({ page }) => {
  await enter(page, ADMIN, '/audit');
  await chooseZone(page, 'kolkata');
  await page.getByLabel('From, Asia/Kolkata').fill('2026-03-04T19:41');
  await expect(page).toHaveURL(`${vigil.url}/audit?from=2026-03-04T14%3A11`);
  await page.reload();
  await expect(page.getByLabel('From, Asia/Kolkata')).toHaveValue('2026-03-04T19:41');
  await chooseZone(page, 'utc');
  await expect(page.getByLabel('From, UTC')).toHaveValue('2026-03-04T14:11');
});

for (const theme of SCHEMES) {
  test(`nothing in the panel is objected to by axe, in ${theme}`, async ({ page, context }) => {
    await keep(context, `${theme}.Europe/Vienna`);
    await page.goto(`${vigil.url}/haproxy`);
    const panel = await openDisplay(page);
    for (const text of ['', 'america', 'atlantis']) {
      await panel.getByRole('searchbox').fill(text);
      const { violations } = await new AxeBuilder({ page }).include('.menu').analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
    }
  });
}

test('the keyboard opens the panel, chooses in it, and comes back to its button', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy`);
  await expect(page.locator('.tools')).toContainText('Live');
  const button = page.getByRole('button', { name: 'Display: theme and times' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Tab');
  await page.keyboard.type('vienna');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: /Europe\/Vienna/ })).toBeChecked();
  await expect(page.locator('.tools')).toContainText(/CES?T/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('on a phone the panel is a sheet at the bottom, as wide as the window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${vigil.url}/haproxy`);
  const box = await (await openDisplay(page)).boundingBox();
  expect([box?.x, box?.width, Math.round((box?.y ?? 0) + (box?.height ?? 0))]).toEqual([0, 390, 844]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
