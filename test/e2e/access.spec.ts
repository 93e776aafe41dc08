import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { banner, healthyShapes, row } from './page.ts';
import { ADMIN, fillSignIn, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let haproxy: Balancer;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxy = await startBalancer();
  const nodes = [{ name: 'lb1', url: haproxy.url, password: PASSWORD }];
  vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER] });
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
});

const ORDER = { system: 'haproxy', action: 'drain', input: { server: 'web1' } };

/** Sends a JSON request from within the page, as a script of it would. */
function post(page: Page, path: string, body: unknown): Promise<{ status: number; body: { error?: { message: string } } }> {
  return page.evaluate(
    async ([path, text]) => {
      const response = await fetch(path ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: text ?? '' });
      return { status: response.status, body: await response.json() };
    },
    [path, JSON.stringify(body)],
  );
}

/** Everything that the browser's own policy refused, and every script that failed. */
function watchTrouble(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) seen.push(message.text());
  });
  context.on('weberror', (error) => seen.push(error.error().message));
  return seen;
}

test('who is not signed in sees nothing, and comes to the page that he wanted after signing in', async ({ page }) => {
  await page.goto(`${vigil.url}/haproxy?q=web2`);
  await expect(page).toHaveURL(/\/sign-in\?from=%2Fhaproxy%3Fq%3Dweb2$/);
  expect(await page.content()).not.toContain('web2"');
  await fillSignIn(page, VIEWER);
  await expect(page).toHaveURL(`${vigil.url}/haproxy?q=web2`);
  await expect(row(page, 'web2')).toBeVisible();
  await expect(row(page, 'web1')).toHaveCount(0);
});

test('a wrong password is said in words, and the third makes one wait', async ({ page }) => {
  await page.goto(`${vigil.url}/sign-in`);
  const alert = page.locator('form').getByRole('alert');
  await page.getByLabel('Name').fill('nobody');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(alert).toContainText('The name or the password is wrong');
  await expect(async () => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).click({ timeout: 500 });
    await expect(page.getByRole('button', { name: /Try again in \d+ s/ })).toBeDisabled({ timeout: 500 });
  }).toPass();
  await expect(alert).toContainText(/try again in \d+ ?s/i);
  await expect(page).toHaveURL(`${vigil.url}/sign-in`);
});

test('no page sends anybody to another site after signing in', async ({ page }) => {
  for (const from of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`${vigil.url}/sign-in?from=${encodeURIComponent(from)}`);
    await fillSignIn(page, VIEWER);
    await expect(page).toHaveURL(`${vigil.url}/`);
  }
});

test('a viewer has no control that he may use, and a hand-made request is refused and audited', async ({ page }) => {
  await signInTo(page, `${vigil.url}/haproxy?q=web1`, VIEWER);
  await expect(row(page, 'web1')).toBeVisible();
  await row(page, 'web1')
    .getByRole('button', { name: /^Act on/ })
    .click();
  const lines = page.getByRole('menuitem');
  await expect(lines.first()).toBeVisible();
  for (const line of await lines.all()) {
    // Lines that lead to other pages, or show how it drains, are for everybody.
    if (/^(The host|Where is|Follow the drain)/.test((await line.textContent()) ?? '')) continue;
    await expect(line).toHaveAttribute('aria-disabled', 'true');
  }
  for (const [path, body] of [
    ['/live/v1/actions/preview', { order: ORDER }],
    ['/live/v1/actions/perform', { id: 'by-hand-0001', order: ORDER, hash: 'x', typed: null, reason: null, until: null }],
    ['/api/v1/rotation/drain', { server: 'web1' }],
    ['/live/v1/tokens/revoke', { name: 'deploy' }],
  ] as const) {
    const answer = await post(page, path, body);
    expect([path, answer.status]).toEqual([path, 403]);
  }
  expect(await haproxy.command('show stat be_web 4 -1')).not.toContain('DRAIN');
  await page.context().clearCookies();
  await signInTo(page, `${vigil.url}/audit`, ADMIN);
  await expect(page.getByRole('row').filter({ hasText: 'bob' }).filter({ hasText: 'refused' }).first()).toBeVisible();
});

