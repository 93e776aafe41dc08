import type { SessionCard as Card } from '#lib/access/sessions.ts';
import { type Answer, askFor, isRecord } from './ask-vigil.ts';

/** `isOwn`: the one that asks. */
export type SessionCard = Card & { isOwn: boolean };

export type TokenCard = { name: string; scope: string; isRevoked: boolean; usedAt: number | null; usedFrom: string | null };

/** `unkept` says why a restart signs everybody out; null where it does not. */
export type Sessions = { sessions: readonly SessionCard[]; unkept: string | null; tokens: readonly TokenCard[] };

/** The way to sessions and tokens. Nothing here throws. */
export type AccessClient = {
  read(): Promise<Answer<Sessions>>;
  endSession(session: string): Promise<Answer<unknown>>;
  revokeToken(name: string): Promise<Answer<unknown>>;
};

const timeoutMs = 10_000;

export const ACCESS_CLIENT: AccessClient = {
  read: () => askFor({ path: '/live/v1/sessions', timeoutMs }, readSessions),
  endSession: (session) => askFor({ path: '/live/v1/sessions/end', body: { session }, timeoutMs }, (body) => body),
  revokeToken: (name) => askFor({ path: '/live/v1/tokens/revoke', body: { name }, timeoutMs }, (body) => body),
};

function readSessions(body: unknown): Sessions | null {
  return isRecord(body) && Array.isArray(body.sessions) && Array.isArray(body.tokens) ? (body as unknown as Sessions) : null;
}
