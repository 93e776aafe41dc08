import { expect, test } from '@playwright/test';
import { freePorts } from '#demo/free-ports.ts';
import { startAgent, startWebServer, type Told } from '#test/live/backend-server.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';
import { healthyShapes, openBackend, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

/** What the page must say of each server of the backend, in its row. */
const SAYS: [server: string, words: RegExp][] = [
  ['up', /^up$/],
  ['going-down', /^up, failing checks \d+\/1000$/],
  ['fresh', /^up, not yet checked$/],
  ['weightless', /^up, weight 0$/],
  ['down', /^down$/],
  ['coming-up', /^down, recovering \d+\/1000$/],
  ['agent-down', /^down by agent$/],
  ['drained', /^drain$/],
  ['in-maintenance', /^maint$/],
  ['tracking', /^maint via be_web\/in-maintenance$/],
  ['nameless', /^maint, name not resolved$/],
  ['not-found', /^nolb$/],
  ['unchecked', /^no check$/],
];

type Behind = { good: number; failing: number; recovering: number; notFound: number; agent: number; dead: number; nameless: number };

function proxies(port: Behind): string {
  return `
resolvers nowhere
  nameserver none 127.0.0.1:${port.nameless}
backend be_web
  option httpchk GET /
  http-check disable-on-404
  default-server inter 50ms rise 2 fall 3
  server up 127.0.0.1:${port.good} check
  server going-down 127.0.0.1:${port.failing} check fall 1000
  server fresh 127.0.0.1:${port.good} check inter 10m
  server weightless 127.0.0.1:${port.good} check weight 0
  server down 127.0.0.1:${port.dead} check
  server coming-up 127.0.0.1:${port.recovering} check rise 1000 fall 1
  server agent-down 127.0.0.1:${port.good} check agent-check agent-port ${port.agent} agent-inter 50ms
  server drained 127.0.0.1:${port.good} check
  server in-maintenance 127.0.0.1:${port.good} check
  server tracking 127.0.0.1:${port.good} track be_web/in-maintenance
  server nameless no-such-host.invalid:80 check resolvers nowhere init-addr none
  server not-found 127.0.0.1:${port.notFound} check
  server unchecked 127.0.0.1:${port.good}
`;
}

let told: Told<never>[];
let haproxy: HaproxyProcess;
let vigil: Vigil;

test.beforeAll(async () => {
  const [good, failing, recovering, notFound] = await Promise.all([200, 200, 503, 404].map(startWebServer));
  const agent = await startAgent('down #overheated');
  const [dead = 0, nameless = 0] = await freePorts(2);
  if (!good || !failing || !recovering || !notFound) throw new Error('a server is missing');
  told = [good, failing, recovering, notFound, agent];
  const ports = { good: good.port, failing: failing.port, recovering: recovering.port, notFound: notFound.port, agent: agent.port };
  haproxy = await startHaproxy({ proxies: proxies({ ...ports, dead, nameless }) });
  vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url }], intervalMs: 1_000, timeoutMs: 500 });
  await haproxy.command('set server be_web/drained state drain');
  await haproxy.command('set server be_web/in-maintenance state maint');
  await haproxy.command('set server be_web/fresh state maint');
  await haproxy.command('set server be_web/fresh state ready');
  await expect.poll(() => haproxy.command('show stat')).toMatch(/be_web,coming-up,.*DOWN/);
  failing.say(503);
  recovering.say(200);
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
  for (const each of told) await each.close();
});

test('every state of a real server is said in its own words', async ({ page }) => {
  await openBackend(page, vigil.url);
  for (const [server, words] of SAYS) await expect(row(page, server).locator('.state').first()).toHaveText(words);
});

test('a wrong password is said, with what to do', async ({ page }) => {
  const locked = await startHaproxy({ proxies: 'backend be_web\n  server a 127.0.0.1:9 disabled\n', auth: 'vigil:right' });
  const own = await startVigil({ nodes: [{ name: 'lb1', url: locked.url, password: 'wrong' }], intervalMs: 1_000, timeoutMs: 500 });
  try {
    await page.goto(`${own.url}/haproxy`);
    await expect(page.getByText(/401: .*password/).first()).toBeVisible();
    await expect(healthyShapes(page)).toHaveCount(0);
    await expect(page.getByText('wrong')).toHaveCount(0);
  } finally {
    await own.stop();
    await locked.stop();
  }
});

test('two processes behind one address are noticed and said', async ({ page }) => {
  const proxies = 'backend be_web\n  server a 127.0.0.1:9 disabled\n';
  const first = await startHaproxy({ proxies });
  const second = await startHaproxy({ proxies, statsPort: first.statsPort });
  const own = await startVigil({ nodes: [{ name: 'lb1', url: first.url }], intervalMs: 1_000, timeoutMs: 500 });
  try {
    await page.goto(`${own.url}/haproxy`);
    await expect(page.getByText('answers come from several processes in turn').first()).toBeVisible({ timeout: 60_000 });
  } finally {
    await own.stop();
    await second.stop();
    await first.stop();
  }
});

test('a reload is read on: nothing is stale, refused or taken for several processes', async ({ page }) => {
  const master = await startHaproxy({ proxies: 'backend be_web\n  server a 127.0.0.1:9 disabled\n', mode: 'master' });
  const own = await startVigil({ nodes: [{ name: 'lb1', url: master.url }], intervalMs: 1_000, timeoutMs: 500 });
  try {
    await openBackend(page, own.url);
    const before = (await own.board()).probes[0]?.successes ?? 0;
    master.signal('SIGUSR2');
    await expect.poll(async () => (await own.board()).probes[0]?.successes ?? 0, { timeout: 30_000 }).toBeGreaterThan(before + 6);
    expect((await own.board()).probes[0]?.failing).toBeNull();
    await expect(page.getByText(/several processes|stale \d+s|refused/)).toHaveCount(0);
  } finally {
    await own.stop();
    await master.stop();
  }
});
