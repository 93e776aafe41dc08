import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { fileErrorCode, writeDraftFile } from './draft-file.ts';
import { unwritableWords } from './writable.ts';

/** Why what is to be kept is not on disk, in words for everybody, without the folder's own name, and since when (epoch ms). */
export type Unkept = { words: string; since: number };

/** What is to be kept, on disk beside what is kept now. `commit` puts it in its place and `discard` takes it away. */
export type Draft = { commit(): Promise<void>; discard(): Promise<void> };

/** A file of what survives a restart. */
export type KeptFile<Kept> = {
  /** What the file held when it was opened; nothing where it was not there or could not be believed. */
  kept: Kept;
  /** Why the file could not be believed and where it lies now, in words; null where it could. */
  setAside: string | null;
  /** Writes what is to be kept. It and `commit` reject with the error of `unwritten`: then what is kept is what was kept before. */
  draft(kept: Kept): Promise<Draft>;
  /** Takes the file away, so that nothing of it is known after a restart. Rejects as `draft` does. */
  remove(): Promise<void>;
  /** Null while all that was to be kept is on disk, as far as was tried. */
  unkept(): Unkept | null;
  /** Where it lies. */
  path: string;
};

/** What a file of the folder is named, and what it holds. */
export type KeptKind<Kept = unknown> = { name: string; schema: z.ZodType<Kept> };

type Options<Kept> = KeptKind<Kept> & {
  folder: string;
  nothing: Kept;
  /** What it costs that the file cannot be believed, in a sentence without its end: "What was planned is not known any more". */
  lost: string;
  clock: { now(): number };
  unwritten(words: string, cause: unknown): Error;
};

/** Reads a file of the folder of what survives a restart. One that cannot be believed is renamed, and never written over. Never rejects. */
export async function openKeptFile<Kept>(options: Options<Kept>): Promise<KeptFile<Kept>> {
  const file = join(options.folder, options.name);
  const read = await readKept(file, options);
  let unbelieved = read.trouble === null ? null : `${file}.not-believed-${options.clock.now()}`;
  const setAside =
    unbelieved === null ? null : await putAside(file, unbelieved, `${options.lost}: ${file} cannot be believed (${read.trouble}).`);
  if (setAside?.isDone) unbelieved = null;
  const { clock, folder } = options;
  const hindered = await unwritableWords(folder);
  let unkept: Unkept | null = hindered === null ? null : { words: hindered, since: clock.now() };
  const orUnwritten = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      const why = `cannot be written (${fileErrorCode(error)}). See that there is space, and that Vigil may write there.`;
      unkept = { words: `${options.name} in the folder of state ${why}`, since: unkept?.since ?? clock.now() };
      throw options.unwritten(`Nothing was changed: ${file} ${why}`, error);
    }
  };
  return {
    kept: read.kept,
    setAside: setAside?.words ?? null,
    draft: async (next) => {
      const aside = unbelieved;
      if (aside !== null) await orUnwritten(() => rename(file, aside));
      unbelieved = null;
      const draft = await orUnwritten(() => writeDraftFile(options.folder, options.name, `${JSON.stringify(next, null, 1)}\n`));
      return {
        commit: async () => {
          await orUnwritten(draft.commit);
          unkept = null;
          // It is in its place by now. Should the machine lose power before the folder is on disk, what was kept before is there again.
          await draft.settle().catch(() => undefined);
        },
        discard: draft.discard,
      };
    },
    remove: () => orUnwritten(() => rm(file, { force: true })),
    unkept: () => unkept,
    path: file,
  };
}

/** Looks at a file and leaves it as it is: why it cannot be believed, in words; null where it can, or is not there. Never rejects. */
export async function checkKeptFile(folder: string, { name, schema }: KeptKind): Promise<string | null> {
  const { trouble } = await readKept(join(folder, name), { schema, nothing: null });
  return trouble;
}

async function readKept<Kept>(
  file: string,
  { schema, nothing }: Pick<Options<Kept>, 'schema' | 'nothing'>,
): Promise<{ kept: Kept; trouble: string | null }> {
  try {
    const read = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (read.success) return { kept: read.data, trouble: null };
    const issue = read.error.issues[0];
    return { kept: nothing, trouble: `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not understood'}` };
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return { kept: nothing, trouble: null };
    return {
      kept: nothing,
      trouble: error instanceof SyntaxError ? 'it is not JSON, or not all of it' : `it cannot be read (${fileErrorCode(error)})`,
    };
  }
}

async function putAside(file: string, aside: string, words: string): Promise<{ isDone: boolean; words: string }> {
  try {
    await rename(file, aside);
    return { isDone: true, words: `${words} It lies in ${aside} now, and a new one is begun.` };
  } catch (error) {
    return {
      isDone: false,
      words: `${words} It cannot be renamed either (${fileErrorCode(error)}): see that Vigil may write in that folder.`,
    };
  }
}
