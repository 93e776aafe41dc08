import { parseArgs } from 'node:util';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { HAS_TSQL } from '../tds/tsql.ts';
import { bothRead, bothSignIn } from './both-clients.ts';
import { fuzz } from './fuzz.ts';

/** `npm run check:standin`: holds the stand-in of SQL Server against SQLite and against a second client. Ends with 1 where something differs. */
const YEARS: readonly [ReleaseYear, number][] = [
  ['2014', 12],
  ['2016', 13],
  ['2017', 14],
  ['2019', 15],
  ['2022', 16],
];
const USAGE = 'npm run check:standin -- [--seed NUMBER] [--for SECONDS]';

function wholeNumber(written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise;
  if (/^\d{1,10}$/.test(written)) return Number(written);
  console.error(`"${written}" is no whole number\n${USAGE}`);
  return process.exit(2);
}

function settings(): { seed: number; seconds: number } {
  try {
    const { values } = parseArgs({ options: { seed: { type: 'string' }, for: { type: 'string' } } });
    return { seed: wholeNumber(values.seed, Math.floor(Math.random() * 1_000_000_000)), seconds: wholeNumber(values.for, 30) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    return process.exit(2);
  }
}

async function againstSqlite(): Promise<number> {
  const { seed, seconds } = settings();
  console.log(`== random scripts in the engine and in SQLite, for ${seconds} s from seed ${seed}`);
  const { run, told, withRows, differences } = await fuzz({ seed, seconds }, console.log);
  console.log(`${run} scripts, ${told} of them told by both, ${withRows} with rows, ${differences} different`);
  return differences;
}

async function againstTsql(): Promise<{ passed: number; failed: number; skipped: number }> {
  console.log('\n== tsql of FreeTDS beside the driver');
  if (!HAS_TSQL) {
    console.log('not run: tsql is not installed (Debian: freetds-bin)');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const checked = await bothSignIn();
  for (const [year, major] of YEARS) checked.push(...(await bothRead(year, major)));
  const wrong = checked.filter((one) => one.wrong !== null);
  for (const one of wrong) console.log(`${one.name}\n  ${one.wrong}`);
  return { passed: checked.length - wrong.length, failed: wrong.length, skipped: 0 };
}

const differences = await againstSqlite();
const { passed, failed, skipped } = await againstTsql();
if (skipped === 0) console.log(`${passed} read alike, ${failed} not`);
console.log(`\n${differences} differences from SQLite, ${failed} between the clients${skipped > 0 ? '; tsql: not run' : ''}`);
process.exit(differences + failed === 0 ? 0 : 1);
