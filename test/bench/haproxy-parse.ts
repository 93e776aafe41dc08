import { readFileSync } from 'node:fs';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { judgeStats } from '#lib/systems/haproxy/status.ts';

const CAPTURE = new URL('../systems/haproxy/captures/2.6.12/stats.csv', import.meta.url);
const SERVERS = 2_000;
const PER_BACKEND = 20;
const ROUNDS = 60;
const WARM_UP = 20;
const SOURCE = { system: 'haproxy', group: 'bench', node: 'bench', probe: 'stats' };
const LIMITS = {
  sessionsWarningRatio: 0.8,
  sessionsCriticalRatio: 0.95,
  queueWarning: 1,
  queueCritical: 100,
  connectionsWarningRatio: 0.8,
  idleWarningPercent: 10,
};

/** Prints how long a statistics CSV of 2,000 servers takes to read, and to read and judge, against splitting its text at line breaks and commas. */
export async function benchParse(): Promise<void> {
  const text = manyServers(0);
  const earlier = { value: parseStats(text), observedAt: 0, producedAt: null, source: SOURCE };
  const later = manyServers(1);
  const [bare = 0, parse = 0, both = 0] = medians([
    () => later.split('\n').map((line) => line.split(',')),
    () => parseStats(later),
    () => judgeStats([{ ...earlier, value: parseStats(later), observedAt: 5_000 }, earlier], LIMITS),
  ]);
  const size = `${(text.length / 1e6).toFixed(2)} MB`;
  console.log(`HAProxy CSV, ${SERVERS} servers, ${size}, medians of ${ROUNDS}:`);
  console.log(`  split at line breaks and commas  ${bare.toFixed(1)} ms`);
  console.log(`  parse                            ${parse.toFixed(1)} ms, ${(parse / bare).toFixed(2)} times the split`);
  console.log(`  parse and judge                  ${both.toFixed(1)} ms, ${(both / bare).toFixed(2)} times the split`);
}

/** A statistics CSV made of the rows of a real one, with its widths and gaps; `turn` moves the counters on. */
export function manyServers(turn: number): string {
  const [header = '', ...rows] = readFileSync(CAPTURE, 'latin1').trimEnd().split('\n');
  const cells = rows.map((row) => row.split(','));
  const front = cells.filter((row) => row[32] === '0');
  const server = cells.find((row) => row[0] === 'be_web' && row[1] === 'web1') ?? [];
  const backend = cells.find((row) => row[0] === 'be_web' && row[1] === 'BACKEND') ?? [];
  const lines = front.map((row) => row.join(','));
  for (let id = 0; id < SERVERS / PER_BACKEND; id += 1) {
    const proxy = `be_application_${id}`;
    for (let n = 0; n < PER_BACKEND; n += 1) lines.push(filled(server, proxy, `web-server-${id}-${n}`, turn + n));
    lines.push(filled(backend, proxy, 'BACKEND', turn));
  }
  return `${[header, ...lines].join('\n')}\n`;
}

function filled(row: string[], proxy: string, name: string, turn: number): string {
  const seed = turn + name.length;
  const values: Record<number, string> = {
    0: proxy,
    1: name,
    4: `${seed % 90}`,
    7: `${1_000_000 + seed * 37}`,
    8: `${9_876_543_210 + seed * 12_345}`,
  };
  const more: Record<number, string> = {
    9: `${98_765_432_100 + seed * 54_321}`,
    40: `${990_000 + seed * 30}`,
    43: `${1_200 + seed}`,
    48: `${1_000_000 + seed * 37}`,
  };
  return row.map((cell, index) => values[index] ?? more[index] ?? cell).join(',');
}

// In turns, so that whatever else the machine does slows all of them alike.
function medians(runs: readonly (() => unknown)[]): number[] {
  const times = runs.map((): number[] => []);
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    for (const [index, run] of runs.entries()) {
      const started = performance.now();
      run();
      if (round >= WARM_UP) times[index]?.push(performance.now() - started);
    }
  }
  return times.map((own) => own.sort((a, b) => a - b)[own.length >> 1] ?? 0);
}
