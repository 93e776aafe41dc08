import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startCutChunks, startCutLength } from '#test/fakes/cut.ts';
import { startDrip } from '#test/fakes/drip.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startElasticGreeting, startOtherPage } from '#test/fakes/other-product.ts';
import { startServerError, startUnauthorized } from '#test/fakes/refusals.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

const CAPTURES = new URL('../systems/haproxy/captures/', import.meta.url);

type Behind = { url: string; close?: () => Promise<void> };

/** What stands behind an address, and the words in which the page must say it. */
const FAULTS: { name: string; start: () => Promise<Behind>; says: RegExp }[] = [
  { name: 'closed', start: closedPort, says: /connection refused: nothing listens on 127\.0\.0\.1:\d+/ },
  { name: 'silent', start: startHang, says: /no answer for \d+s|never read, asked/ },
  {
    name: 'dripping',
    start: () => startDrip('HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n# pxname,svname'),
    says: /no answer for \d+s|never read, asked/,
  },
  { name: 'cut-by-length', start: () => startCutLength(captureOf('2.6.12')), says: /cut off after/ },
  { name: 'cut-in-chunks', start: () => startCutChunks(captureOf('2.6.12')), says: /cut off after/ },
  { name: 'garbled', start: startGarbage, says: /not HTTP/ },
  { name: 'elasticsearch', start: startElasticGreeting, says: /not HAProxy statistics/ },
  { name: 'web-page', start: startOtherPage, says: /not HAProxy statistics/ },
  { name: 'ssh', start: startSshBanner, says: /not HTTP/ },
  { name: 'locked', start: startUnauthorized, says: /401/ },
  { name: 'broken', start: startServerError, says: /500/ },
  { name: 'half-a-row', start: () => startAnswer({ status: 200, body: captureOf('2.6.12').slice(0, -200) }), says: /cut off/ },
  { name: 'empty', start: () => startAnswer({ status: 200, body: '' }), says: /empty|not HAProxy statistics/ },
];

function captureOf(version: string): string {
  return readFileSync(new URL(`${version}/stats.csv`, CAPTURES), 'latin1');
}

let fakes: Behind[];
let vigil: Vigil;

test.beforeAll(async () => {
  fakes = await Promise.all(FAULTS.map(({ start }) => start()));
  const nodes = FAULTS.map(({ name }, i) => ({ group: 'faults', name, url: fakes[i]?.url ?? '' }));
  vigil = await startVigil({ nodes, intervalMs: 2_000, timeoutMs: 1_000 });
});

test.afterAll(async () => {
  await vigil.stop();
  await Promise.all(fakes.map((fake) => fake.close?.()));
});

/** The head line of a node and what is said right below it. */
function nodeLine(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^\\w+ ${name} http`) }) });
}

for (const { name, says } of FAULTS) {
  test(`an address that is ${name} is said in the right words, and nothing of it looks healthy`, async ({ page }) => {
    await page.goto(`${vigil.url}/haproxy`);
    await expect(nodeLine(page, name)).toContainText(says);
    await expect(nodeLine(page, name).locator('svg.i.critical, svg.i.stale, svg.i.unknown')).not.toHaveCount(0);
    await expect(page.locator('main svg.i.ok')).toHaveCount(0);
  });
}

test('the pollers page names kind, node and what came instead, and ends in stale or critical for every one', async ({ page }) => {
  await page.goto(`${vigil.url}/pollers`);
  await expect(page.getByText('You Know, for Search').first()).toBeVisible();
  await expect
    .poll(async () => (await vigil.board()).probes.filter(({ scope }) => scope === 'node').map(({ asOfNow }) => asOfNow.status))
    .not.toContain('unknown');
  const statuses = (await vigil.board()).probes.filter(({ scope }) => scope === 'node').map(({ asOfNow }) => asOfNow.status);
  expect(new Set(statuses)).toEqual(new Set(['critical', 'stale']));
});
