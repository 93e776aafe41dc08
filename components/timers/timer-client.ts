import type { Order } from '#lib/acting.ts';
import type { Timer } from '#lib/timers.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

/** What Vigil is to do by itself, and when (epoch ms). */
export type SettingTimer = { order: Order; dueAt: number; reason: string | null };

/** The way to the timers that the server keeps. Neither function throws; what was changed comes back over the feed too. */
export type TimerClient = { set(setting: SettingTimer): Promise<Answer<Timer>>; end(id: string): Promise<Answer<string>> };

const ASK_MS = 10_000;

export const TIMER_CLIENT: TimerClient = {
  set: (setting) => askFor({ path: '/live/v1/timers', body: setting, timeoutMs: ASK_MS }, (body) => readTimer(body)),
  end: (id) => askFor({ path: '/live/v1/timers/end', body: { id }, timeoutMs: ASK_MS }, (body) => readEnded(body)),
};

function readTimer(body: unknown): Timer | null {
  const found = isRecord(body) ? body.timer : null;
  return isRecord(found) && typeof found.id === 'string' && typeof found.dueAt === 'number' ? (found as unknown as Timer) : null;
}

function readEnded(body: unknown): string | null {
  return isRecord(body) && typeof body.ended === 'string' ? body.ended : null;
}
