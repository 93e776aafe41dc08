import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { performByHand } from './acting.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { ADMIN, SECOND_ADMIN, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let pair: Pair;
let vigil: Vigil;

test.beforeAll(async ({ browser }) => {
  pair = await startPair();
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, SECOND_ADMIN, VIEWER] });
  for (const [user, server, reason] of [
    [ADMIN, 'web1', 'a first reason'],
    [SECOND_ADMIN, 'web2', 'a second reason'],
  ] as const) {
    const page = await browser.newPage();
    await signInTo(page, `${vigil.url}/audit`, user);
    expect((await performByHand(page, { action: 'drain', server, reason })).result).toBe('confirmed');
    await page.context().close();
  }
  const page = await browser.newPage();
  await signInTo(page, `${vigil.url}/audit`, VIEWER);
  await expect(performByHand(page, { action: 'drain', server: 'web3' })).rejects.toThrow('403');
  await page.context().close();
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
});

/** The rows of the table, without its head and what stands open in it. */
function rows(page: Page): Locator {
  return page
    .getByRole('region', { name: 'Audit' })
    .locator('tbody > tr')
    .filter({ has: page.getByRole('rowheader') });
}

const DRAINED = /^Drain web\d in be_web of web$/;

test('a filter stands in the address, narrows at once, and is there again after a reload', async ({ page }) => {
  await signInTo(page, `${vigil.url}/audit`, ADMIN);
  await expect(rows(page).filter({ hasText: 'drain' })).not.toHaveCount(0);
  await page.getByLabel('Who').fill('mo');
  await expect(page).toHaveURL(`${vigil.url}/audit?who=mo`);
  await expect(rows(page).filter({ hasText: 'ann' })).toHaveCount(0);
  await expect(rows(page).getByRole('button', { name: DRAINED })).toHaveText(['Drain web2 in be_web of web']);
  await page.reload();
  await expect(page.getByLabel('Who')).toHaveValue('mo');
  await expect(rows(page).getByRole('button', { name: DRAINED })).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page).toHaveURL(`${vigil.url}/audit`);
  await page.getByLabel('Target').fill('WEB1');
  await expect(page).toHaveURL(`${vigil.url}/audit?target=WEB1`);
  await expect(rows(page).getByRole('button')).toHaveText(['Drain web1 in be_web of web']);
  await page.getByLabel('Target').fill('');
  await page.getByLabel('Result').selectOption('refused');
  await expect(page).toHaveURL(`${vigil.url}/audit?result=refused`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('bob');
  await page.getByLabel('Who').fill('nobody at all');
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('a row opens to what was sent to each balancer, what it answered and what was read back', async ({ page }) => {
  await signInTo(page, `${vigil.url}/audit?target=web1`, ADMIN);
  const line = rows(page).first();
  for (const words of ['ann', 'confirmed', 'Confirmed by reading back on lb1, lb2, ', 'a first reason'])
    await expect(line).toContainText(words);
  await line.getByRole('button').click();
  await expect(page).toHaveURL(/&row=\d+$/);
  for (const node of ['web/lb1', 'web/lb2']) {
    const step = page.locator('.detail tbody tr').filter({ has: page.getByRole('cell', { name: node, exact: true }) });
    for (const words of ['be_web/web1', 'up', 'drain', 'taken: HAProxy says DONE', 'says DRAIN']) await expect(step).toContainText(words);
  }
  await expect(page.getByText('user ann from 127.0.0.1')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Answered' })).toBeVisible();
});

test('the export holds what the filter lets through, and nothing else', async ({ page }) => {
  await signInTo(page, `${vigil.url}/audit?target=web1`, ADMIN);
  await expect(rows(page)).toHaveCount(1);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('vigil-audit.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  // One line for each step, under the names of the fields.
  expect(lines).toHaveLength(1 + 2);
  for (const [i, node] of ['lb1', 'lb2'].entries())
    for (const words of ['ann', `web,${node},be_web/web1`, 'confirmed', 'a first reason']) expect(lines[i + 1]).toContain(words);
});

test('what is new waits until it is asked for, and moves nothing', async ({ page }) => {
  await signInTo(page, `${vigil.url}/audit`, ADMIN);
  const first = rows(page).first();
  await expect(first).toBeVisible();
  const before = await rows(page).allTextContents();
  const place = await first.boundingBox();
  const done = await performByHand(page, { action: 'return', server: 'web1', reason: 'the new one' });
  expect(done.result).toBe('confirmed');
  await page.getByRole('button', { name: 'Refresh' }).click();
  const show = page.getByRole('button', { name: '1 new, show' });
  await expect(show).toBeVisible();
  expect(await rows(page).allTextContents()).toEqual(before);
  expect(await first.boundingBox()).toEqual(place);
  await show.click();
  await expect(first).toContainText('Put web1 back safely in be_web of web');
  await expect(first).toContainText('the new one');
  await expect(rows(page)).toHaveCount(before.length + 1);
  await expect(show).toHaveCount(0);
});

test('a viewer sees who acted on what he may view, and not who signed in', async ({ page }) => {
  await signInTo(page, `${vigil.url}/audit`, VIEWER);
  await expect(rows(page).getByRole('button', { name: 'Drain web1 in be_web of web' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'signed in' })).toHaveCount(0);
});
