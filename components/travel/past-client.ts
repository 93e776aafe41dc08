import type { PastChange, PastMarks, PastStep } from '#lib/past.ts';
import { writeMoment } from '#lib/text/moment.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';
import type { Axis } from './axis.ts';

const WAIT_MS = 15_000;

/** Where something changed along an axis, and what is not known of it. Never throws. */
export function readMarks({ from, to }: Axis): Promise<Answer<PastMarks>> {
  return askFor(
    { path: `/live/v1/past/marks?${new URLSearchParams({ from: String(from), to: String(to) })}`, timeoutMs: WAIT_MS },
    (body) =>
      // Vigil's own server answers what it wrote as such.
      isRecord(body) && Array.isArray(body.marks) && Array.isArray(body.blanks) ? (body as unknown as PastMarks) : null,
  );
}

/** The change next to a moment; null where there is none. Never throws. */
export function readStep(at: number, to: 'next' | 'previous'): Promise<Answer<PastChange | null>> {
  return askFor({ path: `/live/v1/past/step?${new URLSearchParams({ at: writeMoment(at), to })}`, timeoutMs: WAIT_MS }, readFound).then(
    (answer) => (answer.ok ? { ok: true, value: answer.value.change } : answer),
  );
}

function readFound(body: unknown): PastStep | null {
  return isRecord(body) && (body.change === null || isRecord(body.change)) ? (body as unknown as PastStep) : null;
}
