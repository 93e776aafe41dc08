import type { RunCard } from '#lib/job.ts';

/** The run whose result is to be seen: the one of the address, else the newest that found something. The one before it is what it is compared with. */
export function chooseRun(runs: readonly RunCard[], id: string): { run: RunCard | null; older: RunCard | null } {
  const found = runs.filter(({ hasResult }) => hasResult);
  const at = Math.max(
    0,
    found.findIndex((run) => run.id === id),
  );
  return { run: found[at] ?? null, older: found[at + 1] ?? null };
}

/** The newest run, where it runs still, or ended without a result and nobody has started another: what there is to tell beside the results. */
export function newestTold(runs: readonly RunCard[]): RunCard | null {
  const newest = runs[0];
  return newest && (newest.state.is === 'running' || !newest.hasResult) ? newest : null;
}

/** What the job takes; Redis itself knows no limit. */
const HIGHEST = 16_383;

/** Database numbers as people list them: "0, 3". Null for what is no such list; `all` for none. */
export function readDatabases(text: string): readonly number[] | 'all' | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) return 'all';
  const numbers = parts.map(Number);
  return numbers.every((number, at) => /^\d{1,5}$/.test(parts[at] ?? '') && number <= HIGHEST) ? [...new Set(numbers)] : null;
}

/** The numbers of those of some databases that are not left out; `all` where none is. */
export function chosenDatabases(held: readonly number[], left: readonly number[]): readonly number[] | 'all' {
  const chosen = held.filter((number) => !left.includes(number));
  return chosen.length === held.length ? 'all' : chosen;
}
