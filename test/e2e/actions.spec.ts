import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { card, dialog, expectState, openMenu, press, take, takeToDialog } from './acting.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { row } from './page.ts';
import { ADMIN, SECOND_ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let pair: Pair;
let vigil: Vigil;

test.beforeAll(async () => {
  pair = await startPair();
  const users = [ADMIN, SECOND_ADMIN, VIEWER];
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users });
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
});

/** Opens the page of one backend, signed in. */
async function open(page: Page, backend: string, user = ADMIN): Promise<void> {
  await signInTo(page, `${vigil.url}/haproxy?q=${backend}`, user);
  await expect(page.getByRole('rowheader', { name: new RegExp(`^${backend}`) })).toHaveCount(1);
}

/** Every order that a page sends from now on. */
function watchOrders(page: Page): unknown[] {
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/actions/perform')) sent.push(request.postDataJSON().order);
  });
  return sent;
}

test('one click drains a server in one backend, is proved on both balancers, and undo puts it back', async ({ page }) => {
  await open(page, 'be_web');
  await take(page, ['web3', 'be_web'], 'Drain in be_web');
  const drained = card(page, 'Drain web3 in be_web of web');
  await expect(drained).toContainText('Confirmed by reading back on lb1, lb2, ');
  await expect(drained).toContainText('says DRAIN, 0 sessions left.');
  await expect(dialog(page)).toHaveCount(0);
  await expectState(page, pair, { server: 'be_web/web3', state: 'drain' });
  expect(await pair.states('be_api/web3')).toEqual(['ready', 'ready']);
  await expect(row(page, 'web3').locator('.mark')).toHaveText('ann');
  await press(drained, /^Undo/);
  await expect(card(page, 'Put web3 back at once on lb1 and lb2')).toContainText('Confirmed by reading back on lb1, lb2, ');
  await expect(drained).toHaveCount(0);
  await expectState(page, pair, { server: 'be_web/web3', state: 'up' });
  await expect(page.locator('.mark')).toHaveCount(0);
});

test('what is asked and taken back by Cancel or Esc sends nothing', async ({ page }) => {
  await open(page, 'be_web');
  const sent = watchOrders(page);
  const asks = await takeToDialog(page, ['web1', 'be_web'], 'Drain web1 everywhere…');
  await expect(asks.getByRole('heading')).toHaveText('Drain web1 everywhere');
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(asks).toContainText('every backend keeps 2 servers or more taking traffic');
  for (const node of ['lb1', 'lb2'])
    for (const backend of ['be_web', 'be_api'])
      await expect(asks.getByRole('listitem').filter({ hasText: `${node} ${backend}/web1` })).toContainText('up → drain');
  await page.keyboard.press('Escape');
  await expect(asks).toHaveCount(0);
  await press(await takeToDialog(page, ['web1', 'be_web'], 'Drain web1 everywhere…'), 'Cancel');
  await expect(asks).toHaveCount(0);
  expect(sent).toEqual([]);
  expect([await pair.states('be_web/web1'), await pair.states('be_api/web1')].flat()).toEqual(Array(4).fill('ready'));
});

test('a drain everywhere is seen by all with its reason and end, and what is put back safely waits for its checks', async ({
  page,
  browser,
}) => {
  await open(page, 'be_web');
  const asks = await takeToDialog(page, ['web1', 'be_web'], 'Drain web1 everywhere…');
  await asks.getByLabel(/^Reason/).fill('kernel update');
  await asks.getByLabel(/^Until/).selectOption('1h');
  await press(asks, 'Drain web1');
  await expect(card(page, 'Drain web1 everywhere')).toContainText('Confirmed by reading back on lb1, lb2, ');
  for (const server of ['be_web/web1', 'be_api/web1']) expect(await pair.states(server)).toEqual(['drain', 'drain']);
  await expectState(page, pair, { server: 'be_web/web1', state: 'drain' });
  await expect(row(page, 'web1').first().locator('.mark')).toHaveText(/^ann, until (\S+ )?\d\d:\d\d UTC, kernel update$/);
  await showViewer(await browser.newPage());

  await press(await takeToDialog(page, ['web1', 'be_web'], 'Put web1 back everywhere…'), 'Put web1 back safely');
  await expect(card(page, 'Put web1 back safely everywhere')).toContainText('out of drain, waits for its checks: DOWN');
  await expect(row(page, 'web1').first()).toContainText('down, recovering');
  await expect(page.locator('.mark')).toHaveCount(0);
  await expect(row(page, 'web1').locator('.state')).toHaveText('up');
  await expectState(page, pair, { server: 'be_web/web1', state: 'up' });
  expect(await pair.states('be_api/web1')).toEqual(['ready', 'ready']);
});

