import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { until } from '#test/fakes/until.ts';
import { openPlain, sendAll } from '#test/live/key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { press } from './acting.ts';
import { checkLooks } from './looks.ts';
import { SEER, signInTo, VIEWER } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(REDIS === null, 'redis-server is not installed');

/** May start one, and see names of keys. */
const KEYS = 50_000;

let master: RedisProcess;
let replica: RedisProcess;
let vigil: Vigil;

test.beforeEach(async () => {
  master = await startRedis();
  const filler = await openPlain(master.port);
  await sendAll(filler, mixedKeys());
  await filler.ask([['SELECT', '3']]);
  await sendAll(filler, [['SET', 'other', '1']]);
  filler.close();
  replica = await startRedis({ replicaOf: master.port });
  await until('it has the keys', async () => (await replica.command('DBSIZE')) === KEYS, 20_000);
  await master.command('ACL', 'SETUSER', 'vigil-keys', 'on', '>pw', 'allkeys', '+@all');
  await replica.command('ACL', 'SETUSER', 'vigil-keys', 'on', '>pw', 'allkeys', '+@all');
  const password = join(master.folder, 'password');
  writeFileSync(password, 'pw', { mode: 0o600 });
  const nodes = [
    `{ name: a, address: '127.0.0.1:${master.port}', host: box1 }`,
    `{ name: b, address: '127.0.0.1:${replica.port}', host: box2 }`,
  ];
  const group = `{ name: sessions, title: Sessions, databases: { 0: Core, 3: Rest }, nodes: [${nodes.join(', ')}] }`;
  const analyse = `{ user: vigil-keys, password: { file: ${password} } }`;
  const patterns = `{ Carts: '*:cart' }`;
  const sections = [`redis: { interval: 1s, timeout: 500ms, analyse: ${analyse}, keyPatterns: ${patterns}, groups: [${group}] }`];
  vigil = await startVigil({ nodes: [], intervalMs: 1_000, timeoutMs: 500, users: [SEER, VIEWER], sections });
});

test.afterEach(async () => {
  await vigil.stop();
  await replica.stop();
  await master.stop();
});

function* mixedKeys(): Generator<string[]> {
  for (let n = 0; n < KEYS / 5; n += 1) {
    yield ['SET', `session:${n.toString(16).padStart(32, '0')}`, 'x'.repeat(n % 200), 'EX', '7200'];
    yield ['HSET', `user:${n}:cart`, 'a', '1'];
    yield ['RPUSH', `queue/${n}`, 'a', 'b'];
    yield ['SADD', `tags:${n}`, '1', '2'];
    yield ['ZADD', `board:week.${n}`, '1', 'a'];
  }
}

const pageOf = (node: string): string => `${vigil.url}/redis/nodes/sessions/${node}?see=keys`;
const keys = (page: Page): Locator => page.getByRole('region', { name: 'Keys', exact: true });
const running = (page: Page): Locator => page.getByRole('region', { name: 'Analysis that runs' });
const part = (page: Page, name: string): Promise<void> => press(page.getByRole('navigation', { name: 'Parts of the analysis' }), name);

/** Asks for one, and waits until some keys are read. */
async function begin(page: Page, keysPerSecond: number): Promise<void> {
  await press(keys(page), 'Analyse the keys');
  await keys(page).getByLabel('Keys a second, at most').fill(String(keysPerSecond));
  await expect(keys(page)).toContainText('It changes nothing.');
  await press(keys(page), 'Start');
  await expect(running(page)).toContainText(/[1-9][\d,]* of about 50,001 keys, \d+ %/);
}

