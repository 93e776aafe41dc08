import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { actButton, card, dialog, openMenu, overflow, performByHand, press, take, takeToDialog } from './acting.ts';
import { axeProblems } from './axe.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { row } from './page.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const WIDTHS = [390, 1440, 2560];

let pair: Pair;
let shut: Pair;
let vigil: Vigil;

test.beforeAll(async ({ browser }) => {
  pair = await startPair();
  shut = await startPair({ isAdmin: false });
  const nodes = [...pair.nodes, ...shut.nodes.map((node) => ({ ...node, group: 'deaf' }))];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN] });
  const page = await browser.newPage();
  await signInTo(page, `${vigil.url}/audit`, ADMIN);
  for (const group of ['web', 'deaf']) await performByHand(page, { action: 'drain', server: 'web3', group, reason: 'kernel update' });
  await performByHand(page, { action: 'ready', server: 'web3' });
  await page.context().close();
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
  await shut.stop();
});

async function open(page: Page, filter: string): Promise<void> {
  await signInTo(page, `${vigil.url}/haproxy?q=${filter}`, ADMIN);
  await expect(row(page, 'web1').first()).toContainText('up');
}

test('the keyboard alone opens the menu, goes through the dialog and sends, and comes back to where it was', async ({ page }) => {
  await open(page, 'group:web+be_web');
  const button = actButton(page, ['web1', 'be_web']);
  const menu = page.getByRole('menu');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitemradio').first()).toBeFocused();
  await page.keyboard.press('d');
  await expect(menu.getByRole('menuitem', { name: 'Drain in be_web' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Drain with a reason…' })).toBeFocused();
  await page.keyboard.press('Enter');
  const asks = dialog(page);
  const go = asks.getByRole('button', { name: 'Drain web1' });
  await expect(go).toBeVisible();
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  for (const next of [go, asks.getByLabel(/^Reason/), asks.getByLabel(/^Until/), asks.getByRole('button', { name: 'Cancel' }), go]) {
    await page.keyboard.press('Tab');
    await expect(next).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(card(page, 'Drain web1 in be_web of web')).toContainText('Confirmed by reading back');
  await expect(asks).toHaveCount(0);
  await expect(button).toBeFocused();
  expect(await pair.states('be_web/web1')).toEqual(['drain', 'drain']);
  await card(page, 'Drain web1 in be_web of web').getByRole('button', { name: /^Undo/ }).press('Enter');
  await expect(card(page, 'Put web1 back at once on lb1 and lb2')).toContainText('Confirmed by reading back');
  expect(await pair.states('be_web/web1')).toEqual(['ready', 'ready']);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe objects to nothing in menus, dialogs and cards, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, 'be_web');
    await openMenu(page, ['web2', 'be_web']);
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await takeToDialog(page, ['web2', 'be_web'], 'Drain web2 everywhere…');
    expect(await axeProblems(page)).toEqual([]);
    // The second pair refuses.
    await press(dialog(page), 'Drain web2');
    const part = card(page, 'Done in part: Drain web2 everywhere');
    await part.getByText('Step by step').click();
    expect(await axeProblems(page)).toEqual([]);
    await press(part, /^Undo/);
    await press(dialog(page), 'Put web2 back at once');
    await expect(card(page, 'Put web2 back at once on lb1 and lb2')).toContainText('Confirmed by reading back');
    await page.getByRole('textbox').fill('only1');
    await take(page, ['only1', 'be_one'], 'Drain in be_one');
    await dialog(page).getByLabel('Type only1 to go on').fill('only1');
    expect(await axeProblems(page)).toEqual([]);
  });

  test(`axe objects to nothing on the pages of the audit, the sessions and the sign-in, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${vigil.url}/sign-in`);
    await expect(page.getByRole('heading')).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
    await signInTo(page, `${vigil.url}/audit`, ADMIN);
    for (const group of ['web', 'deaf'])
      await page
        .getByRole('button', { name: `Drain web3 in be_web of ${group}` })
        .last()
        .click();
    await expect(page.getByRole('columnheader', { name: 'Answered' })).toHaveCount(2);
    expect(await axeProblems(page)).toEqual([]);
    await page.goto(`${vigil.url}/sessions`);
    await expect(page.getByText('this one')).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
    await page
      .getByRole('button', { name: /^End session/ })
      .first()
      .click();
    await expect(dialog(page)).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
  });
}

for (const width of WIDTHS) {
  test(`menu, dialog and card fit into a window of ${width} px, and a card moves no row`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, 'group:deaf');
    const menu = await openMenu(page, ['web3', 'be_web']);
    await expect(menu).toBeInViewport({ ratio: 1 });
    expect(await overflow(page)).toBe(0);
    await menu.getByRole('menuitem', { name: 'Drain web3 everywhere…' }).click();
    await expect(dialog(page).getByRole('button', { name: 'Drain web3' })).toBeVisible();
    await expect(dialog(page)).toBeInViewport({ ratio: 1 });
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press('Escape');
    const before = await places(page);
    await take(page, ['web3', 'be_web'], 'Drain in be_web');
    const refused = card(page, /^Refused/);
    await expect(refused).toContainText('DENY');
    await expect(refused).toBeInViewport({ ratio: 1 });
    expect(await overflow(page)).toBe(0);
    expect(await places(page)).toEqual(before);
  });
}

/** Where every row stands. */
function places(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main tr')].map((row) => {
      const { x, y, width, height } = row.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    }),
  );
}
