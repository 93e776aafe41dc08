import { dirname, resolve } from 'node:path';
import type { Path } from '#lib/section.ts';
import { readDocument } from './document.ts';
import { type Problem, toProblems } from './problems.ts';
import { type Config, readConfig } from './schema.ts';
import { type Env, resolveSecrets } from './secrets.ts';
import { readTextFile } from './text-file.ts';

export type Loaded = { ok: true; config: Config } | { ok: false; problems: Problem[] };

const MAX_BYTES = 4 * 2 ** 20;

/** Reads and checks the configuration, whole: every problem comes back at once, in the order of the file, and none holds a secret. Does not throw. */
export async function loadConfig(file: string, env: Env): Promise<Loaded> {
  const path = resolve(file);
  const text = await readTextFile(path, MAX_BYTES);
  if (!text.ok) return { ok: false, problems: toProblems(file, [{ line: null, path: [], message: text.message }]) };
  const { tree, faults } = readDocument(text.text);
  if (!tree) return { ok: false, problems: toProblems(file, faults) };
  const unresolved = await resolveSecrets(tree.data, { env, configFile: path });
  const read = readConfig(tree.data);
  const misfits = [...unresolved, ...(read.ok ? [] : read.misfits.filter(({ path }) => !unresolved.some((one) => isSame(one.path, path))))];
  const spots = [...faults, ...misfits.map((misfit) => ({ ...misfit, line: tree.lineOf(misfit.path) }))];
  if (!read.ok || spots.length > 0) return { ok: false, problems: toProblems(file, spots) };
  const folder = resolve(dirname(path), read.config.state.folder);
  return { ok: true, config: { ...read.config, file: path, state: { ...read.config.state, folder } } };
}

/** What could not be found need not be told to be missing as well. */
function isSame(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}