async function showViewer(page: Page): Promise<void> {
  await open(page, 'be_web', VIEWER);
  await expect(row(page, 'web1').first()).toContainText('drain');
  await expect(row(page, 'web1').first().locator('.mark')).toHaveText(/^ann, until (\S+ )?\d\d:\d\d UTC, kernel update$/);
  const menu = await openMenu(page, ['web1', 'be_web']);
  const lines = menu.getByRole('menuitem').filter({ hasNotText: /^(The host|Where is|Follow the drain)/ });
  await expect(lines).not.toHaveCount(0);
  await expect(lines.and(page.locator('[aria-disabled="true"]'))).toHaveCount(await lines.count());
  await menu.getByRole('menuitem', { name: /in the audit/ }).click();
  await expect(page).toHaveURL(`${vigil.url}/audit?target=web1`);
  const line = page.getByRole('row').filter({ hasText: 'Drain web1 everywhere' });
  await expect(line).toContainText('ann');
  await expect(line).toContainText('confirmed');
  await expect(line).toContainText('kernel update');
  await page.context().close();
}

test('the last server of a backend goes only when its name is typed', async ({ page }) => {
  await open(page, 'be_one');
  const sent = watchOrders(page);
  await take(page, ['only1', 'be_one'], 'Drain in be_one');
  const asks = dialog(page);
  await expect(asks).toContainText('only1 is the last server taking traffic in be_one on lb1 and lb2: clients get 503');
  await expect(asks.getByRole('button', { name: 'Cancel' })).toBeFocused();
  const go = asks.getByRole('button', { name: 'Drain only1' });
  const name = asks.getByLabel('Type only1 to go on');
  for (const wrong of ['', 'only', 'Only1', 'only1 ', 'web1']) {
    await name.fill(wrong);
    await expect(go).toBeDisabled();
    await name.press('Enter');
  }
  expect(sent).toEqual([]);
  await name.fill('only1');
  await expect(go).toBeEnabled();
  const [red = 0, green = 0, blue = 0] = await go.evaluate((button) =>
    (getComputedStyle(button).backgroundColor.match(/\d+/g) ?? []).map(Number),
  );
  expect(red).toBeGreaterThan(2 * Math.max(green, blue));
  await go.click();
  await expect(card(page, 'Drain only1 in be_one of web')).toContainText('Confirmed by reading back');
  await expectState(page, pair, { server: 'be_one/only1', state: 'drain' });
});

test('of two admins who drain the last two servers the second is asked for the name', async ({ page, browser }) => {
  const other = await browser.newPage();
  await open(page, 'be_pay');
  await open(other, 'be_pay', SECOND_ADMIN);
  const first = await takeToDialog(page, ['pay1', 'be_pay'], 'Drain with a reason…');
  const second = await takeToDialog(other, ['pay2', 'be_pay'], 'Drain with a reason…');
  await expect(second.getByLabel(/^Type/)).toHaveCount(0);
  await second.getByLabel(/^Reason/).fill('said before it changed');
  await press(first, 'Drain pay1');
  await expect(card(page, 'Drain pay1 in be_pay of web')).toContainText('Confirmed by reading back on lb1, lb2, ');
  await press(second, 'Drain pay2');
  await expect(second.getByRole('alert')).toContainText('Things changed since you looked');
  await expect(second).toContainText('pay2 is the last server taking traffic in be_pay on lb1 and lb2');
  await expect(second.getByLabel(/^Reason/)).toHaveValue('said before it changed');
  await expect(second.getByRole('button', { name: 'Drain pay2' })).toBeDisabled();
  expect(await pair.states('be_pay/pay2')).toEqual(['ready', 'ready']);
  await second.getByLabel('Type pay2 to go on').fill('pay2');
  await press(second, 'Drain pay2');
  await expect(card(other, 'Drain pay2 in be_pay of web')).toContainText('Confirmed by reading back on lb1, lb2, ');
  await expectState(other, pair, { server: 'be_pay/pay2', state: 'drain' });
  await expect(row(page, 'pay2').first().locator('.mark')).toHaveText('mo, said before it changed');
  await other.context().close();
});
