import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Balancer, startBalancer } from '#test/e2e/haproxy-estate.ts';
import { openBackend, row } from '#test/e2e/page.ts';
import { until } from '#test/fakes/until.ts';
import { INTERVAL_MS, withBrowser, withEstate } from './estate.ts';
import { percentile, spread } from './figures.ts';

const CHANGES = 40;
const PARTS = [0.5, 0.95];
const AIM_MS = 150;

/** A state as it stood on screen: its words, when they were painted, and when the reading they come from was asked for. Epoch ms. */
type Painted = { words: string; paintedAt: number; observedAt: number };

/** Prints how long a change at a real HAProxy takes to the pixel: from the question whose answer held it, and from the change itself. */
export async function benchChange(): Promise<void> {
  await withEstate([startBalancer], (vigil, [haproxy]) =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await openBackend(page, vigil.url);
      await row(page, 'web2').waitFor();
      await page.mouse.move(0, 0);
      await recordStates(page, 'web2');
      if (haproxy) print(await makeChanges(page, haproxy));
    }),
  );
}

async function makeChanges(page: Page, haproxy: Balancer): Promise<(Painted & { changedAt: number })[]> {
  const seen: (Painted & { changedAt: number })[] = [];
  let from = 0;
  for (let i = 0; i < CHANGES; i += 1) {
    await pause(Math.random() * INTERVAL_MS);
    const isOut = i % 2 === 0;
    const changedAt = Date.now();
    await haproxy.command(`set server be_web/web2 state ${isOut ? 'maint' : 'ready'}`);
    await until('the change is on screen', async () => {
      const all = await painted(page);
      const index = all.findIndex(({ words }, at) => at >= from && words.includes('maint') === isOut);
      const found = all[index];
      if (!found) return false;
      from = index + 1;
      seen.push({ ...found, changedAt });
      return true;
    });
  }
  return seen;
}

/** Keeps every new state of a server with the time of the frame after the one that first showed it: then it was painted. */
async function recordStates(page: Page, server: string): Promise<void> {
  await page.evaluate((name) => {
    const seen: Painted[] = [];
    const isWanted = (tr: Element) => tr.querySelector('th .label')?.textContent === name;
    let before = '';
    const look = (): void => {
      const tr = [...document.querySelectorAll('main tbody tr')].find(isWanted);
      const words = tr?.querySelector('.state')?.textContent ?? '';
      if (words === before) return;
      before = words;
      const observedAt = Number(/(\d+) epoch ms/.exec(tr?.querySelector('.age')?.getAttribute('title') ?? '')?.[1]);
      requestAnimationFrame(() => requestAnimationFrame(() => seen.push({ words, observedAt, paintedAt: Date.now() })));
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { vigilPainted: seen });
  }, server);
}

function painted(page: Page): Promise<Painted[]> {
  return page.evaluate(() => (window as unknown as { vigilPainted: Painted[] }).vigilPainted);
}

function print(seen: readonly (Painted & { changedAt: number })[]): void {
  const beyond = seen.map(({ paintedAt, observedAt }) => paintedAt - observedAt);
  const whole = seen.map(({ paintedAt, changedAt }) => paintedAt - changedAt);
  const verdict = percentile(beyond, 0.95) <= AIM_MS ? 'met' : 'missed';
  console.log(`From a change at HAProxy to the pixel, ${seen.length} changes, polled every ${INTERVAL_MS} ms:`);
  console.log(`  from the question that heard of it  ${spread(beyond, PARTS)} (aim: p95 ${AIM_MS} ms, ${verdict})`);
  console.log(`  from the change itself              ${spread(whole, PARTS)}`);
}
