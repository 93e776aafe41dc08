import { parseArgs } from 'node:util';
import { findStateFolder } from './config/state-folder.ts';
import { formatBytes } from './lib/format/bytes.ts';
import { backUpFolder } from './lib/state/back-up.ts';
import { checkFolder } from './lib/state/check-folder.ts';
import { tellLooked } from './lib/state/tell-looked.ts';

/**
 * `npm run backup-state -- [--config FILE | --folder FOLDER] DEST`: copies all that survives a restart, also while Vigil runs, and checks the copy. Exit 0: the copy is whole; 1: it is not, on
 * stderr, or the configuration has problems; 2: no folder, or none to copy to.
 */

const USAGE = 'Name one folder to copy to: npm run backup-state -- [--config FILE | --folder FOLDER] DEST';

await copy().catch((error: unknown) => finish(error instanceof Error ? error.message : String(error), 1));

async function copy(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' }, folder: { type: 'string' } },
    allowPositionals: true,
  });
  const [to, ...rest] = positionals;
  if (to === undefined || rest.length > 0) return finish(USAGE, 2);
  const place =
    values.folder === undefined
      ? await findStateFolder(process.argv.slice(2), process.env, process.cwd())
      : ({ found: true, folder: values.folder } as const);
  if (!place.found) return finish(place.words, place.exitCode);
  console.log(`Copying ${place.folder} to ${to}`);
  const { files, bytes } = await backUpFolder({ from: place.folder, to, onProgress: console.log });
  const { lines, sum, wrong } = tellLooked(to, await checkFolder(to));
  for (const line of lines) console.log(line);
  if (wrong.length > 0) return finish([...wrong, `The copy in ${to} is not whole. ${sum}`].join('\n'), 1);
  console.log(`${files} files, ${formatBytes(bytes)}, are in ${to}, and the copy was checked: ${sum}`);
}

function finish(words: string, exitCode: number): void {
  console.error(words);
  process.exitCode = exitCode;
}
