import { setTimeout as pause } from 'node:timers/promises';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { memoryBytes, percentile, processorSeconds, spread } from './figures.ts';
import { type Program, startProgram } from './program.ts';
import type { Opened, Taken } from './standin-estate.ts';

const NODES = 1_000;
const SERVERS = 20;
const TIER_OF = 2;
const INTERVAL_MS = 5_000;
const TIMEOUT_MS = 3_000;
const READ_WITHIN_MS = 60_000;
const SETTLE_MS = 20_000;
const MEASURE_MS = 60_000;
const AIM = { cores: 0.6, bytes: 500e6 };

/** Prints what it costs to watch a thousand instances: processor time, memory, and how late each was asked as they saw it themselves. */
export async function benchNodes(): Promise<void> {
  const standIns = await startProgram<Opened>('standin-estate.ts', [NODES, SERVERS, 1, TIER_OF]);
  let vigil: Vigil | null = null;
  try {
    const nodes = standIns.told.ports.map((port, i) => ({
      ...{ group: `tier${Math.floor(i / TIER_OF)}`, name: `lb${i}`, url: `http://127.0.0.1:${port}/haproxy` },
    }));
    vigil = await startVigil({ nodes, intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS });
    const { board } = vigil;
    const isRead = async () => (await board()).probes.every(({ successes }) => successes > 0);
    await until('every node was read', isRead, READ_WITHIN_MS);
    await pause(SETTLE_MS);
    await measure(vigil, standIns);
  } finally {
    await vigil?.stop();
    await standIns.stop();
  }
}

async function measure(vigil: Vigil, standIns: Program<Opened>): Promise<void> {
  await standIns.ask<Taken>('/taken');
  const before = { at: performance.now(), used: processorSeconds(vigil.pid()) };
  await pause(MEASURE_MS);
  const cores = (processorSeconds(vigil.pid()) - before.used) / ((performance.now() - before.at) / 1_000);
  const bytes = memoryBytes(vigil.pid());
  const { polls } = await standIns.ask<Taken>('/taken');
  const late = polls.flatMap((askedAt) => askedAt.slice(1).map((at, i) => Math.abs(at - (askedAt[i] ?? at) - INTERVAL_MS)));
  const fresh = (await vigil.board()).probes.filter(({ asOfNow }) => asOfNow.status !== 'stale').length;
  console.log(`${NODES} instances of ${SERVERS} servers, all of them changing, every ${INTERVAL_MS} ms, over ${MEASURE_MS / 1_000} s:`);
  console.log(`  processor ${cores.toFixed(2)} cores (aim ${AIM.cores}), memory ${(bytes / 1e6).toFixed(0)} MB (aim ${AIM.bytes / 1e6})`);
  console.log(
    `  polls ${polls.flat().length}, off the interval by ${spread(late, [0.5, 0.99])}; p99 ${percentile(late, 0.99).toFixed(0)} ms`,
  );
  console.log(`  probes that are not stale: ${fresh} of ${(await vigil.board()).probes.length}`);
}
