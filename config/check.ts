import { existsSync } from 'node:fs';
import { describeConfig } from './describe.ts';
import { findConfig, noConfigText } from './find.ts';
import { loadConfig } from './load.ts';
import { formatProblems } from './problems.ts';

/** `npm run check-config [file]`: says what Vigil makes of a configuration. Exit 0: in order; 1: problems, on stderr; 2: no file. */

const [named, ...rest] = process.argv.slice(2);
const place =
  named === undefined || named.startsWith('-')
    ? findConfig(process.argv.slice(2), process.env, process.cwd())
    : ({ found: true, file: named } as const);

if (rest.length > 1 || (rest.length === 1 && named !== '--config')) {
  finish('More was given than one file: npm run check-config [file]', 2);
} else if (!place.found) {
  finish(noConfigText(place.looked), 2);
} else {
  const loaded = await loadConfig(place.file, process.env);
  if (loaded.ok) console.log(describeConfig(loaded.config));
  else finish(formatProblems(loaded.problems), existsSync(place.file) ? 1 : 2);
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
