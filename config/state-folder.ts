import { existsSync } from 'node:fs';
import { findConfig, noConfigText } from './find.ts';
import { loadConfig } from './load.ts';
import { formatProblems } from './problems.ts';
import type { Env } from './secrets.ts';

/** The folder of what survives a restart, or why it is not known, in words, with the code that a command ends with. */
export type StateFolder = { found: true; folder: string } | { found: false; words: string; exitCode: number };

/** Which state folder is meant by the arguments of a command: that of the configuration that Vigil itself would take. */
export async function findStateFolder(args: readonly string[], env: Env, cwd: string): Promise<StateFolder> {
  const place = findConfig(args, env, cwd);
  if (!place.found) return { found: false, words: noConfigText(place.looked), exitCode: 2 };
  const loaded = await loadConfig(place.file, env);
  if (loaded.ok) return { found: true, folder: loaded.config.state.folder };
  const words = `${formatProblems(loaded.problems)}\nThe state folder can be named on its own instead: --folder FOLDER`;
  return { found: false, words, exitCode: existsSync(place.file) ? 1 : 2 };
}
