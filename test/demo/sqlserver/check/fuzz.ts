import { caseOf, isDifference, lite, ours, outcomeOf, type Pair } from '../fuzz/compare.ts';
import { textOf } from '../fuzz/piece.ts';
import { shrink } from '../fuzz/shrink.ts';

/** After so many differences nobody reads on. */
const MOST_SHOWN = 5;

/** How a run went: `told` of the scripts could be compared, the others overflow or are refused by SQLite. */
export type FuzzResult = { run: number; told: number; withRows: number; differences: number };

/** Runs random scripts in the engine and in SQLite, from a seed on and for so many seconds, at least one; every difference is made short and told. Ends early after five. */
export async function fuzz(
  { seed, seconds, pair = { ours, lite } }: { seed: number; seconds: number; pair?: Pair },
  say: (line: string) => void,
): Promise<FuzzResult> {
  const until = performance.now() + seconds * 1000;
  const result = { run: 0, told: 0, withRows: 0, differences: 0 };
  do {
    const own = seed + result.run;
    const outcome = await outcomeOf(caseOf(own), pair);
    result.run += 1;
    if (outcome.kind !== 'not told') result.told += 1;
    if ('rows' in outcome.ours && outcome.ours.rows.length > 0) result.withRows += 1;
    if (!isDifference(outcome)) continue;
    result.differences += 1;
    await tell(own, pair, say);
  } while (performance.now() < until && result.differences < MOST_SHOWN);
  return result;
}

async function tell(seed: number, pair: Pair, say: (line: string) => void): Promise<void> {
  const short = await shrink(caseOf(seed), pair);
  const { kind, ours: mine, lite: theirs } = await outcomeOf(short, pair);
  say(`\nseed ${seed}: the ${kind} differ${kind === 'rows' ? '' : 's'}; again: npm run check:standin -- --seed ${seed} --for 0`);
  for (const [name, rows] of Object.entries(short.tables)) say(`  ${name} (id, k, n, s, d, f, w): ${JSON.stringify(rows)}`);
  say(`  the engine reads  ${textOf(short.query.script, 'ours')}`);
  say(`  and answers       ${JSON.stringify(mine)}`);
  say(`  SQLite reads      ${textOf(short.query.script, 'lite')}`);
  say(`  and answers       ${JSON.stringify(theirs)}`);
}
