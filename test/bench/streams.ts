import { setTimeout as pause } from 'node:timers/promises';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { memoryBytes, processorSeconds, spread } from './figures.ts';
import { type Program, startProgram } from './program.ts';
import type { Opened, Taken } from './standin-estate.ts';
import type { Seen, Streaming } from './stream-clients.ts';

const STREAMS = 1_000;
const NODES = 10;
const SERVERS = 20;
const INTERVAL_MS = 1_000;
const MEASURE_MS = 20_000;
const CHANGES = 20;

type Measured = { cores: number; polls: number };

/** Prints how long a change takes to the last of a thousand open streams, what they cost, and that the instances are not asked more often for them. */
export async function benchStreams(): Promise<void> {
  const standIns = await startProgram<Opened>('standin-estate.ts', [NODES, SERVERS, 0]);
  let vigil: Vigil | null = null;
  let clients: Program<Streaming> | null = null;
  try {
    const nodes = standIns.told.ports.map((port, i) => ({ group: `tier${i}`, name: `lb${i}`, url: `http://127.0.0.1:${port}/haproxy` }));
    vigil = await startVigil({ nodes, intervalMs: INTERVAL_MS, timeoutMs: INTERVAL_MS / 2 });
    const { board } = vigil;
    await until('every node was read', async () => (await board()).probes.every(({ successes }) => successes > 2), 30_000);
    const alone = await measure(vigil, standIns);
    clients = await startProgram<Streaming>('stream-clients.ts', [vigil.port, STREAMS]);
    const watched = await measure(vigil, standIns);
    const delays = await makeChanges(standIns, clients);
    console.log(`${STREAMS} streams of ${NODES} instances of ${SERVERS} servers, every ${INTERVAL_MS} ms; over ${MEASURE_MS / 1_000} s:`);
    console.log(`  nobody looks: ${alone.cores.toFixed(3)} cores, ${alone.polls} polls at the instances`);
    console.log(`  ${STREAMS} streams: ${watched.cores.toFixed(3)} cores, ${watched.polls} polls, ${megabytes(vigil)} MB`);
    console.log(`  from the answer of an instance to the last of ${STREAMS} streams, ${CHANGES} changes: ${spread(delays, [0.5, 0.95])}`);
  } finally {
    await clients?.stop();
    await vigil?.stop();
    await standIns.stop();
  }
}

async function measure(vigil: Vigil, standIns: Program<Opened>): Promise<Measured> {
  await standIns.ask<Taken>('/taken');
  const before = { at: performance.now(), used: processorSeconds(vigil.pid()) };
  await pause(MEASURE_MS);
  const cores = (processorSeconds(vigil.pid()) - before.used) / ((performance.now() - before.at) / 1_000);
  return { cores, polls: (await standIns.ask<Taken>('/taken')).polls.flat().length };
}

async function makeChanges(standIns: Program<Opened>, clients: Program<Streaming>): Promise<number[]> {
  const delays: number[] = [];
  for (let i = 0; i < CHANGES; i += 1) {
    const [node, server] = [i % NODES, Math.floor(i / NODES)];
    await clients.ask(`/watch?name=t${node}-web${server}`);
    const { at } = await standIns.ask<{ at: number }>(`/change?node=${node}&server=${server}`);
    let seen: Seen = { at: [] };
    await until('all streams have the change', async () => {
      seen = await clients.ask<Seen>('/seen');
      return seen.at.length === STREAMS;
    });
    delays.push(Math.max(...seen.at) - at);
  }
  return delays;
}

function megabytes(vigil: Vigil): string {
  return (memoryBytes(vigil.pid()) / 1e6).toFixed(0);
}
