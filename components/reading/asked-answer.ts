import type { Failure } from '#lib/failure.ts';

/** What came of a question that was asked at `observedAt` (epoch ms): an answer of the system's model, or why there is none. */
export type AskedAnswer<Answer> = { observedAt: number; answer: Answer | null; failure: Failure | null };

/** How long somebody who asked is left waiting. */
const WAIT_MS = 10_000;

/** Asks Vigil to ask. Throws an Error whose message can be shown. */
export async function readAsked<Answer>(address: string, waitMs = WAIT_MS): Promise<AskedAnswer<Answer>> {
  const response = await fetch(address, { signal: AbortSignal.timeout(waitMs), headers: { accept: 'application/json' } }).catch(
    (error: unknown) => {
      throw error instanceof Error && error.name === 'TimeoutError' ? new Error(`Vigil did not answer within ${waitMs / 1_000} s`) : error;
    },
  );
  const said: unknown = await response.json().catch(() => null);
  if (!response.ok)
    throw new Error(isRecord(said) && isRecord(said.error) ? String(said.error.message) : `Vigil answered ${response.status}`);
  const answered = toAsked<Answer>(said);
  if (answered === null) throw new Error('Vigil answered something that is no answer to a question');
  return answered;
}

/** What came as an answer to a question; null when it is something else. */
export function toAsked<Answer>(said: unknown): AskedAnswer<Answer> | null {
  if (!isRecord(said) || typeof said.observedAt !== 'number') return null;
  // Vigil's own server answers what its question of that name made.
  return { observedAt: said.observedAt, answer: said.answer as Answer | null, failure: said.failure as Failure | null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
