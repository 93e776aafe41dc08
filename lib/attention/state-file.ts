import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileErrorCode, writeDraftFile } from '../state/draft-file.ts';
import { STATUSES } from '../status.ts';
import type { Acknowledgement, PlannedMaintenance } from './attention.ts';
import { AttentionProblem } from './problem.ts';

/** An acknowledgement, and the sources that showed the issue when it was acknowledged: what must be read before it can be told that the issue is over. */
export type KeptAcknowledgement = Acknowledgement & { sources: readonly string[] };

/** What is kept over a restart. */
export type Kept = { acknowledgements: readonly KeptAcknowledgement[]; maintenances: readonly PlannedMaintenance[] };

/** What is to be kept, on disk beside what is kept now. `commit` puts it in its place and `discard` takes it away. */
export type Draft = { commit(): Promise<void>; discard(): Promise<void> };

export type StateFile = {
  /** What the file held when it was opened; nothing where it was not there or could not be believed. */
  kept: Kept;
  /** Why the file could not be believed and where it lies now, in words; null where it could. */
  setAside: string | null;
  /** Writes what is to be kept. It and `commit` reject with the problem `unwritten`: then what is kept is what was kept before. */
  draft(kept: Kept): Promise<Draft>;
};

const FILE = 'attention.json';

const name = z.string();
const at = z.number();
// Of no system would be of all: whoever may view anything could read it.
const systems = z.array(name).min(1);
const target = z.discriminatedUnion('is', [
  z.object({ is: z.literal('group'), system: name, group: name }),
  z.object({ is: z.literal('node'), system: name, group: name, node: name }),
  z.object({ is: z.literal('host'), host: name }),
]);
const kept: z.ZodType<Kept> = z.object({
  acknowledgements: z.array(
    z.object({ key: name, systems, subject: name, status: z.enum(STATUSES), by: name, at, text: name, until: at, sources: z.array(name) }),
  ),
  maintenances: z.array(z.object({ id: name, target, systems, startAt: at, endAt: at, reason: name, by: name, at })),
});

const NOTHING: Kept = { acknowledgements: [], maintenances: [] };

/** Reads `attention.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export async function openStateFile(folder: string, clock: { now(): number }): Promise<StateFile> {
  const file = join(folder, FILE);
  const read = await readKept(file);
  let unbelieved = read.trouble === null ? null : `${file}.not-believed-${clock.now()}`;
  const setAside = unbelieved === null ? null : await putAside(file, unbelieved, read.trouble ?? '');
  if (setAside?.isDone) unbelieved = null;
  return {
    kept: read.kept,
    setAside: setAside?.words ?? null,
    draft: async (next) => {
      const aside = unbelieved;
      if (aside !== null) await orUnwritten(file, () => rename(file, aside));
      unbelieved = null;
      return writeDraft(folder, next);
    },
  };
}

async function readKept(file: string): Promise<{ kept: Kept; trouble: string | null }> {
  try {
    const read = kept.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (read.success) return { kept: read.data, trouble: null };
    const issue = read.error.issues[0];
    return { kept: NOTHING, trouble: `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not understood'}` };
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return { kept: NOTHING, trouble: null };
    return {
      kept: NOTHING,
      trouble: error instanceof SyntaxError ? 'it is not JSON, or not all of it' : `it cannot be read (${fileErrorCode(error)})`,
    };
  }
}

async function putAside(file: string, aside: string, trouble: string): Promise<{ isDone: boolean; words: string }> {
  const words = `What was acknowledged and planned is not known any more, and every issue is told: ${file} cannot be believed (${trouble}).`;
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

async function writeDraft(folder: string, next: Kept): Promise<Draft> {
  const file = join(folder, FILE);
  const draft = await orUnwritten(file, () => writeDraftFile(folder, FILE, `${JSON.stringify(next, null, 1)}\n`));
  return {
    commit: async () => {
      await orUnwritten(file, draft.commit);
      // It is in its place by now. Should the machine lose power before the folder is on disk, what was quiet is told again, which is the safe side.
      await draft.settle().catch(() => undefined);
    },
    discard: draft.discard,
  };
}

async function orUnwritten<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const words = `Nothing was changed: ${file} cannot be written (${fileErrorCode(error)}). See that there is space, and that Vigil may write there.`;
    throw new AttentionProblem('unwritten', words, { cause: error });
  }
}
