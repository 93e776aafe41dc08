import { isLookingBack } from '../travel/guard.ts';
import { LOOKING_BACK } from '../travel/travel-context.ts';

export type PollTarget = { system: string; group?: string; node?: string };
export type PollAnswer = { ok: true; asked: number } | { ok: false; message: string };

/** Asks the server to poll at once, unless the page shows the past. Never throws: a failure is an answer in words. */
export async function pollNow(target: PollTarget): Promise<PollAnswer> {
  if (isLookingBack()) return { ok: false, message: `not asked: ${LOOKING_BACK}` };
  try {
    const response = await fetch('/live/v1/poll', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(target),
      signal: AbortSignal.timeout(5_000),
    });
    const body: { asked?: number; error?: { message?: string } } = await response.json();
    if (response.ok) return { ok: true, asked: body.asked ?? 0 };
    return { ok: false, message: body.error?.message ?? `Vigil answered ${response.status}` };
  } catch (error) {
    return { ok: false, message: `Vigil did not answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}
