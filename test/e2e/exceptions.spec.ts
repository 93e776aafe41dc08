import { expect, type Page, test } from '@playwright/test';
import { findPostgresql } from '#demo/databases/postgresql.ts';
import { errorOf } from '#demo/exceptions/errors.ts';
import { KINDS } from '#demo/exceptions/kinds.ts';
import { seeded } from '#demo/exceptions/random.ts';
import { type RunningStore, startPostgresqlStore } from '#demo/exceptions/stores.ts';
import { ADMIN, SEER, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil, type VigilUser } from './vigil-process.ts';

test.skip(findPostgresql() === null, 'PostgreSQL is not installed');

const LOGIN = { user: 'vigil', password: 'look' };
const ACTOR = { user: 'vigil_act', password: 'act' };
const CHAT = KINDS.find(({ app }) => app === 'Chat');
const SQL = KINDS.find(({ sql }) => sql !== undefined);
const SUE: VigilUser = { ...SEER, name: 'sue' };
const MINUTE_MS = 60_000;
const CHATS = 12;

let store: RunningStore;
let vigil: Vigil;

test.beforeAll(async () => {
  const started = await startPostgresqlStore({ name: 'ny', title: 'New York' }, { reader: LOGIN, admin: ACTOR });
  if (!started || !CHAT || !SQL) throw new Error('there is nothing to look at');
  store = started;
  const random = seeded(7);
  const now = Date.now();
  const script = '<img src=x onerror="document.title=1"> שלום 😀';
  await store.table.insert([
    ...Array.from({ length: CHATS }, (_, index) =>
      errorOf({ kind: CHAT, at: now - (index + 2) * MINUTE_MS, random, IsProtected: index === 0 }),
    ),
    errorOf({ kind: SQL, at: now - MINUTE_MS, random, Message: script }),
  ]);
  const as = (name: string, { user }: typeof LOGIN): string =>
    `${name}: { user: ${user}, password: { env: ${user.toUpperCase()}_PASSWORD } }`;
  // Vigil inherits them.
  Object.assign(process.env, { VIGIL_PASSWORD: LOGIN.password, VIGIL_ACT_PASSWORD: ACTOR.password });
  const place = `product: postgresql, address: '127.0.0.1:${store.port}', database: ${store.database}, encrypt: false`;
  const times =
    'times: { recent: { interval: 1s, timeout: 500ms }, totals: { interval: 2s, timeout: 1s }, shapes: { interval: 1s, timeout: 800ms } }';
  const sections = [
    `exceptions: { ${as('read', LOGIN)}, ${as('act', ACTOR)}, ${times}, stores: [{ name: ny, title: New York, ${place} }] }`,
  ];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, VIEWER, SUE], sections });
});

test.afterAll(async () => {
  await vigil?.stop();
  await store?.stop();
});

const rows = (page: Page) => page.locator('table.ex-list tbody tr');

test('all that matches is counted, cleared but for what is protected, and taken back', async ({ page }) => {
  await signInTo(page, `${vigil.url}/exceptions/ny?app=Chat&by=error`, ADMIN);
  await expect(rows(page)).toHaveCount(CHATS);
  await page.getByRole('button', { name: 'Clear all matching…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`${CHATS - 1} rows match`);
  await expect(dialog).toContainText('1 row that matches is protected, and stays');
  await dialog.getByRole('button', { name: `Clear ${CHATS - 1} rows of New York` }).click();
  await expect(page.getByText(`${CHATS - 1} rows cleared, which stand for ${CHATS - 1} errors.`)).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${CHATS - 1} rows restored.`)).toBeVisible();
  await expect(rows(page)).toHaveCount(CHATS);
});

test('a viewer reads what happened and not what was sent, changes nothing, and markup in an error is text', async ({ page }) => {
  await signInTo(page, `${vigil.url}/exceptions/ny`, VIEWER);
  await page.getByRole('region', { name: 'Errors' }).focus();
  const wanted = rows(page).filter({ hasText: 'שלום' });
  await wanted.click();
  const detail = page.getByRole('complementary');
  await expect(detail).toContainText('<img src=x onerror=');
  await expect(detail).toContainText('PostQueries.TaggedPage');
  await expect(detail).not.toContainText('s=secret');
  await expect(page.getByRole('button', { name: 'Clear all matching…' })).toBeDisabled();
  expect(await page.title()).not.toBe('1');
});

test('ten errors are looked through, picked and deleted by the keyboard alone, and taken back', async ({ page }) => {
  await signInTo(page, `${vigil.url}/exceptions/ny?app=Chat&by=error`, ADMIN);
  await expect(rows(page)).toHaveCount(CHATS);
  await page.getByRole('region', { name: 'Errors' }).focus();
  // The first is protected.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toContainText('RedisConnectionException');
  await page.keyboard.press('Escape');
  await page.keyboard.press(' ');
  for (let n = 1; n < 10; n += 1) await page.keyboard.press('Shift+J');
  await expect(page.getByText('10 errors picked')).toBeVisible();
  const remove = page.getByRole('region', { name: 'Errors' }).getByRole('button', { name: 'Delete', exact: true });
  while (!(await remove.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(CHATS - 10);
  await page.getByRole('button', { name: /^Undo/ }).first().press('Enter');
  await expect(rows(page)).toHaveCount(CHATS);
});

test('what was sent is shown to who may see it, after a line of the audit says so; Escape goes back to the row', async ({ page }) => {
  await signInTo(page, `${vigil.url}/exceptions/ny?by=error`, SUE);
  const list = page.getByRole('region', { name: 'Errors' });
  await expect(rows(page).first()).toBeVisible();
  await list.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary');
  await expect(detail).toContainText('Values of the request');
  await expect(detail).not.toContainText('s=secret');
  await detail.getByRole('button', { name: 'Show values, writes an audit line' }).click();
  await expect(detail).toContainText('s=secret');
  await detail.getByRole('button', { name: 'As stored' }).focus();
  await page.keyboard.press('Escape');
  await expect(detail).toHaveCount(0);
  await expect(list).toBeFocused();
  await page.goto(`${vigil.url}/audit?result=looked+at`);
  await expect(page.getByRole('button', { name: /^Looked at error .* of ny$/ })).toHaveCount(1);
});

test('a store that is gone is critical, and nothing says that it has no errors', async ({ page }) => {
  await signInTo(page, `${vigil.url}/exceptions/ny`, VIEWER);
  await expect(rows(page).first()).toBeVisible();
  store.process.signal('SIGQUIT');
  await expect(page.getByRole('navigation', { name: 'Stores' })).toContainText('critical');
  await expect(page.getByText(/nothing listens on/).first()).toBeVisible();
  const groups = page.getByRole('navigation', { name: 'Groups of applications' });
  await expect(groups).toContainText('stale');
  await expect(groups).not.toContainText('All 0');
});
