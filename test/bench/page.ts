import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { backendsOf, serverNames, startManyServers } from '#test/e2e/many-servers.ts';
import type { Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { keepChanging, withBrowser, withEstate } from './estate.ts';

const BACKENDS = backendsOf(100, 20);
const CHANGING = 200;
const TICKING_MS = 10_000;
const LOADS = 5;
const OPEN_WITHIN_MS = 20_000;

const VIEWS = [
  { name: 'all backends folded', query: '' },
  { name: 'every server unfolded', query: '?q=kind:server' },
];

type Seen = { rowsMs: number | null; longTasks: number[] };

/** Prints how a page over 2,000 servers opens and how it bears their ticking. */
export async function benchPage(): Promise<void> {
  await withEstate([() => startManyServers(BACKENDS)], async (vigil, [haproxy]) => {
    await until('it is read', async () => (await vigil.board()).probes.every(({ successes }) => successes > 1), OPEN_WITHIN_MS);
    const servers = serverNames(BACKENDS);
    console.log(`The HAProxy page over ${servers.length} servers, polled every second:`);
    const stop = haproxy ? keepChanging(haproxy, servers.slice(0, CHANGING)) : null;
    await withBrowser(async (browser) => {
      for (const view of VIEWS) await benchView(browser, vigil, view);
    });
    await stop?.();
  });
}

async function benchView(browser: Browser, vigil: Vigil, { name, query }: (typeof VIEWS)[number]): Promise<void> {
  const times: number[] = [];
  // Each in a context of its own: nothing is cached, as for somebody who comes for the first time.
  for (let load = 0; load < LOADS; load += 1) {
    const context = await browser.newContext();
    const page = await openPage(await context.newPage(), `${vigil.url}/haproxy${query}`);
    times.push((await seen(page)).rowsMs ?? Number.NaN);
    if (load === LOADS - 1) {
      await waitForReadings(vigil);
      await printTicking(page, name, times);
    }
    await context.close();
  }
}

/** What opening the page itself costs is over by then. */
async function waitForReadings(vigil: Vigil): Promise<void> {
  const answers = async () => (await vigil.board()).probes.find(({ scope }) => scope === 'node')?.successes ?? 0;
  const before = await answers();
  await until('it is read twice more', async () => (await answers()) >= before + 2, OPEN_WITHIN_MS);
}

async function printTicking(page: Page, name: string, times: readonly number[]): Promise<void> {
  const before = (await seen(page)).longTasks.length;
  await pause(TICKING_MS);
  const tasks = (await seen(page)).longTasks.slice(before);
  const sum = tasks.reduce((total, ms) => total + ms, 0);
  const words = tasks.length === 0 ? 'none' : `${tasks.length}, ${sum.toFixed(0)} ms in all, longest ${Math.max(...tasks).toFixed(0)} ms`;
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`  ${name}: ${await page.locator('main tr').count()} rows in the document`);
  console.log(
    `    navigation to rows on screen, ${LOADS} loads: median ${sorted[LOADS >> 1]?.toFixed(0)} ms, slowest ${sorted.at(-1)?.toFixed(0)} ms`,
  );
  console.log(`    long tasks (over 50 ms) in ${TICKING_MS / 1_000} s while ${CHANGING} rows change every second: ${words}`);
}

async function openPage(page: Page, url: string): Promise<Page> {
  await page.addInitScript(() => {
    const found: Seen = { rowsMs: null, longTasks: [] };
    Object.assign(window, { vigilSeen: found });
    new PerformanceObserver((list) => found.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true,
    });
    const look = (): void => {
      if (document.querySelector('main tbody th.name') === null) requestAnimationFrame(look);
      else
        requestAnimationFrame(() => {
          found.rowsMs = performance.now();
        });
    };
    look();
  });
  await page.goto(url);
  await until('the rows are on screen', async () => (await seen(page)).rowsMs !== null, OPEN_WITHIN_MS);
  return page;
}

function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => (window as unknown as { vigilSeen: Seen }).vigilSeen);
}
