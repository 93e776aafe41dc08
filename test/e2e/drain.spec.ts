import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { card, dialog, press, take } from './acting.ts';
import { type DrainPair, startDrainPair } from './drain-pair.ts';
import { checkLooks } from './looks.ts';
import { openBackend } from './page.ts';
import { ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

// A trace of every picture takes longer than the test.
test.use({ trace: 'off' });

let pair: DrainPair;
let vigil: Vigil;

test.beforeEach(async () => {
  pair = await startDrainPair();
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER] });
});

test.afterEach(async () => {
  await vigil.stop();
  await pair.stop();
});

const panel = (page: Page): Locator => page.getByRole('complementary', { name: /^.*web1/ });
const left = (page: Page): Locator => panel(page).locator('.left');
const step = (page: Page): Locator => panel(page).locator('[aria-current="step"]');

async function drainEverywhere(page: Page): Promise<void> {
  await openBackend(page, vigil.url);
  await take(page, ['web1', 'be_web'], 'Drain web1 everywhere…');
  await press(dialog(page), 'Drain web1');
  await expect(card(page, /Drain web1/)).toContainText('Confirmed by reading back');
}

test('a server is followed from its drain until it is empty and back, and nothing is called empty while one that counts is not read', async ({
  page,
}) => {
  test.slow();
  await pair.hold(0, 3);
  const [end] = await pair.hold(1, 1);
  await signInTo(page, `${vigil.url}/haproxy`, ADMIN);
  await drainEverywhere(page);
  await card(page, /Drain web1/)
    .getByRole('link', { name: 'Follow it empty' })
    .click();
  await expect(page).toHaveURL(/[?&]drain=web1\b/);
  await expect(panel(page).getByRole('heading')).toHaveText('web1, draining everywhere');
  await expect(left(page)).toContainText(/^4sessions left/);
  await expect(panel(page).getByRole('listitem').first()).toContainText('Drain sent by ann, 2 backends, 2 instances');
  await expect(panel(page)).toContainText('Confirmed by reading back, 4 of 4');
  await expect(left(page)).toContainText(/not falling for \d+s/, { timeout: 60_000 });
  await checkLooks(page, { says: ['not falling for'], isKnown: true, shot: 'drain-held' });
  await page.setViewportSize({ width: 1440, height: 900 });
  pair.web.release();
  await expect(left(page)).toContainText('empty: no session, no waiting request, no connection in use');
  end?.();
  pair.lbs[1].signal('SIGSTOP');
  await expect(panel(page)).toContainText(/ny-lb06 not read for \d+s: nobody knows what is left there/);
  await expect(left(page)).toContainText('none where it is read; not known whether it is empty');
  await expect(panel(page)).not.toContainText('empty: no session');
  await expect(panel(page).getByRole('cell', { name: 'empty', exact: true })).toHaveCount(0);
  await checkLooks(page, { says: ['not known whether it is empty'], isKnown: true, shot: 'drain-unread' });
  await page.setViewportSize({ width: 1440, height: 900 });
  pair.lbs[1].signal('SIGCONT');
  await expect(left(page)).toContainText('empty: no session');
  await press(panel(page), 'Put back… web1');
  await press(dialog(page), /^Put web1 back/);
  await expect(step(page)).toContainText(/By its checks up in [0-3] of 4 places/);
  await expect(panel(page).getByRole('heading')).toHaveText('web1, in rotation', { timeout: 30_000 });
  await expect(panel(page).getByRole('status')).toHaveText(/^In rotation again everywhere since .*: nothing is draining\.$/);
  await checkLooks(page, { says: ['In rotation again everywhere'], isKnown: true, shot: 'drain-back' });
});

test('the address shows it to whoever opens it, who may not act too; Escape closes it and gives the focus back', async ({ page }) => {
  await pair.hold(0, 2);
  for (const lb of pair.lbs) await lb.command('set server be_web/web1 state drain');
  await signInTo(page, `${vigil.url}/haproxy/servers?drain=web1`, VIEWER);
  await expect(panel(page).getByRole('heading')).toHaveText('web1, draining in 2 of 4 places');
  await expect(left(page)).toContainText(/^2sessions left/);
  await expect(panel(page)).toContainText('Taken out, not through Vigil');
  await expect(panel(page)).toContainText('Still in rotation in be_api');
  for (const button of ['Drain there too… web1 in be_api', 'Put back… web1', 'Maintenance… web1'])
    await expect(panel(page).getByRole('button', { name: `${button}: needs the right to act` })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('link', { name: 'Tiers', exact: true }).click();
  await expect(page).toHaveURL(/\/haproxy\?drain=web1$/);
  await expect(left(page)).toContainText(/^2sessions left/);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(page).toHaveURL(`${vigil.url}/haproxy`);
  await page.goto(`${vigil.url}/haproxy/servers/web1`);
  await page.getByRole('button', { name: 'Follow it empty' }).press('Enter');
  await expect(panel(page).getByRole('heading')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Follow it empty' })).toBeFocused();
});

test('a timer puts it back for everybody: who looks sees it, it outlives the tab, and it is changed and taken back where it stands', async ({
  page,
  browser,
}) => {
  await signInTo(page, `${vigil.url}/haproxy`, ADMIN);
  await drainEverywhere(page);
  await page.goto(`${vigil.url}/haproxy?drain=web1`);
  await press(panel(page), 'Put web1 back by itself…');
  await panel(page).getByRole('combobox').selectOption('15m');
  await panel(page).getByLabel('Reason, if any').fill('new disks');
  await press(panel(page), 'Set the timer');
  const told = /Puts web1 back at .*, in 1[45]m \d\ds, set by ann \(new disks\)\./;
  await expect(panel(page).getByRole('region', { name: 'Timer of web1' })).toContainText(told);
  const other = await (await browser.newContext()).newPage();
  await signInTo(other, `${vigil.url}/haproxy`, VIEWER);
  await page.goto('about:blank');
  await expect(other.getByRole('region', { name: 'Timers' })).toContainText(told);
  await expect(other.getByRole('button', { name: /Take back/ })).toHaveCount(0);
  await page.goto(`${vigil.url}/haproxy?drain=web1`);
  await press(panel(page), /^Change: the timer of web1/);
  await panel(page).getByRole('combobox').selectOption('60m');
  await press(panel(page), 'Change the timer');
  await expect(other.getByRole('region', { name: 'Timers' })).toContainText(/Puts web1 back at .*, in (59m \d\ds|1h 00m)/);
  await press(panel(page), /^Take back/);
  await expect(other.getByRole('region', { name: 'Timers' })).toHaveCount(0);
  await expect(panel(page).getByRole('button', { name: 'Put web1 back by itself…' })).toBeVisible();
  await other.context().close();
});
