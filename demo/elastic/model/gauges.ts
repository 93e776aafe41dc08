import type { Node } from './cluster.ts';
import { madeNumber, wave } from './made-id.ts';
import type { Gauges } from './node-state.ts';

/** How many cores a search takes for how long, in ms; the same for a document. */
const SEARCH_CPU_MS = 5;
const INDEX_CPU_MS = 0.35;

/** How a node does at `now`: waves around what its share of the work makes of it. The same moment gives the same figures. */
export function gaugesOf(node: Node, now: number): Gauges {
  const seed = madeNumber(628, node.id) / 100;
  const work = node.rates.searchesPerSecond * SEARCH_CPU_MS + node.rates.writesPerSecond * INDEX_CPU_MS;
  const cpuPercent = Math.min(99, Math.max(1, Math.round((2 + work / 10 / node.cpus) * wave(now, seed))));
  const isTripping = node.faults.tripping !== null;
  const load = (part: number) => Number(((node.cpus * cpuPercent * (1 + part * Math.sin(seed))) / 100).toFixed(2));
  return {
    cpuPercent,
    load1: load(0.2),
    load5: load(0.1),
    load15: load(0.05),
    memoryUsedBytes: Math.floor(node.memoryBytes * (0.93 + 0.02 * Math.sin(now / 600_000 + seed))),
    heapUsedBytes: Math.floor(node.heapMaxBytes * (isTripping ? 0.965 : heapRatio(node, now, seed))),
    openFiles: 900 + Math.round(node.diskBytes / 1024 ** 3 / 4) + madeNumber(400, node.id),
    maxFiles: 65_535,
    httpConnections: 18 + Math.round(6 * wave(now, seed)),
    pools: poolsOf(node, work),
    breakers: breakersOf(node, now, seed),
    searchesRunning: Math.round((node.rates.searchesPerSecond * SEARCH_CPU_MS) / 1000),
  };
}

/** Rises between collections and falls with each, faster the more there is to do. */
function heapRatio(node: Node, now: number, seed: number): number {
  const periodMs = 90_000 / (1 + (node.rates.searchesPerSecond + node.rates.writesPerSecond) / 2_000);
  const part = ((now + seed * periodMs) % periodMs) / periodMs;
  return 0.38 + 0.27 * part;
}

function poolsOf({ counters, faults, rates }: Node, work: number): Gauges['pools'] {
  const found: Gauges['pools'] = {};
  for (const [name, pool] of Object.entries(counters.pools)) {
    const isFull = faults.rejecting?.pool === name;
    const busy = name === 'search' ? work / 1000 : name === 'write' ? rates.writesPerSecond / 4_000 : 0;
    found[name] = isFull
      ? { active: pool.size, queue: Math.max(0, pool.queueSize) }
      : { active: Math.min(pool.size, Math.round(busy)), queue: 0 };
  }
  return found;
}

function breakersOf(node: Node, now: number, seed: number): Record<string, number> {
  const shares: Record<string, number> = {
    fielddata: 0.02,
    request: 0.001,
    in_flight_requests: 0.0005,
    inflight_requests: 0.0005,
    accounting: 0.004,
  };
  return Object.fromEntries(
    Object.entries(node.counters.breakers).map(([name, { limitBytes }]) => {
      if (node.faults.tripping === name) return [name, Math.floor(limitBytes * 1.01)];
      const ratio = name === 'parent' ? heapRatio(node, now, seed) : (shares[name] ?? 0) * wave(now, seed);
      return [name, Math.floor((name === 'parent' ? node.heapMaxBytes : limitBytes) * ratio)];
    }),
  );
}
