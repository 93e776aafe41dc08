import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import type { AboutAnswer } from '#lib/http/about.ts';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import type { ElasticOpened } from './elastic-cluster.ts';
import { withBrowser } from './estate.ts';
import { memoryBytes, processorSeconds } from './figures.ts';
import { type Program, startProgram } from './program.ts';

/** So many of its nodes are configured: each is asked for its own word, and one of them for the whole. */
const URLS = 5;
const READ_WITHIN_MS = 120_000;
const SETTLE_MS = 20_000;
const MEASURE_MS = 60_000;
const LOADS = 3;
const OPEN_WITHIN_MS = 30_000;

/** Prints what it costs to watch one large cluster, well, red, and while its shards move: requests, bytes and processor time a minute, and when the first rows of its indices are on screen. */
export async function benchElastic(): Promise<void> {
  const standIn = await startProgram<ElasticOpened>('elastic-cluster.ts', []);
  let vigil: Vigil | null = null;
  try {
    vigil = await startVigil({
      nodes: [],
      intervalMs: 10_000,
      timeoutMs: 5_000,
      anonymous: ['elastic'],
      sections: [sectionText(standIn.told)],
    });
    const { board } = vigil;
    await until('everything was read', async () => (await board()).probes.every(({ successes }) => successes > 0), READ_WITHIN_MS);
    const { nodes, indices, copies } = standIn.told;
    console.log(
      `one cluster of ${nodes} nodes, ${indices} indices, ${copies} copies of shards, ${URLS} of its URLs configured; load ${load()}:`,
    );
    await measure(vigil, standIn, 'well');
    await standIn.ask('/red');
    await measure(vigil, standIn, 'red in 50 indices');
    await standIn.ask('/moves');
    await measure(vigil, standIn, 'red, and shards move because a member is gone');
  } finally {
    await vigil?.stop();
    await standIn.stop();
  }
}

function sectionText({ urls }: ElasticOpened): string {
  const nodes = urls.slice(0, URLS).map(({ node, url }) => ({ name: node, url }));
  // A text of JSON is one of YAML too.
  return `elastic: ${JSON.stringify({ interval: '10s', timeout: '5s', clusters: [{ name: 'large', nodes }] })}`;
}

async function measure(vigil: Vigil, standIn: Program<ElasticOpened>, how: string): Promise<void> {
  await pause(SETTLE_MS);
  const used = (): [number, number] => [processorSeconds(vigil.pid()), processorSeconds(standIn.pid)];
  const from = { at: performance.now(), used: used() };
  await pause(MEASURE_MS);
  const minutes = (performance.now() - from.at) / 60_000;
  const to = used();
  const [own, theirs] = [0, 1].map((at) => ((to[at] ?? 0) - (from.used[at] ?? 0)) / minutes);
  const cost = await costOf(vigil);
  console.log(
    `  ${how}: ${cost.requests} requests a minute, ${(cost.receivedBytes / 1e6).toFixed(2)} MB received and ${(cost.sentBytes / 1e3).toFixed(0)} kB sent`,
  );
  console.log(
    `    Vigil takes ${own?.toFixed(2)} s of processor a minute and ${(memoryBytes(vigil.pid()) / 1e6).toFixed(0)} MB; the stand-in itself ${theirs?.toFixed(1)} s; load ${load()}`,
  );
  await withBrowser(async (browser) => printFirstRows(browser, vigil));
}

async function costOf({ url }: Vigil): Promise<AboutAnswer['systems'][number]['lastMinute']> {
  const about = (await (await fetch(`${url}/live/v1/about`)).json()) as AboutAnswer;
  const cost = about.systems.find(({ name }) => name === 'elastic')?.byGroup[0]?.lastMinute;
  if (!cost) throw new Error('Vigil does not tell what the cluster costs');
  return cost;
}

async function printFirstRows(browser: Browser, { url }: Vigil): Promise<void> {
  const times: number[] = [];
  let drawn = 0;
  // Each in a context of its own: nothing is cached, as for somebody who comes for the first time.
  for (let at = 0; at < LOADS; at += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const from = performance.now();
    await page.goto(`${url}/elastic/clusters/large?view=indices`);
    const rows = page.getByRole('table', { name: 'Indices' }).locator('tbody tr:not(.spacer)');
    await rows.first().waitFor({ timeout: OPEN_WITHIN_MS });
    times.push(performance.now() - from);
    drawn = await rows.count();
    await context.close();
  }
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `    first rows of the indices, ${LOADS} loads with nothing cached: median ${sorted[LOADS >> 1]?.toFixed(0)} ms, slowest ${sorted.at(-1)?.toFixed(0)} ms; ${drawn} rows in the document`,
  );
}

function load(): string {
  return loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
}
