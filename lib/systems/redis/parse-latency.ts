import { ParseError } from '../../failure.ts';
import type { LatencyAnswer, LatencyEvent } from './model-asked.ts';

/** LATENCY LATEST, and the threshold where it may be asked. */
export type RawLatency = { events: unknown; thresholdMs: number | null };

/** Reads LATENCY LATEST (redis/src/latency.c): of each event its name, when it was last, how long it took then, and the longest. Throws ParseError. */
export function parseLatency({ events, thresholdMs }: RawLatency): LatencyAnswer {
  if (!Array.isArray(events)) throw new ParseError('the answer to LATENCY LATEST is no list');
  return { thresholdMs, events: events.map(readEvent) };
}

function readEvent(event: unknown): LatencyEvent {
  const [name, seconds, latestMs, worstMs]: unknown[] = Array.isArray(event) ? event : [];
  if (typeof name !== 'string' || typeof seconds !== 'number' || typeof latestMs !== 'number' || typeof worstMs !== 'number')
    throw new ParseError('LATENCY LATEST has an event that is none');
  return { name, at: seconds * 1_000, latestMs, worstMs };
}
