import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { card, dialog, openMenu, press, take, takeToDialog } from './acting.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { row } from './page.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil, type VigilNode } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let pair: Pair;
let shut: Pair;
let vigil: Vigil;

test.beforeAll(async () => {
  pair = await startPair();
  shut = await startPair({ isAdmin: false });
  const nodes = [...pair.nodes, ...shut.nodes.map(asTier)];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN] });
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
  await shut.stop();
});

/** Each a tier of its own: for the first there is somebody to act, whom HAProxy does not let; for the second nobody. */
function asTier({ act, ...node }: VigilNode, i: number): VigilNode {
  return i === 0 && act ? { ...node, group: 'deaf', act } : { ...node, group: 'mute' };
}

async function open(page: Page, filter: string): Promise<void> {
  await signInTo(page, `${vigil.url}/haproxy?q=${filter}`, ADMIN);
  await expect(row(page, 'web1').first()).toContainText('up');
}

test('an instance killed between looking and sending is named, and what is left is finished and undone', async ({ page }) => {
  await open(page, 'node:lb');
  const asks = await takeToDialog(page, ['web2', 'be_web'], 'Drain with a reason…');
  await pair.kill('lb2');
  await press(asks, 'Drain web2');
  await expect(asks.getByRole('alert')).toContainText('Things changed since you looked');
  await expect(asks).toContainText(/Left out.*lb2: .*connection refused: nothing listens on/);
  expect(await pair.lb('lb1').command('show stat be_web 4 -1')).not.toContain('DRAIN');
  await press(asks, 'Drain web2');

  const part = card(page, 'Done in part: Drain web2 in be_web of web');
  await expect(part).toContainText('Confirmed by reading back on lb1 alone, ');
  await expect(part).toContainText(/lb2 was left out: .*connection refused/);
  await pair.restart('lb2');
  await page.getByRole('button', { name: 'Poll now: lb2', exact: true }).first().click();
  await expect(page.locator('main').getByText('connection refused: nothing listens on')).toHaveCount(0);
  await press(part, /^Finish/);
  const rest = card(page, 'Drain web2 in be_web of web, on lb2 alone');
  await expect(rest).toContainText('Confirmed by reading back on lb2, ');
  expect(await pair.states('be_web/web2')).toEqual(['drain', 'drain']);

  const finished = card(page, 'Finished since: Drain web2 in be_web of web');
  await expect(finished.getByRole('button', { name: /^Finish/ })).toHaveCount(0);
  await press(finished, /^Undo/);
  await press(rest, /^Undo/);
  for (const node of ['lb1', 'lb2'])
    await expect(card(page, `Put web2 back at once on ${node}`)).toContainText(`Confirmed by reading back on ${node}, `);
  expect(await pair.states('be_web/web2')).toEqual(['ready', 'ready']);
});

test('an instance that does not answer is left out and said to be, until it was polled', async ({ page }) => {
  await open(page, 'node:lb');
  pair.lb('lb2').signal('SIGSTOP');
  try {
    await expect(page.getByText('no answer for').first()).toBeVisible();
    await take(page, ['web3', 'be_web'], 'Drain in be_web');
    await expect(dialog(page)).toContainText(/Left out.*lb2: .*no answer for \d+s/);
    await expect(dialog(page).getByRole('listitem').filter({ hasText: 'up → drain' })).toHaveCount(1);
  } finally {
    pair.lb('lb2').signal('SIGCONT');
  }
  await press(dialog(page), 'Poll first');
  await expect(dialog(page).getByRole('listitem').filter({ hasText: 'up → drain' })).toHaveCount(2);
  await expect(dialog(page)).not.toContainText('Left out');
  await press(dialog(page), 'Drain web3');
  await expect(card(page, 'Drain web3 in be_web of web')).toContainText('Confirmed by reading back on lb1, lb2, ');
  expect(await pair.states('be_web/web3')).toEqual(['drain', 'drain']);
});

test('where nobody to act is configured the menu is there, and says how to enable it', async ({ page }) => {
  await open(page, 'group:mute');
  const menu = await openMenu(page, ['web1', 'be_web']);
  await expect(menu).toContainText('add act: { user, password } to the haproxy section, the group or the node, and "stats admin"');
  for (const line of await menu
    .getByRole('menuitem')
    .filter({ hasNotText: /^(The host|Where is|Follow the drain)/ })
    .all()) {
    await expect(line).toHaveAttribute('aria-disabled', 'true');
    await expect(line).toContainText('not enabled');
  }
});

test('a balancer without "stats admin" refuses, in words, and nothing looks done', async ({ page }) => {
  await open(page, 'group:deaf');
  await take(page, ['web1', 'be_web'], 'Drain in be_web');
  const refused = card(page, 'Refused: Drain web1 in be_web of deaf');
  await expect(refused).toContainText('Nothing was changed.');
  await expect(refused).toContainText('HAProxy says DENY: "stats admin" is missing on this statistics page');
  await expect(refused.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await expect(refused.getByRole('button', { name: /^Try again/ })).toBeVisible();
  expect(await shut.states('be_web/web1')).toEqual(['ready', 'ready']);
  await expect(page.locator('.mark')).toHaveCount(0);
  await expect(row(page, 'web1').first()).toContainText('up');
});
