import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { memoryBytes, processorSeconds, spread } from './figures.ts';
import { type Program, startProgram } from './program.ts';
import { sqlSectionText } from './sql-estate.ts';
import { printProbeBytes } from './sql-probes.ts';
import type { SqlOpened, SqlTaken } from './sql-servers.ts';

/** Clusters, instances in each, groups in each, databases in each group. */
const SHAPE = [50, 4, 2, 5] as const;
const INTERVAL_MS = 10_000;
const TIMEOUT_MS = 5_000;
const READ_WITHIN_MS = 120_000;
const SETTLE_MS = 20_000;
const MEASURE_MS = 60_000;
/** What is asked at the interval of the configuration: the others are asked every minute or less often. */
const AT_INTERVAL = ['server', 'ag', 'logs', 'cluster', 'load'];

/** Prints what it costs to watch two hundred instances of SQL Server: processor time, memory, connections, what is asked of them and how late. */
export async function benchSql(): Promise<void> {
  const standIns = await startProgram<SqlOpened>('sql-servers.ts', SHAPE);
  let vigil: Vigil | null = null;
  try {
    const section = sqlSectionText(standIns.told.clusters, { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS });
    vigil = await startVigil({ nodes: [], intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS, anonymous: ['sql'], sections: [section] });
    const { board } = vigil;
    const isRead = async () => (await board()).probes.every(({ successes }) => successes > 0);
    await until('every node was read', isRead, READ_WITHIN_MS);
    await pause(SETTLE_MS);
    await measure(vigil, standIns);
    await vigil.stop();
    vigil = null;
    console.log('  one poll of each probe at one instance, inside TLS:');
    await printProbeBytes(standIns.told.clusters[0]?.instances[0]?.port ?? 0);
  } finally {
    await vigil?.stop();
    await standIns.stop();
  }
}

async function measure(vigil: Vigil, standIns: Program<SqlOpened>): Promise<void> {
  const before = await standIns.ask<SqlTaken>('/taken');
  const used = () => [processorSeconds(vigil.pid()), processorSeconds(standIns.pid)] as const;
  const from = { at: performance.now(), used: used() };
  await pause(MEASURE_MS);
  const seconds = (performance.now() - from.at) / 1_000;
  const to = used();
  const cores = [0, 1].map((i) => (((to[i] ?? 0) - (from.used[i] ?? 0)) / seconds).toFixed(2));
  const bytes = memoryBytes(vigil.pid());
  const after = await standIns.ask<SqlTaken>('/taken');
  const [clusters, instances, groups, databases] = SHAPE;
  console.log(
    `${clusters * instances} instances of SQL Server in ${clusters} clusters of ${groups} groups of ${databases} databases, over TLS, ` +
      `every ${INTERVAL_MS} ms, over ${MEASURE_MS / 1_000} s; load of the machine ${loadavg()
        .map((one) => one.toFixed(1))
        .join(' ')}:`,
  );
  console.log(`  processor ${cores[0]} cores, memory ${(bytes / 1e6).toFixed(0)} MB; the stand-ins themselves ${cores[1]} cores`);
  printAsked(before, after);
  await printStatus(vigil);
}

function printAsked(before: SqlTaken, { nodes }: SqlTaken): void {
  const open = nodes.map((node) => node.open);
  console.log(`  connections: ${sum(open)} in all, ${Math.min(...open)} to ${Math.max(...open)} a node`);
  const grown = (name: 'batches' | 'receivedBytes' | 'sentBytes'): number =>
    sum(nodes.map((node) => node[name])) - sum(before.nodes.map((node) => node[name]));
  const batches = grown('batches');
  const each = (count: number): string => (count / batches).toFixed(1);
  const statements = sum(nodes.map((node) => node.statements));
  console.log(
    `  ${batches} polls, each one batch, of ${each(statements)} statements on average; ${each(grown('receivedBytes'))} bytes sent and ${each(grown('sentBytes'))} received a poll, TLS and all`,
  );
  for (const probe of AT_INTERVAL) console.log(`    ${probe}, off the interval by ${spread(lateness(nodes, probe), [0.5, 0.99])}`);
}

function lateness(nodes: SqlTaken['nodes'], probe: string): number[] {
  return nodes.flatMap(({ asked }) => {
    const times = asked[probe] ?? [];
    return times.slice(1).map((at, i) => Math.abs(at - (times[i] ?? at) - INTERVAL_MS));
  });
}

async function printStatus(vigil: Vigil): Promise<void> {
  const { probes } = await vigil.board();
  const counts = Map.groupBy(probes, ({ asOfNow }) => asOfNow.status);
  const words = [...counts].map(([status, those]) => `${those.length} ${status}`).join(', ');
  const bad = new Set(probes.flatMap(({ asOfNow, source }) => (asOfNow.status === 'ok' ? [] : [`${source.group}/${source.node}`])));
  const all = new Set(probes.map(({ source }) => `${source.group}/${source.node}`));
  console.log(`  nodes of which every probe is ok: ${all.size - bad.size} of ${all.size}; probes: ${words}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
