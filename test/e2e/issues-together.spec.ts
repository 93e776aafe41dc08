import { type Browser, expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { acknowledge, type Estate, expectCount, hushed, line, list, minuteOf, post, startEstate } from './issues-estate.ts';
import { ADMIN, SECOND_ADMIN, signInTo } from './sign-in.ts';
import type { VigilUser } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const HOUR_MS = 3_600_000;

let estate: Estate;
let pages: Page[];

test.beforeEach(async () => {
  pages = [];
  estate = await startEstate();
});

test.afterEach(async () => {
  for (const page of pages) await page.context().close();
  for (const name of ['lb1', 'lb2', 'lb3'] as const) estate.lb(name).signal('SIGCONT');
  await estate.stop();
});

/** A browser of somebody's own. */
async function open(browser: Browser, user: VigilUser, path: string): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  await signInTo(page, estate.vigil.url + path, user);
  return page;
}

/** Vigil asks a silent node less and less often: it is asked now. */
async function poll(page: Page): Promise<void> {
  await post(page, '/live/v1/poll', { system: 'haproxy' });
}

/** The same server has the same name in each tier: only lb1 shows what its own says. */
function say(server: 'web1' | 'web2' | 'web3', status: number): void {
  estate.lb('lb1').servers[Number(server.slice(3)) - 1]?.say(status);
}

test('an acknowledged issue is quiet for everybody, as bad as before, until it is withdrawn or becomes worse', async ({ browser }) => {
  const ann = await open(browser, ADMIN, '/');
  const mo = await open(browser, SECOND_ADMIN, '/');
  say('web2', 404);
  say('web3', 503);
  for (const page of [ann, mo]) {
    await expect(line(page, 'web2')).toContainText('warning');
    await expect(line(page, 'web3')).toContainText('critical');
    await expectCount(page, /^2 issues ?, worst critical/);
  }
  await acknowledge(ann, 'web2', 'the new build, Jo is on it');
  for (const page of [ann, mo]) {
    await expect(line(page, 'web2')).toHaveCount(0);
    await expect(hushed(page)).toHaveText(
      /web2.* · HAProxy, public · acknowledged by ann, until \d\d:\d\d UTC: the new build, Jo is on it$/,
    );
    await expect(hushed(page).locator('svg.i.warning')).toBeVisible();
    await expectCount(page, /^1 issue ?, worst critical/);
  }
  say('web3', 200);
  await expect(mo.getByRole('heading', { name: 'Nothing else is wrong: 1 acknowledged' })).toBeVisible();
  await expect(mo.getByText(/All \d+ HAProxy instances ok/)).toHaveCount(0);
  await expectCount(mo, /^1 quiet ?, acknowledged or planned, worst warning/);

  await hushed(mo).getByRole('link', { name: 'web2' }).click();
  const quiet = line(list(mo, 'Quiet'), 'web2');
  await expect(quiet).toBeInViewport();
  await expect(quiet).toHaveClass(/\bissue warning hushed\b/);
  await expect(quiet).toContainText(/acknowledged by ann at \d\d:\d\d UTC, until \d\d:\d\d UTC: the new build, Jo is on it/);
  await quiet.getByRole('button', { name: 'Withdraw the acknowledgement of web2' }).click();
  await expect(line(list(mo, 'Open'), 'web2')).toBeVisible();
  await expect(line(ann, 'web2')).toBeVisible();
  await expectCount(ann, /^1 issue ?, worst warning/);

  await acknowledge(ann, 'web2', 'known');
  await expectCount(mo, /^1 quiet/);
  say('web2', 503);
  await expect(line(ann, 'web2')).toContainText('acknowledged by ann as warning, is critical now: known');
  await expect(line(list(mo, 'Open'), 'web2')).toContainText('acknowledged by ann as warning');
  await expectCount(mo, /^1 issue ?, worst critical/);
});

