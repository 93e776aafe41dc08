import { existsSync } from 'node:fs';
import { findConfig, noConfigText } from './config/find.ts';
import { loadConfig } from './config/load.ts';
import { formatProblems } from './config/problems.ts';
import type { Config } from './config/schema.ts';
import { createClock, machineTicks } from './lib/clock.ts';
import { openExaminer } from './lib/doctor/examiner.ts';
import { exitCodeOf, tellNode, tellSum } from './lib/doctor/tell.ts';
import type { NodeReport } from './lib/doctor.ts';
import { systems } from './lib/systems/index.ts';

/**
 * `npm run doctor [file]`: asks every configured node which rights Vigil has there, and says what is missing, for what, and what to run. No server is needed, and nothing is changed.
 * Exit 0: all is granted; 1: something is missing, or the file has problems; 2: no file; 3: nothing is known to be missing, and something could not be asked or told.
 */

const args = process.argv.slice(2);
const [named, ...rest] = args;
const place =
  named === undefined || named.startsWith('-') ? findConfig(args, process.env, process.cwd()) : ({ found: true, file: named } as const);

if (rest.length > 1 || (rest.length === 1 && named !== '--config')) {
  finish('More was given than one file: npm run doctor [file]', 2);
} else if (!place.found) {
  finish(noConfigText(place.looked), 2);
} else {
  const loaded = await loadConfig(place.file, process.env);
  if (loaded.ok) process.exitCode = await examine(loaded.config);
  else finish(formatProblems(loaded.problems), existsSync(place.file) ? 1 : 2);
}

async function examine({ systems: configured }: Config): Promise<number> {
  const estates = systems.map((system) => ({ system, groups: configured[system.name] ?? [] })).filter(({ groups }) => groups.length > 0);
  const examiner = openExaminer({ estates, clock: createClock(machineTicks), meters: new Map() });
  const reports: NodeReport[] = [];
  const nodes = examiner.nodes({ systems: estates.map(({ system }) => system.name) });
  for await (const report of examiner.examine(nodes, new AbortController().signal)) {
    reports.push(report);
    console.log(`${tellNode(report)}\n`);
  }
  if (estates.some(({ groups }) => groups.some(({ discovery }) => discovery)))
    console.log('Nodes that are discovered while Vigil runs are not asked here: the page /doctor of a running Vigil asks them too.');
  console.log(tellSum(reports));
  return exitCodeOf(reports);
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
