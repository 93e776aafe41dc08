import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import type { KeptSession } from './sessions.ts';

/** What is kept over a restart. */
export type KeptSessions = { sessions: readonly KeptSession[] };

const words = z.string().max(500);
const at = z.number().int();
const hash = z.string().regex(/^[\w-]{43}$/);
const card = z.object({
  ...{ session: z.string().regex(/^[\w-]{8}$/), name: words, address: words, agent: words },
  ...{ startedAt: at, seenAt: at, expiresAt: at },
});
const session: z.ZodType<KeptSession> = z.object({ key: hash, user: words, password: hash, card });

export const KEPT_SESSIONS: KeptKind<KeptSessions> = { name: 'sessions.json', schema: z.object({ sessions: z.array(session) }) };

/** Reads `sessions.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export function openSessionsFile(folder: string, clock: { now(): number }): Promise<KeptFile<KeptSessions>> {
  return openKeptFile<KeptSessions>({
    ...{ ...KEPT_SESSIONS, folder, nothing: { sessions: [] }, clock },
    lost: 'Who was signed in is not known any more, and everybody signs in again',
    unwritten: (said, cause) => new Error(`A restart signs people out who sign in now. ${said}`, { cause }),
  });
}
