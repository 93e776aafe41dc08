import type { SnapshotEvent } from '#lib/feed/events.ts';
import type { NothingKept } from '#lib/past.ts';
import type { Moment } from '#lib/reading.ts';
import { writeMoment } from '#lib/text/moment.ts';
import { isRecord } from '../access/ask-vigil.ts';
import { fromSnapshot, type Replica } from '../feed/replica.ts';
import type { PastTrouble } from './travel-context.ts';

/** The board as it was at `at`, which is at or before the moment `askedAt` that was asked for. Epoch ms. */
export type PastBoard = { askedAt: number; at: number; replica: Replica; moment: Moment };

export type Loaded = { ok: true; board: PastBoard } | ({ ok: false } & PastTrouble);

/** A large board comes over a slow line. */
const WAIT_MS = 30_000;

/** Asks Vigil for the board of a moment, for this viewer (Viewer.key). Never throws. */
export async function loadBoard(askedAt: number, viewer: string): Promise<Loaded> {
  try {
    const response = await fetch(`/live/v1/past?at=${encodeURIComponent(writeMoment(askedAt))}`, {
      signal: AbortSignal.timeout(WAIT_MS),
      headers: { accept: 'application/json' },
    });
    const said: unknown = await response.json().catch(() => null);
    if (!response.ok) return refused(response.status, said);
    return readBoard(said, askedAt, viewer);
  } catch (error) {
    const why =
      error instanceof Error ? (error.name === 'TimeoutError' ? `nothing came for ${WAIT_MS / 1_000} s` : error.message) : String(error);
    return failed(`Vigil did not answer: ${why}`);
  }
}

/** What came as the board of a moment; a trouble where it is something else, or for somebody else. */
export function readBoard(said: unknown, askedAt: number, viewer: string): Loaded {
  if (!isRecord(said) || typeof said.now !== 'number' || !Array.isArray(said.probes) || !isRecord(said.rows))
    return failed('Vigil answered something that is no board: load the page again');
  if (said.viewer !== viewer) return failed('this browser signed in or out since the page was loaded: load it again');
  // Vigil's own server answers what it sent as the first event of a stream then.
  const event = said as unknown as SnapshotEvent;
  const { now: at, doubtBefore } = event;
  // Of what is older than JSON can tell nothing is trusted.
  return {
    ok: true,
    board: { askedAt, at, replica: fromSnapshot(event), moment: { now: at, doubtBefore: doubtBefore ?? Number.POSITIVE_INFINITY } },
  };
}

function refused(status: number, said: unknown): Loaded {
  const error = isRecord(said) && isRecord(said.error) ? said.error : null;
  if (typeof error?.message !== 'string') return failed(`Vigil answered ${status} without words`);
  return { ok: false, words: error.message, nearest: isRecord(error.nearest) ? readNearest(error.nearest) : null };
}

function readNearest({ before, after }: Readonly<Record<string, unknown>>): NothingKept {
  return { before: typeof before === 'number' ? before : null, after: typeof after === 'number' ? after : null };
}

function failed(words: string): Loaded {
  return { ok: false, words, nearest: null };
}
