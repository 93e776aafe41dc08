import { expect, test } from '@playwright/test';
import { type SqlEstate, startSqlEstate } from './sql-estate.ts';
import { expectNoScroll } from './sql-looks.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

const GROUPS = 40;
const DATABASES = 25;
const databasesOf = (group: number) =>
  Array.from({ length: DATABASES }, (_, at) => ({ name: `Db_${group}_${at}`, writeRate: at % 5 === 0 ? 20_000 : 0 }));
const groups = Array.from({ length: GROUPS }, (_, at) => ({ name: `AG_${String(at).padStart(2, '0')}`, databases: databasesOf(at) }));

let sql: SqlEstate;
let vigil: Vigil;

test.beforeAll(async () => {
  const instances = ['MA-SQL01', 'MA-SQL02', 'MA-SQL03', 'MA-SQL04'];
  sql = await startSqlEstate([{ name: 'MANY-CL', intervalMs: 20_000, timeoutMs: 18_000, instances, groups }]);
  vigil = await startVigil({ nodes: [], intervalMs: 20_000, timeoutMs: 18_000, anonymous: ['sql'], sections: [sql.section] });
});

test.afterAll(async () => {
  await vigil.stop();
  await sql.stop();
});

test('forty groups of four replicas with a thousand databases stand on one page that is no wider than its window', async ({ page }) => {
  await page.goto(`${vigil.url}/sql`);
  await expect(page.getByText(/40 groups · 1,?000 databases/)).toBeVisible({ timeout: 60_000 });
  const rows = page.getByRole('button', { name: /AG_\d\d$/ });
  await expect(rows).toHaveCount(GROUPS);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoScroll(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  if (process.env.VIGIL_SHOTS) await page.screenshot({ path: `${process.env.VIGIL_SHOTS}/sql-many.png` });
  await page.getByLabel(/^Filter the availability groups/).fill('database:Db_17_19');
  await expect(rows).toHaveCount(1);
  await rows.click();
  await expect(page.getByRole('table', { name: 'Replicas and databases of AG_17' })).toContainText('Db_17_19');
  await expectNoScroll(page);
});
