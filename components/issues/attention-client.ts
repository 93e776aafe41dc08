import type { Acknowledgement, MaintenanceTarget, PlannedMaintenance } from '#lib/attention/attention.ts';
import type { ClosedIssue, Watched } from '#lib/attention/closed.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

/** What is over. Nothing is known of what ended before `watchedSince`, and nothing was seen to end in the `gaps` after that; times are epoch ms on the server's clock. */
export type ClosedAnswer = { closed: readonly ClosedIssue[]; watchedSince: number; gaps: Watched['gaps']; now: number };

/** Until when and why an issue may be quiet. */
export type Acknowledging = { key: string; text: string; until: number };

/** Work to come: times are epoch ms. */
export type Planning = { target: MaintenanceTarget; startAt: number; endAt: number; reason: string };

/** The way to what people say of issues. No function throws; what was changed comes back over the feed too. */
export type AttentionClient = {
  readClosed(): Promise<Answer<ClosedAnswer>>;
  acknowledge(said: Acknowledging): Promise<Answer<Acknowledgement>>;
  withdraw(key: string): Promise<Answer<string>>;
  plan(planning: Planning): Promise<Answer<PlannedMaintenance>>;
  end(id: string): Promise<Answer<string>>;
};

const ASK_MS = 10_000;

export const ATTENTION_CLIENT: AttentionClient = {
  readClosed: () => askFor({ path: '/live/v1/issues/closed', timeoutMs: ASK_MS }, readClosedAnswer),
  acknowledge: (said) =>
    askFor({ path: '/live/v1/issues/acknowledge', body: said, timeoutMs: ASK_MS }, (body) => {
      const found = within(body, 'acknowledgement');
      return isRecord(found) && typeof found.key === 'string' ? (found as unknown as Acknowledgement) : null;
    }),
  withdraw: (key) => askFor({ path: '/live/v1/issues/withdraw', body: { key }, timeoutMs: ASK_MS }, (body) => readText(body, 'withdrawn')),
  plan: (planning) =>
    askFor({ path: '/live/v1/maintenance/plan', body: planning, timeoutMs: ASK_MS }, (body) => {
      const found = within(body, 'maintenance');
      return isRecord(found) && typeof found.id === 'string' ? (found as unknown as PlannedMaintenance) : null;
    }),
  end: (id) => askFor({ path: '/live/v1/maintenance/end', body: { id }, timeoutMs: ASK_MS }, (body) => readText(body, 'ended')),
};

function readClosedAnswer(body: unknown): ClosedAnswer | null {
  if (!isRecord(body) || !Array.isArray(body.closed) || !Array.isArray(body.gaps)) return null;
  return typeof body.watchedSince === 'number' && typeof body.now === 'number' ? (body as unknown as ClosedAnswer) : null;
}

function readText(body: unknown, name: string): string | null {
  const found = within(body, name);
  return typeof found === 'string' ? found : null;
}

function within(body: unknown, name: string): unknown {
  return isRecord(body) ? body[name] : undefined;
}
