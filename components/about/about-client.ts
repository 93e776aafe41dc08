import type { AboutAnswer } from '#lib/http/about.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

const TIMEOUT_MS = 3_000;
export const REFRESH_MS = 3_000;
/** One answer missed, and the time that the next may take. */
export const STALE_AFTER_MS = REFRESH_MS + TIMEOUT_MS + 2_000;

/** Which Vigil this is and what it costs, as of now. Never throws. */
export function readAbout(): Promise<Answer<AboutAnswer>> {
  return askFor({ path: '/live/v1/about', timeoutMs: TIMEOUT_MS }, (body) =>
    isRecord(body) &&
    typeof body.at === 'number' &&
    isRecord(body.own) &&
    isRecord(body.viewer) &&
    Array.isArray(body.systems) &&
    Array.isArray(body.kept)
      ? (body as unknown as AboutAnswer)
      : null,
  );
}
