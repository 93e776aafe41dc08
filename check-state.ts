import { parseArgs } from 'node:util';
import { findStateFolder } from './config/state-folder.ts';
import { checkFolder } from './lib/state/check-folder.ts';
import { tellLooked } from './lib/state/tell-looked.ts';

/**
 * `npm run check-state -- [--config FILE | --folder FOLDER | FOLDER]`: looks at all that survives a restart, also while Vigil runs, and changes nothing. Exit 0: in order; 1: something is wrong,
 * on stderr, or the configuration has problems; 2: no folder.
 */

await check().catch((error: unknown) => finish(error instanceof Error ? error.message : String(error), 2));

async function check(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' }, folder: { type: 'string' } },
    allowPositionals: true,
  });
  const [named = values.folder, ...rest] = positionals;
  if (rest.length > 0) return finish('More was given than one folder: npm run check-state -- [--config FILE] [FOLDER]', 2);
  const place =
    named === undefined
      ? await findStateFolder(process.argv.slice(2), process.env, process.cwd())
      : ({ found: true, folder: named } as const);
  if (!place.found) return finish(place.words, place.exitCode);
  const { lines, sum, wrong } = tellLooked(place.folder, await checkFolder(place.folder));
  for (const line of lines) console.log(line);
  if (wrong.length === 0) console.log(sum);
  else finish([...wrong, sum].join('\n'), 1);
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
