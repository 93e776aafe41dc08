import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { findProgram, MEASURE_MS, printCosts } from './costs.ts';
import { spread } from './figures.ts';

const MASTERS = 100;
const INTERVAL_MS = 5_000;
const READY_WITHIN_MS = 120_000;
/** Often enough to see every poll of every node. */
const LOOK_MS = 1_000;

const PROGRAMS = { prometheus: 'prometheus', exporter: 'prometheus-redis-exporter' } as const;

/** Prints what Vigil and Debian's Prometheus with its redis exporter cost, one after the other, over the same real masters and replicas at the same interval, and how late Vigil asks. */
export async function benchRedis(): Promise<void> {
  if (REDIS === null) {
    console.log('not measured: needs redis-server in PATH ("apt-get install redis-server")');
    return;
  }
  const servers: RedisProcess[] = [];
  try {
    for (let i = 0; i < MASTERS; i += 1) {
      const master = await startRedis({ args: ['--databases', '1'] });
      servers.push(master);
      servers.push(await startRedis({ replicaOf: master.port, args: ['--databases', '1'] }));
    }
    console.log(
      `${servers.length} real redis-servers, ${MASTERS} of them replicas, every ${INTERVAL_MS} ms, over ${MEASURE_MS / 1_000} s:`,
    );
    await measureVigil(servers);
    await measurePrometheus(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function measureVigil(servers: readonly RedisProcess[]): Promise<void> {
  const groups = Array.from({ length: MASTERS }, (_, i) => {
    const nodes = servers.slice(2 * i, 2 * i + 2).map(({ port }, n) => `{ name: r${2 * i + n}, address: '127.0.0.1:${port}' }`);
    return `{ name: g${i}, nodes: [${nodes.join(', ')}] }`;
  });
  const section = `redis: { interval: ${INTERVAL_MS}ms, timeout: 3s, groups: [${groups.join(', ')}] }`;
  const vigil = await startVigil({ nodes: [], intervalMs: INTERVAL_MS, timeoutMs: 3_000, anonymous: ['redis'], sections: [section] });
  try {
    const isRead = async () => (await vigil.board()).probes.every(({ successes }) => successes > 0);
    await until('Vigil has read each', isRead, READY_WITHIN_MS);
    await printCosts('Vigil', [vigil.pid()]);
    await printLateness(vigil);
  } finally {
    await vigil.stop();
  }
}

/** After the costs, because looking at the board that often has its own. */
async function printLateness(vigil: Vigil): Promise<void> {
  const askedAt = new Map<string, Set<number>>();
  let fresh = '';
  for (const endAt = performance.now() + MEASURE_MS; performance.now() < endAt; ) {
    const nodes = (await vigil.board()).probes.filter(({ source }) => source.system === 'redis');
    for (const { source, attempt } of nodes) {
      const known = askedAt.get(source.node) ?? new Set();
      askedAt.set(source.node, attempt === null ? known : known.add(attempt.at));
    }
    fresh = `${nodes.filter(({ asOfNow }) => asOfNow.status === 'ok').length} of ${nodes.length} nodes are ok`;
    await pause(LOOK_MS);
  }
  const polls = [...askedAt.values()].map((times) => [...times].toSorted((a, b) => a - b));
  const off = polls.flatMap((times) => times.slice(1).map((at, i) => Math.abs(at - (times[i] ?? at) - INTERVAL_MS)));
  console.log(`  ${polls.flat().length} polls of Vigil, off the interval by ${spread(off, [0.5, 0.99])}; ${fresh}`);
}

async function measurePrometheus(servers: readonly RedisProcess[]): Promise<void> {
  const [program, exporterProgram] = [findProgram(PROGRAMS.prometheus), findProgram(PROGRAMS.exporter)];
  if (program === null || exporterProgram === null) {
    console.log(`  Prometheus not measured: needs ${PROGRAMS.prometheus} and ${PROGRAMS.exporter} in PATH ("apt-get install" has both)`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'vigil-prometheus-'));
  const started: Child[] = [];
  try {
    const [own = 0, through = 0] = await freePorts(2);
    const start = async (path: string, args: string[]): Promise<Child> => {
      const child = await startChild(path, args, { cwd: folder, env: process.env, withUs: 'SIGKILL', onLine: () => undefined });
      started.push(child);
      return child;
    };
    const exporter = await start(exporterProgram, [`--redis.addr=`, `--web.listen-address=127.0.0.1:${through}`]);
    await writeFile(join(folder, 'prometheus.yml'), configText(servers, through));
    const options = ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${own}`];
    const prometheus = await start(program, options);
    await until('Prometheus has read each', () => areAllUp(own, servers.length), READY_WITHIN_MS);
    await printCosts('Prometheus and its exporter', [prometheus.pid, exporter.pid]);
    await printCosts('of these Prometheus alone', [prometheus.pid]);
  } finally {
    await Promise.all(started.map((child) => child.stop(5_000)));
    await rm(folder, { recursive: true, force: true });
  }
}

/** One exporter for all, as it is meant to be run: each instance is a target that it is told of. */
function configText(servers: readonly RedisProcess[], through: number): string {
  return JSON.stringify({
    global: { scrape_interval: `${INTERVAL_MS / 1_000}s`, scrape_timeout: '3s' },
    scrape_configs: [
      {
        job_name: 'redis',
        metrics_path: '/scrape',
        static_configs: [{ targets: servers.map(({ port }) => `redis://127.0.0.1:${port}`) }],
        relabel_configs: [
          { source_labels: ['__address__'], target_label: '__param_target' },
          { source_labels: ['__param_target'], target_label: 'instance' },
          { target_label: '__address__', replacement: `127.0.0.1:${through}` },
        ],
      },
    ],
  });
}

/** True once as many instances answer the exporter as there are (redis_up of the exporter). */
async function areAllUp(port: number, count: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=sum(redis_up)`).catch(() => null);
  if (!answer?.ok) return false;
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return data.result[0]?.value[1] === String(count);
}
