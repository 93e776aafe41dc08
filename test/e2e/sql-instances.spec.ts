import { type Locator, type Page, expect as soon, test } from '@playwright/test';
import { SEER, signInTo, VIEWER } from './sign-in.ts';
import { type SqlEstate, startSqlEstate } from './sql-estate.ts';
import { checkWindows } from './sql-looks.ts';
import { startVigil, type Vigil, type VigilUser } from './vigil-process.ts';

const FAST_MS = 3_000;
const EVERYTHING = ['VIEW SERVER STATE', 'VIEW ANY DEFINITION', 'EXECUTE on master.dbo.xp_readerrorlog'];
/** Who sees what is sensitive too. */
/** Who has nothing to do with SQL Server. */
const STRANGER: VigilUser = { name: 'eve', password: 'a password of somebody else', rights: 'systems: { redis: viewer }' };

/** A server that was not answered in time at the start, because all begin at once, is knocked at less often: what comes is waited for. */
const expect = soon.configure({ timeout: 40_000 });

test.describe.configure({ timeout: 150_000 });

let sql: SqlEstate;
let vigil: Vigil;

test.beforeAll(async () => {
  sql = await startSqlEstate([
    {
      ...{ name: 'SHOP-CL', intervalMs: FAST_MS, instances: ['SH-SQL01', 'SH-SQL02', 'SH-SQL03'], permissions: EVERYTHING },
      groups: [{ name: 'Shop_AG', databases: [{ name: 'Shop', writeRate: 200_000 }] }],
    },
    { name: 'BASE-CL', intervalMs: FAST_MS, instances: ['BA-SQL01'], groups: [] },
    { name: 'POOR-CL', intervalMs: FAST_MS, instances: ['PO-SQL01'], permissions: [], groups: [] },
  ]);
  await sql.server('SH-SQL03').close();
  vigil = await startVigil({
    nodes: [],
    intervalMs: FAST_MS,
    timeoutMs: FAST_MS - 100,
    users: [SEER, VIEWER, STRANGER],
    sections: [sql.section],
  });
});

test.afterAll(async () => {
  await vigil.stop();
  await sql.stop();
});

const instancePath = (cluster: string, node: string): string => `${vigil.url}/sql/nodes/${cluster}/${node}`;

