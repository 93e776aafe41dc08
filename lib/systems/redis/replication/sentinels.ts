import { FetchError } from '../../../failure.ts';
import type { RedisActor } from '../actor.ts';

/** The channel by which Sentinels find each other on every instance that they watch (redis/src/sentinel.c, SENTINEL_HELLO_CHANNEL). */
const HELLO = '__sentinel__:hello';

/** What a Sentinel calls its connections to an instance, with the first eight digits of its id (sentinel.c, sentinelSetClientName). */
const NAMED = /\bname=(sentinel-[0-9a-f]{8})-(?:cmd|pubsub)\b/g;

/** Who watches an instance; `unknown` says why that could not be asked. */
export type Watch = { is: 'none' } | { is: 'watched'; by: string } | { is: 'unknown'; why: string };

/**
 * Whether a Sentinel is connected to an instance, by its own word: by the names of its clients, and by who listens where Sentinels talk, whichever of the two the user may ask.
 * Throws FetchError for everything but a missing right.
 */
export async function askSentinels(actor: RedisActor, signal: AbortSignal): Promise<Watch> {
  const clients = await ifPermitted(actor.ask([['CLIENT', 'LIST']], signal));
  const names = [...new Set([...String(clients?.[0] ?? '').matchAll(NAMED)].map(([, name]) => name))];
  if (names.length > 0) return { is: 'watched', by: names.join(', ') };
  const listening = await ifPermitted(actor.ask([['PUBSUB', 'NUMSUB', HELLO]], signal));
  const [, count] = Array.isArray(listening?.[0]) ? listening[0] : [];
  if (Number(count) > 0) return { is: 'watched', by: `${count} that listen on ${HELLO}` };
  if (clients !== null || listening !== null) return { is: 'none' };
  return { is: 'unknown', why: 'its user may ask neither CLIENT LIST (+client|list) nor PUBSUB NUMSUB (+pubsub|numsub)' };
}

async function ifPermitted<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof FetchError && error.kind === 'permission') return null;
    throw error;
  }
}
