import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import type { Mark } from './outcome.ts';

/** The marks that stood at a time (epoch ms); null where none were ever kept, which is something else than that none stood. */
export type KeptMarks = { kept: { at: number; marks: readonly Mark[] } | null };

const text = z.string();
const at = z.number();
const mark: z.ZodType<Mark> = z.object({
  ...{ system: text, group: text, node: text, row: text, action: text, wanted: text, by: text, at, id: text },
  ...{ reason: text.nullable(), until: at.nullable() },
});

export const KEPT_MARKS: KeptKind<KeptMarks> = {
  name: 'marks.json',
  schema: z.object({ kept: z.object({ at, marks: z.array(mark) }).nullable() }),
};

/** Reads `marks.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export function openMarksFile(folder: string, clock: { now(): number }): Promise<KeptFile<KeptMarks>> {
  return openKeptFile<KeptMarks>({
    ...{ ...KEPT_MARKS, folder, nothing: { kept: null }, clock },
    lost: 'Who took what out of service is read from the whole audit',
    unwritten: (words, cause) => new Error(`Who took what out of service is read from the audit at the next start. ${words}`, { cause }),
  });
}