test('the pages run under their policy, and nothing in them breaks it', async ({ page, context }) => {
  const trouble = watchTrouble(context);
  await signInTo(page, `${vigil.url}/haproxy`, ADMIN);
  await expect(healthyShapes(page).first()).toBeVisible();
  for (const path of ['/pollers', '/audit', '/sessions', '/sign-in', '/nothing-here']) {
    const answer = await page.goto(vigil.url + path);
    expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
    await expect(page.locator('h1')).toBeVisible();
  }
  expect(trouble).toEqual([]);
});

test('a session that an admin ends is over at once: the page says so, trusts nothing, and leads back', async ({ page, browser }) => {
  await signInTo(page, `${vigil.url}/haproxy`, VIEWER);
  await expect(healthyShapes(page).first()).toBeVisible();
  const other = await browser.newContext();
  const admin = await other.newPage();
  await signInTo(admin, `${vigil.url}/sessions`, ADMIN);
  const lines = admin.getByRole('row').filter({ hasText: 'bob' });
  await expect(lines.first()).toBeVisible();
  for (let left = await lines.count(); left > 0; left -= 1) {
    await lines
      .first()
      .getByRole('button', { name: /End session/ })
      .click();
    await admin.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
    await expect(lines).toHaveCount(left - 1);
  }
  await expect(banner(page)).toContainText('your session has ended');
  await expect(healthyShapes(page)).toHaveCount(0);
  expect((await post(page, '/live/v1/poll', { system: 'haproxy' })).status).toBe(401);
  await banner(page).getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, VIEWER);
  await expect(page).toHaveURL(`${vigil.url}/haproxy`);
  await expect(healthyShapes(page).first()).toBeVisible();
  await other.close();
});

test('who signs out in one tab has signed out in all, and a tab of somebody else is not fed', async ({ page, context }) => {
  await signInTo(page, `${vigil.url}/haproxy`, VIEWER);
  await expect(healthyShapes(page).first()).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${vigil.url}/haproxy`);
  await expect(healthyShapes(second).first()).toBeVisible();
  await second.getByRole('button', { name: /^bob/ }).click();
  await second.getByRole('menuitem', { name: /Sign out/ }).click();
  await expect(second).toHaveURL(/\/sign-in/);
  // Asked before the answer to the sign-out took the cookie away, Vigil says that the session has ended; asked after it, that there is none.
  await expect(banner(page)).toContainText(/you are not signed in|your session has ended/);
  await expect(healthyShapes(page)).toHaveCount(0);
  await fillSignIn(second, ADMIN);
  await expect(healthyShapes(second).first()).toBeVisible();
  await expect(banner(page)).toContainText('signed in or out since the page was loaded', { timeout: 30_000 });
  await expect(healthyShapes(page)).toHaveCount(0);
  await banner(page).getByRole('link', { name: 'Load this page again' }).click();
  await expect(healthyShapes(page).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^ann/ })).toBeVisible();
});

test.describe('a page on another port of the same host', () => {
  let evil: Server;
  let address: string;

  test.beforeAll(async () => {
    const order = JSON.stringify({ id: 'evil-0001', order: ORDER, hash: 'x', typed: null, reason: null, until: null });
    const html = `<!doctype html><iframe src="${vigil.url}/haproxy" onload="document.title='framed'"></iframe>
      <form method="post" enctype="text/plain" action="${vigil.url}/live/v1/actions/perform"><input name='${order.slice(0, -1)},"x":"' value='"}'></form>
      <form method="post" action="${vigil.url}/api/auth/signout"><input name="csrfToken" value="x"></form>`;
    evil = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html));
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`;
  });

  test.afterAll(() => new Promise((resolve) => evil.close(() => resolve(undefined))));

  test('can neither frame Vigil nor act with the cookie of an admin', async ({ page }) => {
    await signInTo(page, `${vigil.url}/haproxy`, ADMIN);
    await page.goto(address);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    expect(
      await frame
        ?.locator('body')
        .innerText()
        .catch(() => ''),
    ).not.toContain('HAProxy');
    for (const form of [0, 1]) {
      await page.goto(address);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.evaluate((index) => document.forms[index]?.submit(), form);
      expect((await answered).status()).toBe(403);
      await page.waitForURL(`${vigil.url}/**`);
    }
    await page.goto(`${vigil.url}/haproxy`);
    await expect(healthyShapes(page).first()).toBeVisible();
    expect(await haproxy.command('show stat be_web 4 -1')).not.toContain('DRAIN');
  });
});
