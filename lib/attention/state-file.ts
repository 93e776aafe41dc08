import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import { STATUSES } from '../status.ts';
import type { Acknowledgement, PlannedMaintenance } from './attention.ts';
import { AttentionProblem } from './problem.ts';

/** An acknowledgement, and the sources that showed the issue when it was acknowledged: what must be read before it can be told that the issue is over. */
export type KeptAcknowledgement = Acknowledgement & { sources: readonly string[] };

/** What is kept over a restart. */
export type Kept = { acknowledgements: readonly KeptAcknowledgement[]; maintenances: readonly PlannedMaintenance[] };

export type StateFile = KeptFile<Kept>;

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

export const KEPT_ATTENTION: KeptKind<Kept> = { name: 'attention.json', schema: kept };

/** Reads `attention.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export function openStateFile(folder: string, clock: { now(): number }): Promise<StateFile> {
  return openKeptFile<Kept>({
    ...{ ...KEPT_ATTENTION, folder, nothing: { acknowledgements: [], maintenances: [] }, clock },
    lost: 'What was acknowledged and planned is not known any more, and every issue is told',
    unwritten: (words, cause) => new AttentionProblem('unwritten', words, { cause }),
  });
}
