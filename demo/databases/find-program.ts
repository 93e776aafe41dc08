import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The first of these files that is there, or null. */
export function firstFile(files: readonly string[]): string | null {
  return files.find((file) => existsSync(file)) ?? null;
}

/** A program in PATH or in one of these folders, or null. */
export function findProgram(name: string, folders: readonly string[]): string | null {
  return firstFile(
    [...(process.env.PATH ?? '').split(':').filter((folder) => folder !== ''), ...folders].map((folder) => join(folder, name)),
  );
}

/** The folders of the versions below a folder, the newest first: none where it is not there. */
export function versionsBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(folder, version));
}
