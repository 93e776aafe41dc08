import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { dialog, press } from './acting.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const READINGS = 3;

let first: Balancer;
let second: Balancer;
let vigil: Vigil;

test.beforeEach(async () => {
  [first, second] = await Promise.all([startBalancer(), startBalancer()]);
  const nodes = [first, second].map(({ url }, i) => ({ name: `lb${i + 1}`, url, password: PASSWORD }));
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER] });
});

test.afterEach(async () => {
  await vigil.stop();
  await Promise.all([first, second].map((haproxy) => haproxy.stop()));
});

/** A list of the issues page. */
function list(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

function line(page: Page, name: string): Locator {
  return page.locator('.issue').filter({ has: page.getByRole('link', { name, exact: true }) });
}

function button(page: Page): Locator {
  return page.getByRole('banner').locator('.issues-button');
}

/** A server fails its checks on both, or passes them again. */
function say(server: number, status: 200 | 503): void {
  for (const { servers } of [first, second]) servers[server - 1]?.say(status);
}

/** A silent node is asked less and less often: now. */
async function pollNow(page: Page): Promise<void> {
  await page.evaluate(() =>
    fetch('/live/v1/poll', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"system":"haproxy"}' }),
  );
}

async function acknowledge(page: Page, name: string, text: string): Promise<void> {
  await line(page, name)
    .getByRole('button', { name: `Acknowledge ${name}` })
    .click();
  await dialog(page)
    .getByLabel(/^What you know of it/)
    .fill(text);
  await dialog(page).getByLabel('Quiet for').selectOption('30m');
  await press(dialog(page), `Acknowledge ${name}`);
  await expect(dialog(page)).toHaveCount(0);
}

function post(page: Page, path: string, body: object): Promise<number> {
  return page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return response.status;
    },
    [path, body] as const,
  );
}

test('what an admin acknowledges is quiet for everybody, keeps its colour, and a viewer can do none of it', async ({ page, browser }) => {
  say(2, 503);
  await signInTo(page, `${vigil.url}/`, ADMIN);
  const other = await browser.newPage();
  await signInTo(other, `${vigil.url}/`, VIEWER);
  for (const each of [page, other]) {
    await expect(line(each, 'web2')).toContainText('is down');
    await expect(button(each)).toContainText('1 issue');
  }
  await expect(line(other, 'web2').getByRole('button', { name: /^Acknowledge web2: / })).toHaveAttribute('aria-disabled', 'true');
  const key = 'row haproxy/web/stats server web2';
  const until = Date.now() + 600_000;
  expect(await post(other, '/live/v1/issues/acknowledge', { key, text: 'by hand', until })).toBe(403);
  const target = { is: 'group', system: 'haproxy', group: 'web' };
  expect(await post(other, '/live/v1/maintenance/plan', { target, startAt: Date.now(), endAt: until, reason: 'by hand' })).toBe(403);
  await acknowledge(page, 'web2', 'disk was ordered');
  for (const each of [page, other]) {
    const quiet = each.getByRole('list', { name: 'Acknowledged or planned' });
    await expect(quiet).toContainText(/web2 is down.* acknowledged by ann, until .*\d\d:\d\d UTC: disk was ordered/);
    await expect(quiet.getByRole('img', { name: 'critical' })).toBeVisible();
    await expect(line(each, 'web2')).toHaveCount(0);
    await expect(button(each)).toContainText('1 quiet');
    await expect(each.getByText(/Nothing else is wrong/)).toBeVisible();
    await expect(each.getByText(/^All .* ok$/)).toHaveCount(0);
    await expect(each.getByRole('link', { name: 'HAProxy 2 not ok, worst critical' })).toBeVisible();
  }
  await page.goto(`${vigil.url}/issues`);
  await press(list(page, 'Quiet'), 'Withdraw the acknowledgement of web2');
  await expect(line(other, 'web2')).toContainText('is down');
  await expect(button(other)).toContainText('1 issue');
  await page.goto(`${vigil.url}/audit`);
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: 'disk was ordered' }).first()).toContainText('ann');
  await expect(rows.filter({ hasText: 'bob' }).filter({ hasText: 'refused' }).first()).toBeVisible();
  await other.context().close();
});

test('an acknowledged issue that becomes worse is loud again, and says what it was', async ({ page }) => {
  await signInTo(page, `${vigil.url}/issues`, ADMIN);
  second.signal('SIGSTOP');
  await expect(line(page, 'lb2').locator('.w.stale').first()).toBeVisible();
  await acknowledge(page, 'lb2', 'we know');
  await expect(list(page, 'Quiet')).toContainText('lb2');
  second.signal('SIGKILL');
  await pollNow(page);
  await expect(list(page, 'Open')).toContainText(/lb2.*connection refused/);
  await expect(list(page, 'Open')).toContainText('acknowledged by ann as stale, is critical now: we know');
  await expect(button(page)).toContainText('1 issue');
});

test('planned maintenance makes quiet what it covers, is shown where the work is, outlives a crash, and ends by hand', async ({ page }) => {
  await signInTo(page, `${vigil.url}/issues`, ADMIN);
  second.signal('SIGSTOP');
  await expect(line(page, 'lb2')).toContainText('has not answered');
  await line(page, 'lb2').getByRole('button', { name: 'More on lb2' }).click();
  await page.getByRole('menuitem', { name: /^Plan maintenance/ }).click();
  await expect(dialog(page).getByLabel('What is worked on')).toHaveValue(/lb2/);
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('kernel update');
  await press(dialog(page), /^Plan maintenance of/);
  await expect(dialog(page)).toHaveCount(0);
  await expect(list(page, 'Quiet')).toContainText(/lb2.*planned maintenance until .*UTC by ann: kernel update/);
  await expect(list(page, 'Quiet').locator('.issue.stale.hatch')).toBeVisible();
  await expect(list(page, 'Planned maintenance')).toContainText('in force');
  await vigil.kill();
  await vigil.restart();
  await page.goto(`${vigil.url}/haproxy`);
  await expect(page.getByText(/planned maintenance until .* by ann: kernel update/).first()).toBeVisible();
  await page.goto(`${vigil.url}/issues`);
  await expect(list(page, 'Closed')).toContainText(/Vigil has watched since/);
  await expect(list(page, 'Quiet')).toContainText('lb2', { timeout: 30_000 });
  await press(list(page, 'Planned maintenance'), /^End now/);
  await expect(list(page, 'Open')).toContainText('lb2');
  await expect(list(page, 'Planned maintenance')).toContainText('No maintenance is planned');
});

test('an issue is over when all that showed it was read again, and not while one of them is silent', async ({ page }) => {
  await signInTo(page, `${vigil.url}/issues`, ADMIN);
  say(3, 503);
  await expect(line(page, 'web3')).toContainText('on lb1 and lb2');
  await acknowledge(page, 'web3', 'rebooting');
  second.signal('SIGSTOP');
  say(3, 200);
  await expect(line(page, 'lb2')).toContainText('has not answered');
  const readings = async () => (await page.evaluate(() => fetch('/live/v1/board').then((answer) => answer.json()))).probes[0].successes;
  const before = await readings();
  await expect.poll(readings).toBeGreaterThan(before + READINGS);
  await page.reload();
  await expect(list(page, 'Closed')).toContainText('Nothing has closed since then.');
  second.signal('SIGCONT');
  await pollNow(page);
  const closed = list(page, 'Closed').getByRole('row').filter({ hasText: 'web3: down' });
  await expect(closed).toContainText('by ann: rebooting', { timeout: 30_000 });
  await expect(closed).toContainText('critical');
  await expect(closed).toContainText(/since .*UTC/);
});
