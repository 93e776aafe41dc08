import { type Browser, chromium } from '@playwright/test';
import { PASSWORD } from '#test/e2e/haproxy-estate.ts';
import { LAUNCH } from '#test/e2e/launch.ts';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { HAPROXY, type HaproxyProcess } from '#test/live/haproxy-process.ts';

export const INTERVAL_MS = 1_000;
const TIMEOUT_MS = 500;
/** Commands in one line to the admin socket; its buffer holds 16 kB. */
const COMMANDS = 100;

/** Starts the balancers and the built Vigil over them, polling each every second; ends all of it after the work, however that ends. */
export async function withEstate<Balancer extends HaproxyProcess>(
  start: readonly (() => Promise<Balancer>)[],
  work: (vigil: Vigil, balancers: Balancer[]) => Promise<void>,
): Promise<void> {
  if (HAPROXY === null) return;
  const balancers: Balancer[] = [];
  let vigil: Vigil | null = null;
  try {
    for (const one of start) balancers.push(await one());
    const nodes = balancers.map(({ url }, i) => ({ name: `lb${i + 1}`, url, password: PASSWORD }));
    vigil = await startVigil({ nodes, intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS });
    await work(vigil, balancers);
  } finally {
    await vigil?.stop();
    await Promise.all(balancers.map((balancer) => balancer.stop()));
  }
}

/** A real Chromium for the work, closed after it. */
export async function withBrowser(work: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch(LAUNCH);
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/** Gives these servers (`backend/server`) new weights once an interval, so that their rows change in every reading. Answers with the way to stop. */
export function keepChanging(haproxy: HaproxyProcess, servers: readonly string[]): () => Promise<void> {
  let turn = 0;
  let latest = Promise.resolve();
  const change = async (): Promise<void> => {
    turn += 1;
    for (let i = 0; i < servers.length; i += COMMANDS) {
      const lines = servers.slice(i, i + COMMANDS).map((server) => `set server ${server} weight ${1 + (turn % 200)}`);
      await haproxy.command(lines.join(';'));
    }
  };
  const timer = setInterval(() => {
    latest = latest.then(change);
  }, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    return latest;
  };
}
