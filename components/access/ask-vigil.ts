import { isLookingBack } from '../travel/guard.ts';
import { LOOKING_BACK } from '../travel/travel-context.ts';

/** What Vigil said to a request. `refused` is its own word and final; with `no answer` nobody knows whether the request arrived. */
export type Said =
  | { is: 'ok'; body: unknown }
  | { is: 'refused'; status: number; message: string; code: string | null; error: Readonly<Record<string, unknown>> }
  | { is: 'no answer'; message: string };

/** An answer that was read, or why there is none, in words. */
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string };

type Asked = { path: string; body?: object; timeoutMs: number };

/** Asks this Vigil: POST where there is a body, else GET. While the page shows the past nothing is sent that does something. Never throws. */
export async function askVigil({ path, body, timeoutMs }: Asked): Promise<Said> {
  if (body && isLookingBack()) return { is: 'refused', status: 409, message: NOT_SENT, code: 'past', error: {} };
  try {
    const response = await fetch(path, { ...(body ? posted(body) : {}), signal: AbortSignal.timeout(timeoutMs) });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return { is: 'ok', body: answer };
    return refusal(response.status, answer);
  } catch (error) {
    return { is: 'no answer', message: `Vigil did not answer: ${whyNot(error, timeoutMs)}` };
  }
}

/** The same, read by `read`, which gives null for what it does not know. */
export async function askFor<T>(asked: Asked, read: (body: unknown) => T | null): Promise<Answer<T>> {
  const said = await askVigil(asked);
  if (said.is !== 'ok') return { ok: false, message: said.message };
  const value = read(said.body);
  return value === null ? { ok: false, message: NOT_UNDERSTOOD } : { ok: true, value };
}

const NOT_SENT = `Nothing was sent: ${LOOKING_BACK}. Go back to live first.`;

export const NOT_UNDERSTOOD = 'Vigil answered something that this page does not understand. Load the page again.';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function posted(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

// Only Vigil's own errors have an id and a message: what a proxy in between says does not tell what became of the request.
function refusal(status: number, answer: unknown): Said {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : null;
  if (!error || typeof error.message !== 'string') return { is: 'no answer', message: `Vigil answered ${status} without words` };
  const id = typeof error.id === 'string' ? ` (error ${error.id})` : '';
  const code = typeof error.code === 'string' ? error.code : null;
  return { is: 'refused', status, message: `${error.message}${id}`, code, error };
}

function whyNot(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `nothing came for ${timeoutMs / 1_000} s`;
  return error instanceof Error ? error.message : String(error);
}
