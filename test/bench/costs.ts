import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { memoryBytes, processorSeconds } from './figures.ts';

export const MEASURE_MS = 60_000;
const SETTLE_MS = 20_000;

/** Prints what some processes cost together over a minute, once they have settled: processor time and memory. */
export async function printCosts(what: string, pids: readonly number[]): Promise<void> {
  await pause(SETTLE_MS);
  const used = () => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const before = { at: performance.now(), used: used() };
  await pause(MEASURE_MS);
  const cores = (used() - before.used) / ((performance.now() - before.at) / 1_000);
  const bytes = pids.reduce((sum, pid) => sum + memoryBytes(pid), 0);
  console.log(
    `  ${what}: ${cores.toFixed(3)} cores, ${(bytes / 1e6).toFixed(0)} MB resident in ${pids.length} process${pids.length === 1 ? '' : 'es'}`,
  );
}

/** Where a program is in PATH, or null. */
export function findProgram(name: string): string | null {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => one !== '' && existsSync(join(one, name)));
  return folder === undefined ? null : join(folder, name);
}
