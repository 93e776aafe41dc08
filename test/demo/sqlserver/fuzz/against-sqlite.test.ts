import { expect, test } from 'vitest';
import { type Case, caseOf, type Engine, isDifference, lite, type Outcome, ours, outcomeOf, type Pair } from './compare.ts';
import { script, textOf } from './piece.ts';
import { shrink } from './shrink.ts';

const SEEDS = Array.from({ length: 1200 }, (_, at) => at + 1);
const BOTH: Pair = { ours, lite };

/** The first case in which both differ. */
async function firstDifference(pair: Pair): Promise<{ from: Case; outcome: Outcome } | null> {
  for (const seed of SEEDS) {
    const from = caseOf(seed);
    const outcome = await outcomeOf(from, pair);
    if (isDifference(outcome)) return { from, outcome };
  }
  return null;
}

test(`${SEEDS.length} random scripts give the same rows as SQLite, in the same order where one is told`, async () => {
  const [counts, different] = [{ told: 0, withRows: 0, ordered: 0 }, [] as string[]];
  for (const seed of SEEDS) {
    const from = caseOf(seed);
    const outcome = await outcomeOf(from, BOTH);
    if (isDifference(outcome)) different.push(`npm run check:standin -- --seed ${seed} --for 0`);
    if (outcome.kind === 'not told') continue;
    counts.told += 1;
    if (!('rows' in outcome.ours) || outcome.ours.rows.length === 0) continue;
    counts.withRows += 1;
    if (from.query.isOrdered) counts.ordered += 1;
  }
  expect(different).toEqual([]);
  // Scripts that nobody answers, or without rows, prove little.
  expect(counts.told).toBeGreaterThan(SEEDS.length * 0.95);
  expect(counts.withRows).toBeGreaterThan(SEEDS.length / 2);
  expect(counts.ordered).toBeGreaterThan(SEEDS.length / 8);
});

/** An engine with one misunderstanding: it reads some words as others. */
const reading =
  (words: string | RegExp, as: string): Engine =>
  (given, tables) =>
    ours(script`${textOf(given, 'ours').replaceAll(words, as)}`, tables);

test.each<[string, Engine]>([
  ['a left join', reading('LEFT JOIN', 'INNER JOIN')],
  ['a full join', reading('FULL JOIN', 'LEFT JOIN')],
  ['what is unknown is not false', reading(/NOT \((?=[^()]* [<>=]+ )/g, '1 = 1 OR NOT (')],
  ['NULL among the values of NOT IN', reading(', NULL)', ')')],
  ['NOT IN of a subquery', reading(/NOT IN \(SELECT z.k FROM v z WHERE /g, 'NOT IN (SELECT z.k FROM v z WHERE z.k IS NOT NULL AND ')],
  ['what is counted once', reading('COUNT(DISTINCT ', 'COUNT(')],
  ['a union', reading(/UNION(?! ALL)/g, 'UNION ALL')],
  ['whole numbers are divided', reading(/\/ (\d)/g, '* 1.0 / $1')],
  ['the frame of a window', reading(/ROWS BETWEEN .* AND /g, 'ROWS BETWEEN UNBOUNDED PRECEDING AND ')],
  ['the order', reading(' DESC', '')],
  ['a page', reading(/OFFSET (\d)/g, 'OFFSET 1 + $1')],
  ['borders of time', reading('DATEDIFF(day,', 'DATEDIFF(hour,')],
  ['the end of a month', reading('DATEADD(month,', 'DATEADD(day, 30 *')],
  ['a set in LIKE', reading("'[^a]%'", "'[a]%'")],
  ['a sign that is escaped', reading(" ESCAPE '!'", '')],
  ['the first rows of those that are changed', reading('IN (SELECT TOP (', 'IN (SELECT TOP (1 + ')],
  ['what is changed', reading('DELETE FROM t WHERE', 'DELETE FROM t WHERE 1 = 1 OR')],
])('an engine that misunderstands %s is found out, by a case that is made short', async (_, wrong) => {
  const pair: Pair = { ours: wrong, lite };
  const found = await firstDifference(pair);
  if (!found) throw new Error('no difference was found');
  const short = await shrink(found.from, pair);
  expect((await outcomeOf(short, pair)).kind).toBe(found.outcome.kind);
  expect((await outcomeOf(short, BOTH)).kind).toBe('same');
  const lengthOf = ({ query, tables }: Case) => textOf(query.script, 'ours').length + JSON.stringify(tables).length;
  expect(lengthOf(short)).toBeLessThan(lengthOf(found.from) / 2);
});

test('the same seed is the same case', () => {
  const textsOf = (seed: number) => [textOf(caseOf(seed).query.script, 'ours'), JSON.stringify(caseOf(seed).tables)];
  expect(textsOf(7)).toEqual(textsOf(7));
  expect(textsOf(8)).not.toEqual(textsOf(7));
});
