import type { Looked } from './history/check-file.ts';

/** What a look at a state folder found, in lines for a terminal, and the sum of it. */
export function tellLooked(folder: string, { looked, wrong }: Looked): { lines: readonly string[]; wrong: readonly string[]; sum: string } {
  const lines = looked.map((line) => `  ${line}`);
  const sum = wrong.length === 0 ? `nothing is wrong in ${folder}` : `something is wrong in ${folder}`;
  return { lines, wrong, sum };
}
