import { type Locator, type Page, expect as soon, test } from '@playwright/test';
import { stickSilently } from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews, stopInstance } from '#demo/sqlserver/model/orders-instance.ts';
import { type SqlClusterSpec, type SqlEstate, startSqlEstate } from './sql-estate.ts';
import { checkWindows } from './sql-looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

const MB = 2 ** 20;
/** What stands proves nothing over less than five seconds: in two of these it does. */
const SLOW_MS = 5_500;
const FAST_MS = 3_000;
const databases = [
  { name: 'StackOverflow', writeRate: MB },
  { name: 'Sites', writeRate: 90_000 },
  { name: 'StackOverflow.Mobile', writeRate: 20_000 },
  { name: 'PRIZM', writeRate: 0 },
];
const one = (name: string) => [{ name, writeRate: 200_000 }];

/** One incident each, so that none waits for another. */
const CLUSTERS: readonly SqlClusterSpec[] = [
  { name: 'NY-CL1', intervalMs: SLOW_MS, instances: ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'], groups: [{ name: 'SO_AG', databases }] },
  {
    ...{ name: 'NY-CL2', intervalMs: FAST_MS, instances: ['NY-SQL03', 'NY-SQL04', 'CO-SQL02'] },
    groups: [
      { name: 'Careers_AG', databases: one('Careers') },
      { name: 'Archive_AG', databases: [{ name: 'Archive', writeRate: 0 }] },
    ],
  },
  { name: 'FROZEN-CL', intervalMs: FAST_MS, instances: ['FV-SQL01', 'FV-SQL02'], groups: [{ name: 'Chat_AG', databases: one('Chat') }] },
  { name: 'SILENT-CL', intervalMs: FAST_MS, instances: ['SI-SQL01', 'SI-SQL02'], groups: [{ name: 'Meta_AG', databases: one('Meta') }] },
  { name: 'DEAD-CL', intervalMs: FAST_MS, instances: ['DE-SQL01', 'DE-SQL02'], groups: [{ name: 'Log_AG', databases: one('Log') }] },
  {
    ...{ name: 'LOGIN-CL', intervalMs: FAST_MS, instances: ['LO-SQL01'], password: 'another one' },
    groups: [{ name: 'Locked_AG', databases: one('Locked') }],
  },
  {
    ...{ name: 'RIGHT-CL', intervalMs: FAST_MS, instances: ['RI-SQL01'], permissions: ['VIEW ANY DEFINITION'] },
    groups: [{ name: 'Hidden_AG', databases: one('Hidden') }],
  },
];

const DESK = { width: 1440, scheme: 'light' } as const;

/** A server that was not answered in time at the start, because all begin at once, is knocked at less often: what comes is waited for. */
const expect = soon.configure({ timeout: 40_000 });

test.describe.configure({ timeout: 150_000 });

let sql: SqlEstate;
let vigil: Vigil;

test.beforeAll(async () => {
  sql = await startSqlEstate(CLUSTERS);
  vigil = await startVigil({ nodes: [], intervalMs: FAST_MS, timeoutMs: FAST_MS - 100, anonymous: ['sql'], sections: [sql.section] });
});

test.afterAll(async () => {
  await vigil.stop();
  await sql.stop();
});

function cluster(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

function open(page: Page, search = ''): Promise<unknown> {
  return page.goto(`${vigil.url}/sql${search}`);
}

/** A group that is drawn large. */
function group(page: Page, name: string): Locator {
  return page.getByRole('region', { name: `Availability group ${name}`, exact: true });
}

const healthy = (place: Locator): Locator => place.locator('svg.i.ok');

test('a board on which all is well says of each replica that it moves, or that it is idle and proved to be', async ({ page }) => {
  await open(page, '?q=cluster:NY');
  const cl2 = cluster(page, 'NY-CL2');
  await expect(cl2).toContainText('2 groups · 2 databases · all moving or idle, proved');
  await expect(cl2.getByRole('row', { name: /Careers_AG/ })).toContainText('async, moving');
  await expect(cl2.getByRole('row', { name: /Archive_AG/ })).toContainText('sync, idle');
  await expect(cluster(page, 'NY-CL1')).toContainText('quorum normal, 4 of 4 votes');
  await expect(cluster(page, 'NY-CL1')).toContainText('all moving or idle, proved');
  await expect(cl2.getByRole('img', { name: /^Log written.* of Careers_AG/ })).toBeVisible();
  await checkWindows(page, 'sql-well', [DESK]);
});

test('a replica that says HEALTHY and gets nothing is red with its reason within two readings, here and on the overview', async ({
  page,
}) => {
  await open(page, '?q=cluster:NY-CL1');
  await expect(cluster(page, 'NY-CL1')).toContainText('all moving or idle, proved');
  stickSilently(sql.estate, { group: 'SO_AG', instance: 'CO-SQL01' }, Date.now());
  const stuckAt = Date.now();
  const band = group(page, 'SO_AG').locator('.band.critical').first();
  await expect(band).toContainText('CO-SQL01', { timeout: 3 * SLOW_MS });
  expect(Date.now() - stuckAt).toBeLessThan(2 * SLOW_MS + 2_000);
  await expect(band).toContainText('Stuck');
  const table = page.getByRole('table', { name: 'Replicas and databases of SO_AG' });
  await expect(table.getByRole('row', { name: /It says of itself/ })).toContainText('SECONDARY, ONLINE, HEALTHY');
  await expect(table.getByRole('row', { name: /Proved by positions/ })).toContainText('3 of 4 stuck');
  await expect(table.getByRole('row', { name: /Proved by positions/ }).getByRole('img', { name: 'critical' })).toHaveCount(1);
  await checkWindows(page, 'sql-stuck');
  await page.goto(vigil.url);
  await expect(page.getByText(/CO-SQL01.*(not moved|stand|nothing)/).first()).toBeVisible();
});

test('a view that is no longer updated is red, whatever it says', async ({ page }) => {
  await open(page, '?q=cluster:FROZEN-CL');
  await expect(cluster(page, 'FROZEN-CL')).toContainText('all moving or idle, proved');
  freezeHadrViews(sql.estate, 'FV-SQL02', Date.now());
  await expect(group(page, 'Chat_AG').locator('.band.critical').first()).toContainText('FV-SQL02');
  await expect(group(page, 'Chat_AG').getByRole('row', { name: /Proved by positions/ })).toContainText('frozen');
  await checkWindows(page, 'sql-frozen-view', [DESK]);
});

test('of a server that does not answer any more nothing stays healthy', async ({ page }) => {
  await open(page, '?q=cluster:SILENT-CL');
  const place = cluster(page, 'SILENT-CL');
  await expect(place).toContainText('all moving or idle, proved');
  sql.server('SI-SQL02').freeze();
  await expect(place.getByRole('listitem').filter({ hasText: 'SI-SQL02' })).toContainText(/stale|critical/);
  await expect(place).toContainText('No answer: availability groups at SI-SQL02');
  // That of the primary, which is read and writes.
  await expect(healthy(page.getByRole('table', { name: 'Replicas and databases of Meta_AG' }))).toHaveCount(1);
  await checkWindows(page, 'sql-silent', [DESK]);
});

test('a killed primary is refused at once, and nothing of its group is said to be well', async ({ page }) => {
  await open(page, '?q=cluster:DEAD-CL');
  const place = cluster(page, 'DEAD-CL');
  await expect(place).toContainText('all moving or idle, proved');
  stopInstance(sql.estate, 'DE-SQL01', Date.now());
  await sql.server('DE-SQL01').close();
  await expect(place).toContainText('Connection refused');
  await expect(place.getByRole('listitem').filter({ hasText: 'DE-SQL01' })).toContainText('critical');
  await expect(place).not.toContainText('all moving or idle, proved');
  await expect(healthy(page.getByRole('table', { name: 'Replicas and databases of Log_AG' }))).toHaveCount(0);
  await checkWindows(page, 'sql-killed', [DESK]);
});

test('a login that is refused, and one that lacks a right, are told in words', async ({ page }) => {
  await open(page);
  await expect(cluster(page, 'LOGIN-CL')).toContainText("Login failed for user 'vigil'");
  await expect(cluster(page, 'RIGHT-CL')).toContainText('VIEW SERVER PERFORMANCE STATE');
  for (const name of ['LOGIN-CL', 'RIGHT-CL']) {
    await expect(cluster(page, name).getByRole('img', { name: 'critical' }).first()).toBeVisible();
    await expect(healthy(cluster(page, name))).toHaveCount(0);
  }
  await checkWindows(page, 'sql-all', [DESK]);
});

test('groups open and close by the keyboard, and what is open and the filter outlive a reload', async ({ page }) => {
  await open(page);
  const row = page.getByRole('button', { name: 'Archive_AG' });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(group(page, 'Archive_AG')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('ag:archive');
  await expect(page).toHaveURL(/q=ag(:|%3A)archive/);
  await page.reload();
  await expect(group(page, 'Archive_AG')).toBeVisible();
  await expect(page.getByRole('row', { name: /Careers_AG/ })).toHaveCount(0);
  await expect(page.getByRole('searchbox').or(page.getByLabel(/^Filter the availability groups/))).toHaveValue('ag:archive');
  await page.getByRole('button', { name: 'Fold Archive_AG' }).focus();
  await page.keyboard.press('Enter');
  await expect(group(page, 'Archive_AG')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Archive_AG' })).toBeVisible();
});
