import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { PASSWORD } from '#test/e2e/haproxy-estate.ts';
import { backendsOf, startManyServers } from '#test/e2e/many-servers.ts';
import { startVigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY, type HaproxyProcess } from '#test/live/haproxy-process.ts';
import { findProgram, MEASURE_MS, printCosts } from './costs.ts';

const BALANCERS = 50;
const BACKENDS = backendsOf(2, 10);
const INTERVAL_MS = 5_000;
const READY_WITHIN_MS = 60_000;

const PROGRAMS = { prometheus: 'prometheus', exporter: 'prometheus-haproxy-exporter' } as const;

/** Prints what Vigil and Debian's Prometheus with one haproxy exporter an instance cost, one after the other, over the same real balancers at the same interval. */
export async function benchPrometheus(): Promise<void> {
  const prometheus = findProgram(PROGRAMS.prometheus);
  const exporter = findProgram(PROGRAMS.exporter);
  if (HAPROXY === null || prometheus === null || exporter === null) {
    console.log(`not measured: needs haproxy, ${PROGRAMS.prometheus} and ${PROGRAMS.exporter} in PATH ("apt-get install" has all three)`);
    return;
  }
  const balancers: HaproxyProcess[] = [];
  try {
    for (let i = 0; i < BALANCERS; i += 1) balancers.push(await startManyServers(BACKENDS));
    console.log(`${BALANCERS} real HAProxys of ${BACKENDS.length * 10} servers, every ${INTERVAL_MS} ms, over ${MEASURE_MS / 1_000} s:`);
    await measureVigil(balancers);
    await measurePrometheus(balancers, { prometheus, exporter });
  } finally {
    await Promise.all(balancers.map((balancer) => balancer.stop()));
  }
}

async function measureVigil(balancers: readonly HaproxyProcess[]): Promise<void> {
  const nodes = balancers.map(({ url }, i) => ({ name: `lb${i}`, url, password: PASSWORD }));
  const vigil = await startVigil({ nodes, intervalMs: INTERVAL_MS, timeoutMs: INTERVAL_MS / 2 });
  try {
    await until('Vigil has read each', async () => (await vigil.board()).probes.every(({ successes }) => successes > 0), READY_WITHIN_MS);
    await printCosts('Vigil', [vigil.pid()]);
  } finally {
    await vigil.stop();
  }
}

async function measurePrometheus(balancers: readonly HaproxyProcess[], programs: { prometheus: string; exporter: string }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-prometheus-'));
  const started: Child[] = [];
  try {
    const ports = await freePorts(balancers.length + 1);
    const [own = 0, ...targets] = ports;
    const start = async (program: string, args: string[]): Promise<Child> => {
      const child = await startChild(program, args, { cwd: folder, env: process.env, withUs: 'SIGKILL', onLine: () => undefined });
      started.push(child);
      return child;
    };
    for (const [i, { url }] of balancers.entries()) {
      const address = `${url.replace('//', `//vigil:${PASSWORD}@`)};csv`;
      await start(programs.exporter, [`--haproxy.scrape-uri=${address}`, `--web.listen-address=127.0.0.1:${targets[i]}`]);
    }
    await writeFile(join(folder, 'prometheus.yml'), configText(targets));
    const options = [`--config.file=prometheus.yml`, `--storage.tsdb.path=data`, `--web.listen-address=127.0.0.1:${own}`];
    const prometheus = await start(programs.prometheus, options);
    await until('Prometheus has read each', () => areAllUp(own, balancers.length), READY_WITHIN_MS);
    const exporters = started.filter((child) => child !== prometheus).map(({ pid }) => pid);
    await printCosts('Prometheus and its exporters', [prometheus.pid, ...exporters]);
    await printCosts('of these Prometheus alone', [prometheus.pid]);
  } finally {
    await Promise.all(started.map((child) => child.stop(5_000)));
    await rm(folder, { recursive: true, force: true });
  }
}

function configText(targets: readonly number[]): string {
  const list = targets.map((port) => `127.0.0.1:${port}`);
  return JSON.stringify({
    global: { scrape_interval: `${INTERVAL_MS / 1_000}s`, scrape_timeout: '2s' },
    scrape_configs: [{ job_name: 'haproxy', static_configs: [{ targets: list }] }],
  });
}

/** True once as many balancers answer their exporters as there are (haproxy_up of the exporter). */
async function areAllUp(port: number, count: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=sum(haproxy_up)`).catch(() => null);
  if (!answer?.ok) return false;
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return data.result[0]?.value[1] === String(count);
}
