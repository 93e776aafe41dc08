import { expect, type Page, test } from '@playwright/test';
import { until } from '#test/fakes/until.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { ADMIN, fillSignIn } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');
test.describe.configure({ mode: 'serial' });

let pair: Pair;
let vigil: Vigil;
/** When lb2 had been silent for a while, epoch ms of Vigil's clock. */
let staleAt = 0;

const statusOf = async (node: string): Promise<string | undefined> =>
  (await vigil.board()).probes.find(({ source, vital }) => source.node === node && vital)?.asOfNow.status;
const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const WAIT = { timeout: 60_000 };

/** A line of the pollers: all that is told of a node. */
const line = (page: Page, node: string) =>
  page
    .getByRole('row')
    .filter({ hasText: new RegExp(`\\b${node}\\b`) })
    .first();

/** Who is not signed in may look too, so that nothing leads to the form. */
async function signIn(page: Page): Promise<void> {
  await page.goto(`${vigil.url}/sign-in?from=%2Fpollers`);
  await fillSignIn(page, ADMIN);
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  pair = await startPair();
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN], anonymous: ['haproxy'] });
  await until('both are read', async () => (await statusOf('lb1')) === 'ok' && (await statusOf('lb2')) === 'ok');
  pair.lb('lb2').signal('SIGSTOP');
  await until('lb2 is stale', async () => (await statusOf('lb2')) === 'stale');
  const since = (await vigil.board()).now;
  // Longer than the boards are written apart.
  await until('it is so for a while', async () => (await vigil.board()).now > since + 16_000);
  staleAt = Math.floor((await vigil.board()).now / 1_000) * 1_000;
  pair.lb('lb2').signal('SIGCONT');
  await until('lb2 is back', async () => (await statusOf('lb2')) === 'ok');
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
});

test('a board of the past shows what was stale then, with its age of then, and no action can be performed from it', async ({ page }) => {
  await signIn(page);
  await expect(line(page, 'lb2')).not.toContainText('stale', WAIT);
  const posted: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(request.url());
  });
  await page.goto(`${vigil.url}/pollers?at=${iso(staleAt)}`);
  await expect(page.getByRole('region', { name: 'You look at the past' })).toContainText('UTC', WAIT);
  await expect(line(page, 'lb2')).toContainText(/stale ([5-9]|[12]\d)s, was ok/, WAIT);
  await expect(line(page, 'lb1')).not.toContainText('stale');
  await expect(page).toHaveTitle(new RegExp(`^${iso(staleAt).slice(0, 10)} .*Pollers`));
  const frozen = await line(page, 'lb2').textContent();

  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /HAProxy/ })
    .click();
  await expect(page).toHaveURL(/\/haproxy\?.*at=/);
  await expect(page.getByRole('heading', { name: 'HAProxy' })).toBeVisible();
  for (const poll of await page.getByRole('button', { name: /^Poll now/ }).all())
    await expect(poll).toHaveAttribute('aria-disabled', 'true');
  await page
    .getByRole('button', { name: /^Act on|What can be done/ })
    .first()
    .click();
  const lines = page.getByRole('menu').getByRole('menuitem').and(page.locator(':not(a)'));
  await expect(lines.first()).toContainText('you look at the past');
  for (const one of await lines.all()) await expect(one).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  await page.goto(`${vigil.url}/pollers?at=${iso(staleAt)}`);
  await expect(line(page, 'lb2')).toHaveText(frozen ?? '', WAIT);
  expect(posted).toEqual([]);
});

test('one steps to what changed, and goes back to live', async ({ page }) => {
  await signIn(page);
  await page.goto(`${vigil.url}/pollers?at=${iso(staleAt)}`);
  const next = page.getByRole('button', { name: /^Next change: .*lb2/ });
  await expect(next).toBeVisible(WAIT);
  await next.click();
  await expect(line(page, 'lb2')).not.toContainText('stale', WAIT);
  await expect(page).not.toHaveURL(new RegExp(encodeURIComponent(iso(staleAt))));
  await page.getByRole('button', { name: /^Previous change: .*lb2/ }).click(WAIT);
  await expect(line(page, 'lb2')).toContainText('stale', WAIT);
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(page).toHaveURL(`${vigil.url}/pollers`);
  await expect(page.getByRole('region', { name: 'You look at the past' })).toHaveCount(0);
  await expect(line(page, 'lb2')).not.toContainText('stale', WAIT);
});

test('a moment of which nothing is kept is said so, and no board stands in its place', async ({ page }) => {
  await signIn(page);
  await page.goto(`${vigil.url}/pollers?at=2020-01-01T00:00:00Z`);
  await expect(page.getByRole('main')).toContainText('no board of 2020-01-01 00:00:00 UTC is kept', { ...WAIT, ignoreCase: true });
  await expect(page.getByRole('main').getByRole('row')).toHaveCount(0);
});
