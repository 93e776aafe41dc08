import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileErrorCode, writeDraftFile } from '../state/draft-file.ts';
import { isTokenHash } from './tokens.ts';

/** Which tokens were revoked, for ever and over restarts. */
export type Revocations = {
  has(hash: string): boolean;
  /** Why the file cannot be believed, in words; null where it can. While it cannot, nobody knows which tokens were revoked. */
  problem(): string | null;
  /** Holds from the call on; resolves when it is on disk. Rejects in words when it cannot be written there. */
  add(hash: string): Promise<void>;
};

const FILE = 'revoked-tokens';

/** Reads `revoked-tokens` in the folder of what survives a restart: one hash a line. A file that is not there revokes none. */
export async function openRevocations(folder: string): Promise<Revocations> {
  const file = join(folder, FILE);
  const { hashes, problem } = await readHashes(file);
  let writing: Promise<void> = Promise.resolve();
  return {
    has: (hash) => hashes.has(hash),
    problem: () => problem,
    add: (hash) => {
      hashes.add(hash);
      // One after another, and each with all hashes: the last one written is never the shorter list.
      const write = (): Promise<void> => (problem === null ? writeHashes(folder, hashes) : Promise.reject(new Error(problem)));
      const written = writing.then(write, write);
      writing = written;
      return written;
    },
  };
}

async function readHashes(file: string): Promise<{ hashes: Set<string>; problem: string | null }> {
  try {
    const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
    const bad = lines.findIndex((line) => line !== '' && !isTokenHash(line));
    const hashes = new Set(lines.filter((line) => line !== ''));
    if (bad < 0) return { hashes, problem: null };
    return { hashes, problem: `${file}:${bad + 1} is no hash of a token: repair the line, then start Vigil again` };
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT') return { hashes: new Set(), problem: null };
    return { hashes: new Set(), problem: `${file} cannot be read (${code}): make it readable for Vigil, then start Vigil again` };
  }
}

async function writeHashes(folder: string, hashes: ReadonlySet<string>): Promise<void> {
  try {
    const draft = await writeDraftFile(folder, FILE, [...hashes, ''].join('\n'));
    await draft.commit();
    await draft.settle();
  } catch (error) {
    throw new Error(`${join(folder, FILE)} cannot be written (${fileErrorCode(error)})`, { cause: error });
  }
}
