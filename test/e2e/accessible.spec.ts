import { expect, type Page, test } from '@playwright/test';
import { closedPort } from '#test/fakes/closed-port.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { axeProblems } from './axe.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { banner, healthyShapes, openBackend, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const SCHEMES = ['light', 'dark'] as const;
const TABS = 120;

test.describe('a healthy estate', () => {
  let haproxy: Balancer;
  let vigil: Vigil;

  test.beforeAll(async () => {
    haproxy = await startBalancer();
    vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url, password: PASSWORD }], intervalMs: 1_000, timeoutMs: 500 });
  });

  test.afterAll(async () => {
    await vigil.stop();
    await haproxy.stop();
  });

  for (const colorScheme of SCHEMES) {
    test(`has nothing that axe objects to, in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await openBackend(page, vigil.url);
      await page.getByRole('button', { name: 'All figures of web1 in be_web' }).click();
      await expect(page.getByText('sessions total', { exact: true })).toBeVisible();
      await expect(healthyShapes(page).first()).toBeVisible();
      expect(await axeProblems(page)).toEqual([]);
      await page.getByRole('textbox').fill('web2');
      await expect(row(page, 'web1')).toHaveCount(0);
      expect(await axeProblems(page)).toEqual([]);
      await page.goto(`${vigil.url}/pollers`);
      await expect(healthyShapes(page).first()).toBeVisible();
      expect(await axeProblems(page)).toEqual([]);
    });
  }

  test('the first tab stop skips to the content', async ({ page }) => {
    await page.goto(`${vigil.url}/haproxy`);
    await expect(row(page, 'be_web')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Tiers', exact: true })).toBeFocused();
  });

  for (const path of ['/haproxy', '/haproxy/servers', '/pollers']) {
    test(`everything on ${path} that can be used is reached by Tab, marked, and in sight`, async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 500 });
      await page.goto(`${vigil.url}${path}?q=be_web`);
      await expect(healthyShapes(page).first()).toBeVisible();
      const wanted = await usable(page);
      const reached = await tabThrough(page);
      expect(reached.map(({ name }) => name)).toEqual(expect.arrayContaining(wanted));
      expect(reached.filter(({ isMarked, isInSight }) => !isMarked || !isInSight)).toEqual([]);
    });
  }

  test('the keyboard folds, opens figures and polls', async ({ page }) => {
    await openBackend(page, vigil.url);
    const fold = page.getByRole('button', { name: 'be_web', exact: true });
    await fold.focus();
    await page.keyboard.press('Enter');
    await expect(row(page, 'web1')).toHaveCount(0);
    await page.keyboard.press('Space');
    await expect(row(page, 'web1')).toBeVisible();
    await expect(fold).toBeFocused();
    await page.getByRole('button', { name: 'All figures of web1 in be_web' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('sessions total', { exact: true })).toBeVisible();
    const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/live/v1/poll'));
    await page.getByRole('button', { name: 'Poll now: lb1', exact: true }).focus();
    await page.keyboard.press('Enter');
    expect((await asked).postDataJSON()).toEqual({ system: 'haproxy', group: 'web', node: 'lb1' });
  });

  test('a slash goes to the filter from anywhere, and Esc clears it and then leaves it', async ({ page }) => {
    await openBackend(page, vigil.url);
    const filter = page.getByRole('textbox');
    await page.keyboard.press('/');
    await expect(filter).toBeFocused();
    await expect(filter).toHaveValue('');
    await page.keyboard.type('web2/');
    await expect(filter).toHaveValue('web2/');
    await page.keyboard.press('Backspace');
    await expect(row(page, 'web1')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(filter).toHaveValue('');
    await expect(filter).toBeFocused();
    await expect(row(page, 'web1')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(filter).not.toBeFocused();
  });

  test('an age leads to the row that says how its probe is asked, focused and in sight', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 320 });
    await page.goto(`${vigil.url}/haproxy`);
    await page.locator('thead .age').click();
    await expect(page).toHaveURL(/\/pollers#haproxy%2Fweb%2Flb1%2Fstats$/);
    const target = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^lb1 / }) });
    await expect(target).toBeFocused();
    await expect(target).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Tab');
    await expect(target.locator('.age')).toBeFocused();
    await page.reload();
    await expect(target).toBeFocused();
    await expect(target).toBeInViewport({ ratio: 1 });
  });
});

test.describe('an estate with a stale, a critical and a healthy node', () => {
  let haproxies: Balancer[];
  let vigil: Vigil;

  test.beforeAll(async () => {
    haproxies = await Promise.all([startBalancer(), startBalancer()]);
    const [healthy, frozen] = haproxies;
    const nodes = [
      { name: 'lb1', url: healthy?.url ?? '', password: PASSWORD },
      { name: 'lb2', url: frozen?.url ?? '', password: PASSWORD },
      { name: 'lb3', url: (await closedPort()).url },
    ];
    vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500 });
    await healthy?.command('set server be_web/web1 state maint');
    await healthy?.command('set server be_web/web2 state drain');
    await expect.poll(() => statuses()).toEqual(['maintenance', 'ok', 'critical']);
    frozen?.signal('SIGSTOP');
    await expect.poll(() => statuses()).toEqual(['maintenance', 'stale', 'critical']);
  });

  test.afterAll(async () => {
    await vigil.stop();
    await Promise.all(haproxies.map((haproxy) => haproxy.stop()));
  });

  async function statuses(): Promise<string[]> {
    const { probes } = await vigil.board();
    return probes.filter(({ scope }) => scope === 'node').map(({ asOfNow }) => asOfNow.status);
  }

  for (const colorScheme of SCHEMES) {
    test(`has nothing that axe objects to, in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${vigil.url}/haproxy?q=be_web`);
      await expect(row(page, 'web1')).toHaveCount(1);
      await expect(page.locator('main svg.i.stale').first()).toBeVisible();
      await page.getByRole('button', { name: 'All figures of web1 in be_web' }).last().click();
      await expect(page.getByText('sessions total', { exact: true })).toHaveCount(2);
      expect(await axeProblems(page)).toEqual([]);
      await page.goto(`${vigil.url}/pollers`);
      await expect(page.locator('main svg.i.stale').first()).toBeVisible();
      expect(await axeProblems(page)).toEqual([]);
    });

    test(`has nothing that axe objects to while Vigil is silent, in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${vigil.url}/haproxy?q=be_web`);
      await expect(row(page, 'web1')).toHaveCount(1);
      vigil.freeze();
      try {
        await expect(banner(page)).toContainText('Nothing heard from Vigil for');
        expect(await axeProblems(page)).toEqual([]);
      } finally {
        vigil.thaw();
      }
      await expect(banner(page)).toHaveCount(0, { timeout: 20_000 });
    });
  }
});

type Stop = { name: string; isMarked: boolean; isInSight: boolean };

/** In the page: what an element is called, well enough to tell it from the others. */
const NAME = `(element) => [element.tagName, element.getAttribute('aria-label') ?? element.textContent.replace(/\\d+/g, '#')].join(' ')`;

/**
 * Everything that a mouse could use, by name, besides what stands in every row and elsewhere once: ages, of which the head of their node has one for all, and small lines, whose charts the
 * figures of their row lead to.
 */
function usable(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a[href]:not(tr .age[tabindex], tr [tabindex="-1"]), button, input')].map(${NAME})`);
}

/** Presses Tab until the focus leaves the document, and says of each stop whether it is marked and all of it can be seen. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let press = 0; press < TABS; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop | null>(`(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const shown = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return {
        name: (${NAME})(element),
        isMarked: getComputedStyle(element).outlineStyle !== 'none',
        isInSight: top >= 0 && bottom <= innerHeight && (element.contains(shown) || shown?.contains(element) === true),
      };
    })()`);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`the focus is still in the page after ${TABS} presses of Tab`);
}
