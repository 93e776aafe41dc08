import type { Failure } from '#lib/failure.ts';
import type { SessionList } from '#lib/systems/haproxy/model-socket.ts';
import { readAsked } from '../reading/asked-answer.ts';

/** What came of asking for sessions at `observedAt` (epoch ms). */
export type SessionsAnswer = { observedAt: number; list: SessionList | null; failure: Failure | null };

/** Asks Vigil to ask. Throws an Error whose message can be shown. */
export async function readSessions(address: string): Promise<SessionsAnswer> {
  const { observedAt, answer, failure } = await readAsked<SessionList>(address);
  return { observedAt, list: answer, failure };
}
