import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { dialog, overflow } from './acting.ts';
import { axeProblems } from './axe.ts';
import { acknowledge, type Estate, hushed, line, list, minuteOf, post, startEstate } from './issues-estate.ts';
import { ADMIN, signInTo } from './sign-in.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const WIDTHS = [390, 1440, 2560];
const HOUR_MS = 3_600_000;

let estate: Estate;

/** One of each: web1 was down and is up, web2 is acknowledged, web3 is down, lb2 is frozen and worked on, and more work is to come. */
test.beforeAll(async ({ browser }) => {
  estate = await startEstate();
  const [web1, web2, web3] = estate.lb('lb1').servers;
  const page = await browser.newPage();
  await signInTo(page, `${estate.vigil.url}/issues`, ADMIN);
  for (const server of [web1, web2]) server?.say(503);
  for (const name of ['web1', 'web2']) {
    await expect(line(page, name)).toContainText('critical');
    await acknowledge(page, name, 'the new build does not start; Jo rolls it back');
  }
  web1?.say(200);
  web3?.say(503);
  estate.lb('lb2').signal('SIGSTOP');
  await expect(line(page, 'lb2')).toContainText('stale');
  const target = { is: 'node', system: 'haproxy', group: 'public', node: 'lb2' };
  const now = Date.now();
  for (const [startAt, reason] of [
    [now, 'kernel update'],
    [now + 24 * HOUR_MS, 'new disks'],
  ] as const)
    await post(page, '/live/v1/maintenance/plan', { target, startAt, endAt: startAt + HOUR_MS, reason });
  await expect(list(page, 'Closed').getByRole('row').filter({ hasText: 'web1' })).toBeVisible();
  await page.context().close();
});

test.afterAll(async () => {
  estate.lb('lb2').signal('SIGCONT');
  await estate.stop();
});

async function open(page: Page, path = '/issues'): Promise<void> {
  await signInTo(page, estate.vigil.url + path, ADMIN);
  if (path === '/') await expect(hushed(page)).toHaveCount(2);
  else await expect(list(page, 'Closed').getByRole('row').filter({ hasText: 'web1' })).toBeVisible();
}

async function openPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Plan maintenance', exact: true }).click();
  await expect(dialog(page)).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe objects to nothing on the page and in its dialogs, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Acknowledge web3' }).click();
    await dialog(page).getByLabel('Quiet for').selectOption('until a time of your own');
    await dialog(page)
      .getByLabel('Until, UTC')
      .fill(minuteOf(Date.now() - HOUR_MS));
    await expect(dialog(page).getByRole('status')).toContainText('That is over');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await openPlan(page);
    await dialog(page).getByLabel('Starts').selectOption('at a time of your own');
    expect(await axeProblems(page)).toEqual([]);
  });
}

for (const width of WIDTHS) {
  test(`neither the page nor a dialog is wider than a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    expect(await overflow(page)).toBe(0);
    await openPlan(page);
    await dialog(page).getByLabel('Starts').selectOption('at a time of your own');
    expect(await overflow(page)).toBe(0);
    expect(await dialog(page).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await expect(dialog(page)).toBeInViewport({ ratio: 1 });
    await page.goto(estate.vigil.url);
    await expect(hushed(page)).toHaveCount(2);
    expect(await overflow(page)).toBe(0);
  });
}

test('the keyboard alone plans, acknowledges and withdraws, and is never sent back to the top', async ({ page }) => {
  await open(page);
  const say = line(page, 'web3').getByRole('button', { name: 'Acknowledge web3' });
  const asks = dialog(page);
  await say.focus();
  await page.keyboard.press('Enter');
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asks).toHaveCount(0);
  await expect(say).toBeFocused();

  const menu = line(page, 'web3').getByRole('button', { name: 'More on web3' });
  await page.keyboard.press('Tab');
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asks).toHaveCount(0);
  await expect(menu).toBeFocused();

  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await asks.getByLabel(/^What you know of it/).focus();
  await page.keyboard.type('known');
  await page.keyboard.press('Enter');
  await expect(asks).toHaveCount(0);
  const quiet = line(list(page, 'Quiet'), 'web3');
  await expect(quiet).toContainText('acknowledged by ann');
  await expect(quiet).toBeFocused();
  const withdraw = quiet.getByRole('button', { name: 'Withdraw the acknowledgement of web3' });
  await withdraw.focus();
  await page.keyboard.press('Enter');
  const loud = line(list(page, 'Open'), 'web3');
  await expect(loud).toBeFocused();
  await expect(loud).toBeInViewport();

  await page.goto(estate.vigil.url);
  await say.focus();
  await page.keyboard.press('Enter');
  await asks.getByLabel(/^What you know of it/).focus();
  await page.keyboard.type('known');
  await page.keyboard.press('Enter');
  await expect(hushed(page).filter({ hasText: 'web3' })).toBeFocused();
});
