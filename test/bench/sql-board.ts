import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { until } from '#test/fakes/until.ts';
import { percentile, spread } from './figures.ts';
import type { Program } from './program.ts';
import type { SqlOpened } from './sql-servers.ts';

const LOADS = 3;
const CHANGES = 5;
const OPEN_WITHIN_MS = 60_000;
const TICKING_MS = 20_000;
const SCROLL_STEPS = 60;
const SCROLL_PIXELS = 120;

type Seen = { rowsMs: number | null; longTasks: number[]; frames: number[]; shown: Record<string, number> };

/** Prints how the board of availability groups opens, bears its readings, scrolls, and how long a change takes from the answer of an instance to the pixel. */
export async function benchBoard(browser: Browser, url: string, standIns: Program<SqlOpened>): Promise<void> {
  const times: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await openBoard(await context.newPage(), `${url}/sql`);
    times.push((await seen(page)).rowsMs ?? Number.NaN);
    if (load === LOADS - 1) {
      await printOpened(page, times);
      await printTicking(page);
      await printScrolling(page);
      await printChanges(page, standIns);
    }
    await context.close();
  }
}

async function printOpened(page: Page, times: readonly number[]): Promise<void> {
  const { rows, elements } = await page.evaluate(() => ({
    rows: document.querySelectorAll('main tbody tr').length,
    elements: document.querySelectorAll('*').length,
  }));
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`  the board: ${rows} rows, ${elements} elements in the document`);
  console.log(
    `    navigation to rows on screen, ${LOADS} loads: median ${sorted[LOADS >> 1]?.toFixed(0)} ms, slowest ${sorted.at(-1)?.toFixed(0)} ms`,
  );
}

async function printTicking(page: Page): Promise<void> {
  const before = (await seen(page)).longTasks.length;
  await pause(TICKING_MS);
  const tasks = (await seen(page)).longTasks.slice(before);
  const sum = tasks.reduce((total, ms) => total + ms, 0);
  const words = tasks.length === 0 ? 'none' : `${tasks.length}, ${sum.toFixed(0)} ms in all, longest ${Math.max(...tasks).toFixed(0)} ms`;
  console.log(`    long tasks (over 50 ms) in ${TICKING_MS / 1_000} s of readings: ${words}`);
}

/** Wheels down the page, step by step, and measures the time between its frames. */
async function printScrolling(page: Page): Promise<void> {
  await page.mouse.move(700, 500);
  await page.evaluate(() => {
    const { vigilSeen } = window as unknown as { vigilSeen: Seen };
    let last = performance.now();
    const frame = (now: number): void => {
      vigilSeen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let step = 0; step < SCROLL_STEPS; step += 1) await page.mouse.wheel(0, SCROLL_PIXELS);
  const { frames } = await seen(page);
  console.log(
    `    between two frames while it scrolls ${SCROLL_STEPS * SCROLL_PIXELS} pixels, ${frames.length} frames: ${spread(frames, [0.5, 0.95])}`,
  );
  await page.mouse.wheel(0, -SCROLL_STEPS * SCROLL_PIXELS);
}

/** Data movement of a whole group is suspended at one replica: the group is drawn large with what is found. */
async function printChanges(page: Page, standIns: Program<SqlOpened>): Promise<void> {
  const delays: number[] = [];
  for (const { name, instances, groups } of standIns.told.clusters.slice(0, CHANGES)) {
    const [group = '', instance = ''] = [groups[0], instances[2]?.name];
    await watchGroup(page, `${name}/${group}`);
    const { at } = await standIns.ask<{ at: number }>(`/suspend?group=${group}&instance=${instance}`);
    await until('the change is on screen', async () => (await seen(page)).shown[`${name}/${group}`] !== undefined, OPEN_WITHIN_MS);
    delays.push(((await seen(page)).shown[`${name}/${group}`] ?? Number.NaN) - at);
    await standIns.ask(`/resume?group=${group}&instance=${instance}`);
  }
  console.log(
    `    from the answer of an instance to the pixel, ${CHANGES} changes of 100 databases each: ${spread(delays, [0.5])}, fastest ${percentile(delays, 0).toFixed(0)} ms`,
  );
}

/** Keeps the time of the frame after the one in which the group was drawn large. */
async function watchGroup(page: Page, key: string): Promise<void> {
  await page.evaluate((id) => {
    const { vigilSeen } = window as unknown as { vigilSeen: Seen };
    const observer = new MutationObserver(() => {
      if (!document.getElementById(id)?.matches('section.openag')) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          vigilSeen.shown[id] = Date.now();
        }),
      );
    });
    observer.observe(document.body, { subtree: true, childList: true });
  }, key);
}

async function openBoard(page: Page, url: string): Promise<Page> {
  await page.addInitScript(() => {
    const found: Seen = { rowsMs: null, longTasks: [], frames: [], shown: {} };
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
