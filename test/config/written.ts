import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Loaded, loadConfig } from '#config/load.ts';
import { formatProblems } from '#config/problems.ts';
import type { HAProxySettings } from '#lib/systems/haproxy/config.ts';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A new folder with these files, removed when the tests of the file are over. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-config-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The least that an access section holds. */
export const ACCESS = 'access: { secret: { env: VIGIL_SECRET }, anonymous: [haproxy] }';

/** The environment that goes with it. */
export const ACCESS_ENV = { VIGIL_SECRET: 'hunter2-'.repeat(4) };

/** Loads vigil.yaml out of a new folder with these files. */
export function load(yaml: string | Uint8Array, files: Record<string, string> = {}, env: Record<string, string> = {}): Promise<Loaded> {
  return loadConfig(join(folderOf({ 'vigil.yaml': yaml, ...files }), 'vigil.yaml'), { ...ACCESS_ENV, ...env });
}

/** The same, with the least of an access section at the end of the text. */
export function loadOpen(yaml: string, files: Record<string, string> = {}, env: Record<string, string> = {}): Promise<Loaded> {
  return load(`${yaml}\n${ACCESS}\n`, files, env);
}

/** The problems as printed, without the folder; empty where there are none. */
export function printed(loaded: Loaded): string {
  return loaded.ok ? '' : formatProblems(loaded.problems).replace(/\S*[/\\](vigil\.yaml)/g, '$1');
}

/** The settings of haproxy's nodes by group/name. Throws the problems where the configuration was refused. */
export function settings(loaded: Loaded): Record<string, HAProxySettings> {
  if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
  const groups = loaded.config.systems.haproxy ?? [];
  const nodes = groups.flatMap((group) => group.nodes.map((node) => [`${group.name}/${node.name}`, node.settings as HAProxySettings]));
  return Object.fromEntries(nodes);
}
