import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { withBrowser } from './estate.ts';
import { memoryBytes, processorSeconds } from './figures.ts';
import { type Program, startProgram } from './program.ts';
import { benchBoard } from './sql-board.ts';
import { sqlSectionText } from './sql-estate.ts';
import type { SqlOpened } from './sql-servers.ts';
import { printStream } from './sql-stream.ts';

/** Clusters, instances in each, groups in each, databases in each group. */
const SHAPE = [10, 4, 4, 100] as const;
const INTERVAL_MS = 10_000;
const TIMEOUT_MS = 8_000;
const READ_WITHIN_MS = 180_000;
const SETTLE_MS = 20_000;
const MEASURE_MS = 60_000;

/** Prints what forty groups of four replicas with a hundred databases cost: Vigil, the stream of a browser, and the board in a real Chromium. */
export async function benchSqlGroups(): Promise<void> {
  const standIns = await startProgram<SqlOpened>('sql-servers.ts', SHAPE);
  let vigil: Vigil | null = null;
  try {
    const section = sqlSectionText(standIns.told.clusters, { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS });
    vigil = await startVigil({ nodes: [], intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS, anonymous: ['sql'], sections: [section] });
    const { board, port } = vigil;
    const isRead = async () => (await board()).probes.every(({ successes }) => successes > 0);
    await until('every node was read', isRead, READ_WITHIN_MS);
    await pause(SETTLE_MS);
    const [clusters, instances, groups, databases] = SHAPE;
    const what = `${clusters * groups} groups of ${instances} replicas and ${databases} databases in ${clusters} clusters, half of the databases written to`;
    console.log(`${what}, every ${INTERVAL_MS} ms; load of the machine ${loadWords()}:`);
    await printUsed('nobody looks', vigil, standIns, () => pause(MEASURE_MS));
    await printUsed('one stream', vigil, standIns, () => printStream(port, { intervalMs: INTERVAL_MS, overMs: MEASURE_MS }));
    const { url } = vigil;
    await withBrowser((browser) => benchBoard(browser, url, standIns));
    console.log(`  load of the machine at the end ${loadWords()}`);
  } finally {
    await vigil?.stop();
    await standIns.stop();
  }
}

async function printUsed(what: string, vigil: Vigil, standIns: Program<SqlOpened>, work: () => Promise<void>): Promise<void> {
  const pids = [vigil.pid(), standIns.pid];
  const from = { at: performance.now(), used: pids.map(processorSeconds) };
  await work();
  const seconds = (performance.now() - from.at) / 1_000;
  const [own, theirs] = pids.map((pid, i) => ((processorSeconds(pid) - (from.used[i] ?? 0)) / seconds).toFixed(2));
  const bytes = (memoryBytes(vigil.pid()) / 1e6).toFixed(0);
  console.log(`  ${what}: Vigil ${own} cores, ${bytes} MB; the stand-ins themselves ${theirs} cores`);
}

function loadWords(): string {
  return loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
}