/** Fills the dialog: from the minute that is now, for two hours. */
async function plan(page: Page, subject: string, { target, reason }: { target: string; reason: string }): Promise<void> {
  await line(page, subject)
    .getByRole('button', { name: `More on ${subject}` })
    .click();
  await page.getByRole('menuitem', { name: `Plan maintenance of ${target}…` }).click();
  const asks = page.getByRole('dialog', { name: 'Plan maintenance' });
  await expect(asks.getByLabel('What is worked on').locator('option:checked')).toContainText(target);
  await asks.getByLabel('Starts').selectOption('at a time of your own');
  await asks.getByLabel('Start, UTC').fill(minuteOf(Date.now()));
  await asks.getByLabel('Lasts').selectOption('until a time of your own');
  await asks.getByLabel('Until, UTC').fill(minuteOf(Date.now() + 2 * HOUR_MS));
  await asks.getByLabel(/^Reason/).fill(reason);
  await asks.getByRole('button', { name: `Plan maintenance of ${target}` }).click();
  await expect(asks).toHaveCount(0);
}

async function endNow(page: Page, target: string): Promise<void> {
  await list(page, 'Planned maintenance')
    .getByRole('button', { name: `End now the planned maintenance of ${target}` })
    .click();
}

test('what is worked on is quiet and as red as before, beside it stands why, and a crash of Vigil forgets none of it', async ({
  browser,
}) => {
  const ann = await open(browser, ADMIN, '/issues');
  const mo = await open(browser, SECOND_ADMIN, '/haproxy');
  say('web3', 404);
  await expect(line(ann, 'web3')).toBeVisible();
  await acknowledge(ann, 'web3', 'known');
  estate.lb('lb2').signal('SIGSTOP');
  await expect(line(ann, 'lb2')).toContainText('stale, was ok');
  await plan(ann, 'lb2', { target: 'public/lb2', reason: 'kernel update' });
  const quiet = list(ann, 'Quiet');
  await expect(line(quiet, 'lb2')).toHaveClass(/\bissue stale hatch hushed\b/);
  await expect(line(quiet, 'lb2')).toContainText(/planned maintenance until \d\d:\d\d UTC by ann: kernel update/);
  await expectCount(mo, /^2 quiet ?, acknowledged or planned, worst stale/);
  const head = (name: string) => mo.getByRole('row').filter({ has: mo.getByRole('rowheader', { name: new RegExp(`^\\w+ ${name} `) }) });
  const note = (reason: string) => new RegExp(`planned maintenance until \\d\\d:\\d\\d UTC by ann: ${reason}`);
  await expect(head('lb2')).toContainText(note('kernel update'));
  await expect(head('lb1')).not.toContainText('planned maintenance');
  await endNow(ann, 'public/lb2');
  await expect(line(list(ann, 'Open'), 'lb2')).toBeVisible();
  await expect(head('lb2')).not.toContainText('planned maintenance');
  await expectCount(mo, /^1 issue ?, worst stale/);

  estate.lb('lb3').signal('SIGSTOP');
  await poll(ann);
  await expect(line(list(ann, 'Open'), 'ny-02')).toContainText('none of the 2 nodes on it can be reached');
  await plan(ann, 'ny-02', { target: 'ny-02', reason: 'new disks' });
  await expect(line(quiet, 'ny-02')).toContainText(/planned maintenance until \d\d:\d\d UTC by ann: new disks/);
  await expect(line(quiet, 'ny-02')).toHaveClass(/\bstale hatch hushed\b/);
  for (const name of ['lb2', 'lb3']) await expect(head(name)).toContainText(note('new disks'));
  await expectCount(mo, /^2 quiet/);

  const before = await ann.getByText('Vigil has watched since').locator('time').first().getAttribute('datetime');
  await estate.vigil.kill();
  await estate.vigil.restart();
  // Nobody is signed out by it.
  for (const page of [ann, mo]) await page.reload();
  await expect(line(quiet, 'ny-02')).toContainText('by ann: new disks');
  await expect(line(quiet, 'web3')).toContainText('acknowledged by ann');
  await expect(list(ann, 'Planned maintenance').getByRole('row').filter({ hasText: 'new disks' })).toContainText('in force');
  await expect(list(ann, 'Closed')).toContainText(/Vigil has watched since .*, but for \d+s from/);
  await expect(ann.getByText('Vigil has watched since').locator('time').first()).toHaveAttribute('datetime', before ?? '');
  await endNow(ann, 'ny-02');
  await expect(line(list(ann, 'Open'), 'ny-02')).toBeVisible();
  await expectCount(mo, /^1 issue ?, worst stale/);
});