test('an analysis goes on while nobody looks, and tells of the keys when somebody is back', async ({ page, context }) => {
  test.slow();
  await signInTo(page, pageOf('b'), SEER);
  await expect(keys(page)).toContainText('nobody has had them read');
  await press(keys(page), 'Analyse the keys');
  await expect(keys(page).getByRole('checkbox', { name: /^db3 Rest 1 keys?/ })).toBeChecked();
  await expect(keys(page)).toContainText('about 50,001 keys (db0, db3)');
  await press(keys(page), 'Leave it');
  await begin(page, 5_000);
  await expect(running(page).getByRole('progressbar')).toBeVisible();
  await expect(running(page)).toContainText('started by ann');
  const other = await context.newPage();
  await page.close();
  await other.goto(pageOf('b'));
  await expect(running(other)).toBeVisible();
  await expect(keys(other)).toContainText('50,001 keys with', { timeout: 40_000 });
  await expect(running(other)).toHaveCount(0);
  const names = keys(other).getByRole('table', { name: 'Beginnings of names' });
  for (const name of ['session:', 'user:', 'queue/', 'tags:', 'board:']) await expect(names).toContainText(name);
  await checkLooks(other, { says: ['Goes on with'], isKnown: true, shot: 'redis-keys-names' });
  await expect(other.locator('.treemap text').first()).toContainText('session:');
  await names.getByRole('button', { name: 'user:' }).click();
  await expect(keys(other).getByRole('table', { name: 'Names that begin with user:' })).toContainText('<id>:');
  await part(other, 'Patterns');
  await expect(keys(other).getByRole('table', { name: 'Keys by pattern' })).toContainText('Carts');
  await part(other, 'Coverage');
  await expect(keys(other).getByRole('table', { name: 'Coverage' })).toContainText('db3 Rest');
});

test('one that is cancelled in the middle shows the part that it has read', async ({ page }) => {
  test.slow();
  await signInTo(page, pageOf('b'), SEER);
  // So slow that there is time to look at it at every width.
  await begin(page, 200);
  await checkLooks(page, { says: ['It goes on when you close this page'], isKnown: true, shot: 'redis-keys-running' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await press(running(page), /^Cancel/);
  await expect(keys(page)).toContainText(/Ended after [\d.]+ % of the keys/, { timeout: 15_000 });
  await expect(keys(page)).toContainText('All figures below are of that part.');
  await part(page, 'Types');
  await expect(keys(page).getByRole('table', { name: 'Keys by type' })).toContainText('hash');
  await part(page, 'Coverage');
  await expect(keys(page).getByRole('table', { name: 'Coverage' })).toContainText('not read to its end');
});

test('a node that freezes in the middle is told of, and what was read is kept', async ({ page }) => {
  await signInTo(page, pageOf('b'), SEER);
  await begin(page, 4_000);
  replica.signal('SIGSTOP');
  await expect(keys(page)).toContainText(/Ended after [\d.]+ % of the keys/, { timeout: 20_000 });
  await expect(keys(page)).toContainText(/No answer for 1\.5\s?s/i);
  replica.signal('SIGCONT');
});

test('a viewer sees sums and no name, and can start none; a master has its name typed first', async ({ page, browser }) => {
  test.slow();
  await signInTo(page, pageOf('a'), SEER);
  await press(keys(page), 'Analyse the keys');
  await keys(page).getByLabel('Pace').selectOption('fast');
  await expect(keys(page)).toContainText('This is a master');
  await expect(keys(page)).toContainText('Better ask a replica: its replica holds the same keys.');
  await expect(keys(page).getByRole('button', { name: 'Start' })).toBeDisabled();
  await checkLooks(page, { says: ['It changes nothing.'], isKnown: true, shot: 'redis-keys-form' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await keys(page).getByLabel('Type a to go on').fill('a');
  await press(keys(page), 'Start');
  await expect(keys(page)).toContainText('50,001 keys with', { timeout: 40_000 });

  const context = await browser.newContext();
  const looker = await context.newPage();
  await signInTo(looker, pageOf('a'), VIEWER);
  await expect(keys(looker)).toContainText('50,001 keys with');
  await expect(keys(looker)).toContainText('shown to those with the right to details');
  await expect(keys(looker).getByRole('button', { name: 'Analyse the keys' })).toHaveAttribute('aria-disabled', 'true');
  await part(looker, 'Biggest');
  await expect(keys(looker).getByRole('table', { name: 'Biggest keys' })).toContainText('string');
  await expect(looker.locator('body')).not.toContainText(/session:|user:|queue\//);
  const status = await looker.evaluate(async () => {
    const input = { pace: 'fast', keysPerSecond: 5_000, databases: null };
    const order = { system: 'redis', group: 'sessions', node: 'b', job: 'keys', input };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ order, typed: null });
    return (await fetch('/live/v1/jobs/start', { method: 'POST', headers, body })).status;
  });
  expect(status).toBe(403);
  await context.close();
});
