import type { AuditPage } from '#lib/act/audit/row.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

/** One page of the audit as of `now`, epoch ms on the server's clock. `trouble` says why the audit itself cannot be written or trusted; null while it can. */
export type AuditAnswer = AuditPage & { trouble: string | null; now: number };

/** Reads one page by its query. Never throws. */
export type ReadAudit = (query: string) => Promise<Answer<AuditAnswer>>;

const READ_MS = 10_000;

export const readAudit: ReadAudit = (query) => askFor({ path: `/live/v1/audit?${query}`, timeoutMs: READ_MS }, readPage);

function readPage(body: unknown): AuditAnswer | null {
  if (
    !isRecord(body) ||
    !Array.isArray(body.rows) ||
    typeof body.now !== 'number' ||
    !(body.next === null || typeof body.next === 'number')
  )
    return null;
  const unreadable = typeof body.unreadable === 'number' ? body.unreadable : 0;
  return { ...(body as unknown as AuditPage), unreadable, trouble: typeof body.trouble === 'string' ? body.trouble : null, now: body.now };
}
