import { expect, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { openPlainTab, type PlainTab } from './chromium.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

type Seen = { healthy: number; banner: string };

let haproxy: Balancer;
let vigil: Vigil;
let tab: PlainTab;

test.beforeEach(async ({ launchOptions }) => {
  haproxy = await startBalancer();
  vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url, password: PASSWORD }], intervalMs: 1_000, timeoutMs: 500 });
  tab = await openPlainTab(launchOptions.executablePath ?? '', launchOptions.args ?? [], `${vigil.url}/haproxy`);
  await expect.poll(() => look().then(({ healthy }) => healthy)).toBeGreaterThan(0);
  await tab.run(`(() => {
    window.seen = [];
    const look = () => seen.push(${LOOK});
    document.addEventListener('freeze', () => seen.splice(0));
    document.addEventListener('resume', look);
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  })()`);
});

test.afterEach(async () => {
  await tab.close();
  await vigil.stop();
  await haproxy.stop();
});

const LOOK = `({
  healthy: document.querySelectorAll('main svg.i.ok').length,
  banner: document.querySelector('.banner')?.textContent ?? '',
})`;

function look(): Promise<Seen> {
  return tab.run<Seen>(LOOK);
}

/** Everything the page has shown since it was frozen, the picture it slept with included. */
function seen(): Promise<Seen[]> {
  return tab.run<Seen[]>('seen');
}

/** Waits by Vigil's own clock: a tab that sleeps cannot be asked. */
async function sleepThrough(ms: number): Promise<void> {
  const from = (await vigil.board()).now;
  await expect.poll(async () => (await vigil.board()).now - from, { timeout: 30_000 }).toBeGreaterThan(ms);
}

test('a tab that was frozen wakes in doubt and is fresh only after proof', async () => {
  await tab.setLifecycle('frozen');
  await sleepThrough(6_000);
  await tab.setLifecycle('active');
  await expect.poll(look).toMatchObject({ healthy: expect.any(Number), banner: '' });
  await expect.poll(() => look().then(({ healthy }) => healthy)).toBeGreaterThan(0);
  expect((await seen())[0]).toMatchObject({ healthy: 0 });
});

test('a tab that slept while HAProxy froze never shows it healthy again', async () => {
  await tab.setLifecycle('frozen');
  haproxy.signal('SIGSTOP');
  await sleepThrough(6_000);
  await tab.setLifecycle('active');
  await expect.poll(() => tab.run<string>('document.body.innerText')).toMatch(/stale \d+s, was/);
  expect((await seen()).filter(({ healthy }) => healthy > 0)).toEqual([]);
});

test('a tab that slept while Vigil died never shows anything healthy again', async () => {
  await tab.setLifecycle('frozen');
  await vigil.kill();
  await tab.setLifecycle('active');
  await expect.poll(() => look().then(({ banner }) => banner)).toContain('Nothing heard from Vigil for');
  expect((await seen()).length).toBeGreaterThan(0);
  expect((await seen()).filter(({ healthy }) => healthy > 0)).toEqual([]);
});
