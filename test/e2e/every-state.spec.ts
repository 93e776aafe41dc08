import { expect, type Page, test } from '@playwright/test';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startOtherPage } from '#test/fakes/other-product.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { checkLooks } from './looks.ts';
import { startPagesAlone } from './pages-alone.ts';
import { ADMIN, fillSignIn } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

/** What may stand in place of values, brought up for real and looked at at every width, light and dark. */

test.skip(HAPROXY === null, 'haproxy is not installed');

// A trace of every picture takes longer than the test.
test.use({ trace: 'off' });

let frozen: Balancer;
let locked: Balancer;
let silent: Fake;
let other: Fake;
let vigil: Vigil;

test.beforeAll(async () => {
  [frozen, locked, silent, other] = await Promise.all([startBalancer(), startBalancer(), startHang(), startOtherPage()]);
  const nodes = [
    { group: 'frozen', name: 'frozen', url: frozen.url, password: PASSWORD },
    { group: 'closed', name: 'closed', url: (await closedPort()).url },
    { group: 'locked', name: 'locked', url: locked.url, password: 'wrong' },
    { group: 'silent', name: 'silent', url: silent.url },
    { group: 'other', name: 'other', url: other.url },
  ];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN], anonymous: ['haproxy'] });
  await expect.poll(() => statusOf('frozen')).toBe('ok');
  frozen.signal('SIGSTOP');
  await expect.poll(() => statusOf('frozen')).toBe('stale');
  await expect.poll(() => statusOf('silent')).toBe('stale');
});

test.afterAll(async () => {
  await vigil.stop();
  await Promise.all([frozen.stop(), locked.stop(), silent.close(), other.close()]);
});

async function statusOf(name: string): Promise<string | undefined> {
  return (await vigil.board()).probes.find(({ source }) => source.node === name)?.asOfNow.status;
}

test('a first poll that is under way says whom it asks and how long it waits', async ({ page }) => {
  const own = await startVigil({ nodes: [{ name: 'slow', url: silent.url }], intervalMs: 120_000, timeoutMs: 100_000 });
  try {
    await page.goto(`${own.url}/haproxy`);
    await expect(page.getByText('First poll under way', { exact: true })).toBeVisible();
    const says = ['First poll under way', /Asked http:\/\/127\.0\.0\.1:\d+\/stats (\d+m )?\d+s ago, waits up to 100s/];
    await checkLooks(page, { says, shot: 'first-poll' });
    await page.goto(`${own.url}/`);
    await expect(page.locator('main')).toContainText('slow');
    await checkLooks(page, { says: [], shot: 'first-poll-overview' });
    await page.goto(`${own.url}/pollers`);
    await expect(page.getByRole('row', { name: /^slow/ })).toContainText('unknown');
    await checkLooks(page, { says: ['first poll under way'], isKnown: true, shot: 'first-poll-pollers' });
  } finally {
    await own.stop();
  }
});

test('never read, stale, refused, a wrong password and another product: each is said with address, since when and how often', async ({
  page,
}) => {
  await page.goto(`${vigil.url}/haproxy`);
  await expect(page.getByText(/stale \d+s, was ok/).first()).toBeVisible();
  const says = [
    /stale (\d+m )?\d+s, was ok/,
    /connection refused: nothing listens on 127\.0\.0\.1:\d+/i,
    /Last tried \d+s ago, failed (once|\d+ times) since \d\d:\d\d:\d\d UTC/,
    '401: user or password refused',
    /never read/,
    'not HAProxy statistics',
  ];
  await checkLooks(page, { says, shot: 'failing-haproxy' });
  await page.goto(`${vigil.url}/`);
  await expect(page.locator('main')).toContainText('refused');
  await checkLooks(page, { says: ['401', 'stale'], shot: 'failing-overview' });
  await page.goto(`${vigil.url}/pollers`);
  await expect(page.getByRole('row', { name: /^frozen/ })).toContainText('stale');
  await checkLooks(page, { says: ['Connection refused.', 'Sign-in refused.', 'Never read.'], isKnown: true, shot: 'failing-pollers' });
});

test('what is empty says what was asked, and how to see more', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy?q=nothing-is-called-so`);
  await expect(page.getByRole('button', { name: /clear/i }).first()).toBeVisible();
  await checkLooks(page, { says: ['Matches 0 of 5', 'No row of frozen matches.'], shot: 'empty-filter' });
  await page.goto(`${vigil.url}/audit?who=nobody`);
  await expect(page.locator('main .void')).toBeVisible();
  await checkLooks(page, { says: [], shot: 'empty-audit' });
});

test('a page that is not there, and one that may not be opened, say so and where to go', async ({ page }) => {
  await page.goto(`${vigil.url}/no-such-thing`);
  await checkLooks(page, { says: ['No such page', 'Go to the board'], shot: 'not-found' });
  const alone = await startPagesAlone();
  try {
    await page.goto(`${alone.url}/haproxy`);
    await checkLooks(page, { says: ['Not permitted', 'carol', 'access.users'], shot: 'forbidden' });
  } finally {
    await alone.stop();
  }
});

test('signing in, and what it answers to a wrong password', async ({ page }) => {
  await page.goto(`${vigil.url}/sign-in?from=/about`);
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('Password').fill('not it');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/name or .*password/i).first()).toBeVisible();
  await checkLooks(page, { says: [/wrong|not known/i], shot: 'sign-in' });
  await expect.poll(async () => (await fillAgain(page)) && !page.url().includes('sign-in'), { timeout: 30_000 }).toBe(true);
  await expect(page.getByText('ann, admin')).toBeVisible();
  await checkLooks(page, { says: ['signed in with name and password', 'look at it and change it', 'vigil.yaml'], shot: 'about' });
  await page.goto(`${vigil.url}/sessions`);
  await expect(page.getByText('ann').first()).toBeVisible();
  await checkLooks(page, { says: ['All sessions', 'Tokens'], shot: 'sessions' });
});

// After a wrong password the next one is looked at a moment later.
async function fillAgain(page: Page): Promise<boolean> {
  return fillSignIn(page, ADMIN).then(
    () => true,
    () => false,
  );
}
