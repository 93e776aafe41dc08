import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Engine, lite, ours } from '../fuzz/compare.ts';
import { script, textOf } from '../fuzz/piece.ts';
import { fuzz } from './fuzz.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** The check as a process, on a machine without tsql. */
function check(...args: string[]) {
  const file = resolve(import.meta.dirname, 'run.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: '/nowhere', NODE_ENV: 'test' },
  });
  return { status, said: `${stdout}${stderr}` };
}

test('where tsql is missing it says so and counts nothing as passed; the seed is told', () => {
  const { status, said } = check('--seed', '42', '--for', '0');
  expect(said).toContain('for 0 s from seed 42');
  expect(said).toContain('1 scripts, 1 of them told by both');
  expect(said).toContain('not run: tsql is not installed');
  expect(said).toMatch(/tsql: not run$/m);
  expect(said).not.toContain('read alike');
  expect(status).toBe(0);
});

test.each([[['--seed', 'x']], [['--nothing']]])('%j is refused, with how it is called', (args) => {
  const { status, said } = check(...args);
  expect(status).toBe(2);
  expect(said).toContain('npm run check:standin -- [--seed NUMBER] [--for SECONDS]');
});

test('a difference is told with its seed, its tables, both texts and both answers; after five it ends', async () => {
  const wrong: Engine = (given, tables) => ours(script`${textOf(given, 'ours').replaceAll('LEFT JOIN', 'INNER JOIN')}`, tables);
  const lines: string[] = [];
  const { differences } = await fuzz({ seed: 1, seconds: 600, pair: { ours: wrong, lite } }, (line) => lines.push(line));
  expect(differences).toBe(5);
  const seeds = lines.flatMap((line) => /again: npm run check:standin -- --seed (\d+) --for 0/.exec(line)?.[1] ?? []);
  expect(new Set(seeds).size).toBe(5);
  for (const words of ['the engine reads', 'and answers', 'SQLite reads', '  t (id, k, n, s, d, f, w): ['])
    expect(lines.filter((line) => line.includes(words)).length).toBeGreaterThanOrEqual(5);
  expect(await fuzz({ seed: Number(seeds[0]), seconds: 0, pair: { ours: wrong, lite } }, () => {})).toMatchObject({
    run: 1,
    differences: 1,
  });
});
