import type { AxisAnswer, EventsAnswer } from '#lib/http/events.ts';
import { type Answer, askVigil, isRecord, NOT_UNDERSTOOD } from '../access/ask-vigil.ts';

/** An answer, or why there is none. `isOff`: no history is kept here at all. */
export type Told<T> = Answer<T> & { isOff?: true };

/** How the timeline asks Vigil, by a query. Neither ever throws. */
export type TimelineClient = {
  events(query: string): Promise<Told<EventsAnswer>>;
  axis(query: string): Promise<Told<AxisAnswer>>;
};

const READ_MS = 10_000;

export const timelineClient: TimelineClient = {
  events: (query) => ask(`/live/v1/events?${query}`, readEvents),
  axis: (query) => ask(`/live/v1/events/axis?${query}`, readAxis),
};

async function ask<T>(path: string, read: (body: unknown) => T | null): Promise<Told<T>> {
  const said = await askVigil({ path, timeoutMs: READ_MS });
  if (said.is === 'refused' && said.code === 'off') return { ok: false, message: said.message, isOff: true };
  if (said.is !== 'ok') return { ok: false, message: said.message };
  const value = read(said.body);
  return value === null ? { ok: false, message: NOT_UNDERSTOOD } : { ok: true, value };
}

function readEvents(body: unknown): EventsAnswer | null {
  return isRecord(body) && Array.isArray(body.events) && Array.isArray(body.blanks) && typeof body.now === 'number'
    ? (body as unknown as EventsAnswer)
    : null;
}

function readAxis(body: unknown): AxisAnswer | null {
  return isRecord(body) && isRecord(body.axis) && Array.isArray(body.axis.lanes) && isRecord(body.kinds) && typeof body.now === 'number'
    ? (body as unknown as AxisAnswer)
    : null;
}
