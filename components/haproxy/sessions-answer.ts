import type { Failure } from '#lib/failure.ts';
import type { SessionList } from '#lib/systems/haproxy/model-socket.ts';

/** What came of asking for sessions at `observedAt` (epoch ms). */
export type SessionsAnswer = { observedAt: number; list: SessionList | null; failure: Failure | null };

/** How long somebody who asked is left waiting. */
const WAIT_MS = 10_000;

/** Asks Vigil to ask. Throws an Error whose message can be shown. */
export async function readSessions(address: string): Promise<SessionsAnswer> {
  const response = await fetch(address, { signal: AbortSignal.timeout(WAIT_MS), headers: { accept: 'application/json' } });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok)
    throw new Error(isRecord(answer) && isRecord(answer.error) ? String(answer.error.message) : `Vigil answered ${response.status}`);
  if (!isRecord(answer) || typeof answer.observedAt !== 'number')
    throw new Error('Vigil answered something that is no answer to a question');
  // Vigil's own server answers what its question of that name made.
  return { observedAt: answer.observedAt, list: answer.answer as SessionList | null, failure: answer.failure as Failure | null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
