import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the built app that differs in nothing but the name of its build. */
export type OtherBuild = { folder: string; build: string; remove(): Promise<void> };

const root = new URL('../../', import.meta.url).pathname;
const RUNS = ['server.ts', 'package.json', 'next.config.ts', 'lib', 'config', '.next'];

export async function copyAsOtherBuild(): Promise<OtherBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-other-build-'));
  const isWanted = (path: string): boolean => !/[/]\.next[/](cache|dev)([/]|$)/.test(path);
  for (const name of RUNS) await cp(join(root, name), join(folder, name), { recursive: true, filter: isWanted });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const old = (await readFile(join(root, '.next/BUILD_ID'), 'utf8')).trim();
  const build = `${old}-2`;
  await writeFile(join(folder, '.next/BUILD_ID'), build);
  await rename(join(folder, '.next/static', old), join(folder, '.next/static', build));
  return { folder, build, remove: () => rm(folder, { recursive: true, force: true }) };
}
