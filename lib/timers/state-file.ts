import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import type { KeptTimer } from './kept.ts';
import { TimerProblem } from './problem.ts';

/** What is kept over a restart. */
export type KeptTimers = { timers: readonly KeptTimer[] };

const name = z.string();
const at = z.number();
const words = z.string();
const state = z.discriminatedUnion('is', [
  z.object({ is: z.literal('waiting') }),
  z.object({ is: z.literal('running'), since: at }),
  z.object({ is: z.literal('done'), at, words }),
  z.object({ is: z.literal('failed'), at, words }),
  z.object({ is: z.literal('overdue'), at, words }),
]);
const timer: z.ZodType<KeptTimer> = z.object({
  ...{ id: name, order: z.object({ system: name, action: name, input: z.unknown() }), title: words },
  ...{ groups: z.array(name).min(1), dueAt: at, by: name, setAt: at, reason: words.nullable(), state },
  setter: z.object({ is: z.enum(['user', 'token']), name, address: z.string() }),
  places: z.array(z.object({ group: name, node: name, row: name })),
});

export const KEPT_TIMERS: KeptKind<KeptTimers> = { name: 'timers.json', schema: z.object({ timers: z.array(timer) }) };

/** Reads `timers.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export function openTimerFile(folder: string, clock: { now(): number }): Promise<KeptFile<KeptTimers>> {
  return openKeptFile<KeptTimers>({
    ...{ ...KEPT_TIMERS, folder, nothing: { timers: [] }, clock },
    lost: 'The timers that were set are not known any more, and none of them will run',
    unwritten: (words, cause) => new TimerProblem('unwritten', words, { cause }),
  });
}
