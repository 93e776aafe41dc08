import { expect, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Pair, startPair } from './haproxy-pair.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

let pair: Pair;
let vigil: Vigil;

test.beforeAll(async () => {
  pair = await startPair();
  vigil = await startVigil({ nodes: pair.nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN] });
});

test.afterAll(async () => {
  await vigil.stop();
  await pair.stop();
});

test('a drain on one balancer alone is a line that names both, leads to the row, and goes when it is undone', async ({ page }) => {
  await pair.lb('lb1').command('set server be_web/web3 state drain');
  await signInTo(page, `${vigil.url}/`, ADMIN);
  const line = page.locator('.issue', { hasText: 'web3 in be_web: lb1 says drain' });
  await expect(line).toContainText(/lb1 says drain since .*, lb2 says up/, { timeout: 20_000 });
  await line.getByRole('link', { name: 'web3', exact: true }).click();
  const notes = page.locator('.found', { hasText: 'lb1 says drain' });
  await expect(notes).toHaveCount(1);
  await expect(notes).toContainText(/^Disagreement since .*lb2 says up/);
  await expect(notes).toBeVisible();
  await expect(page.locator('.tier > header')).toContainText('instances disagree about 1 server');
  await pair.lb('lb1').command('set server be_web/web3 state ready');
  await expect(notes).toHaveCount(0, { timeout: 20_000 });
  await expect(page.locator('.tier > header')).not.toContainText('disagree');
});