function panel(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** The instances of a cluster from top to bottom. */
function names(page: Page, cluster: string): Locator {
  return panel(page, cluster).locator('tbody th.name a');
}

test('the board of instances has the worst first, its filter is in the address, and the keyboard opens an instance', async ({ page }) => {
  await signInTo(page, `${vigil.url}/sql/instances`, VIEWER);
  await expect(names(page, 'SHOP-CL').first()).toHaveText('SH-SQL03');
  await expect(panel(page, 'SHOP-CL')).toContainText('Connection refused');
  await expect(panel(page, 'POOR-CL').getByRole('img', { name: 'critical' }).first()).toBeVisible();
  await expect(panel(page, 'POOR-CL').locator('svg.i.ok')).toHaveCount(0);
  await expect(panel(page, 'BASE-CL')).toContainText('SQL Server 2022');
  await checkWindows(page, 'sql-instances', [{ width: 1440, scheme: 'light' }]);
  await page.keyboard.press('/');
  await page.keyboard.type('role:primary');
  await expect(page).toHaveURL(/q=role(:|%3A)primary/);
  await expect(names(page, 'SHOP-CL')).toHaveText(['SH-SQL01']);
  await expect(panel(page, 'BASE-CL')).toContainText('No instance of this group passes the filter.');
  await page.reload();
  await expect(names(page, 'SHOP-CL')).toHaveText(['SH-SQL01']);
  await names(page, 'SHOP-CL').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(instancePath('SHOP-CL', 'SH-SQL01'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SH-SQL01');
});

test('the board of availability groups leads to an instance, whose processors, memory, waits and databases bear their ages', async ({
  page,
}) => {
  await signInTo(page, `${vigil.url}/sql`, VIEWER);
  await page.getByRole('link', { name: 'SH-SQL01' }).first().click();
  await expect(page).toHaveURL(instancePath('SHOP-CL', 'SH-SQL01'));
  const own = panel(page, 'SH-SQL01 by its newest readings');
  for (const words of ['SQL Server 2022', 'Processors', 'committed', 'UTC-']) await expect(own).toContainText(words);
  for (const name of ['CPU history', 'Databases', 'Waits', 'Configuration', 'Volumes']) {
    const found = page.getByRole('region', { name: new RegExp(`^${name}`) }).first();
    await expect(found.locator('header .age')).toHaveText(/\d+\s?(ms|s|m)/);
  }
  const databases = page.getByRole('table', { name: 'Databases' });
  for (const name of ['Shop', 'tempdb', 'master']) await expect(databases).toContainText(name);
  await checkWindows(page, 'sql-instance');
});

test('of an instance that does not answer any more every value is told to be old', async ({ page }) => {
  await signInTo(page, instancePath('SHOP-CL', 'SH-SQL02'), VIEWER);
  const own = panel(page, 'SH-SQL02 by its newest readings');
  await expect(own).toContainText('Processors');
  sql.server('SH-SQL02').freeze();
  await expect(page.getByRole('heading', { level: 1 }).getByRole('img', { name: /^(stale|critical)$/ })).toBeVisible();
  await expect(own).toContainText(/No answer/);
  await expect(own.locator('svg.i.ok')).toHaveCount(0);
  await expect(own.locator('.stale-value, .hatch').first()).toBeVisible();
  sql.server('SH-SQL02').thaw();
});

test('the error log is read for who may see details, is refused by name of the right where the login lacks it, and is asked for nobody else', async ({
  page,
}) => {
  await signInTo(page, instancePath('SHOP-CL', 'SH-SQL01'), SEER);
  await page.getByRole('button', { name: 'Error log' }).click();
  await expect(page.getByRole('table', { name: 'Error log' })).toContainText("Login failed for user 'reports'");
  await expect(page).toHaveURL(/see=error-log/);
  await page.goto(`${instancePath('BASE-CL', 'BA-SQL01')}?see=error-log`);
  await expect(panel(page, 'Error log')).toContainText('xp_readerrorlog');
  await expect(panel(page, 'Error log')).toContainText('Which rights are missing');
  await expect(page.getByRole('table', { name: 'Error log' })).toHaveCount(0);
  await page.context().clearCookies();
  await signInTo(page, `${instancePath('SHOP-CL', 'SH-SQL01')}?see=error-log`, VIEWER);
  await expect(panel(page, 'Error log')).toContainText('Not permitted to you');
  await expect(panel(page, 'Error log')).toContainText('Nothing was asked');
  const asked = await page.request.get(`${vigil.url}/live/v1/ask?system=sql&group=SHOP-CL&node=SH-SQL01&question=error-log`);
  expect(asked.status()).toBe(403);
});

test('the doctor names the rights that are missing for each panel, and tells nobody of a system that he may not view', async ({ page }) => {
  await signInTo(page, `${vigil.url}/doctor?system=sql`, SEER);
  const poor = page.getByRole('region', { name: /PO-SQL01$/ });
  await expect(poor.getByRole('row', { name: /load, memory and sessions/ })).toContainText('missing');
  await expect(poor.locator('.grants pre')).toContainText('GRANT VIEW SERVER PERFORMANCE STATE TO [vigil];');
  const base = page.getByRole('region', { name: /BA-SQL01$/ });
  await expect(base.getByRole('row', { name: /log of the server/ })).toContainText('missing');
  await base.getByText(/rights that are granted/).click();
  await expect(base.getByRole('row', { name: /waits/ }).first()).toContainText('granted');
  await expect(page.getByRole('region', { name: /SH-SQL03$/ })).toContainText('Nobody could ask it');
  await checkWindows(page, 'sql-doctor', [{ width: 1440, scheme: 'light' }]);
  await page.context().clearCookies();
  await signInTo(page, `${vigil.url}/doctor`, STRANGER);
  await expect(page.getByText('Nothing was asked')).toBeVisible();
  await expect(page.getByText(/SQL0\d/)).toHaveCount(0);
  expect((await page.request.get(`${vigil.url}/live/v1/doctor?system=sql`)).status()).toBe(403);
});
