import type { Meter } from '../../io/meter.ts';
import { openRedis, type RedisConnection } from '../../io/redis.ts';
import type { RedisSettings } from './config.ts';
import type { RawAnswer } from './parse.ts';

/** What the connections of Vigil are called in CLIENT LIST. */
const NAME = 'vigil';

/** The largest answer to what somebody asks: some ten thousand clients. */
const ASIDE_BYTES = 16 * 2 ** 20;

/**
 * The connection that is polled over. `openAside` makes another, for one question and closed by who asked; it opens no socket before that. `set` is what Sentinels call the group,
 * null where none watch it.
 */
export type RedisNode = RedisConnection & { openAside(): RedisConnection; set: string | null };

/** Opens no socket before the first question. */
export function connectRedis({ address, read, tls, maxBytes, kind, set }: RedisSettings, meter: Meter): RedisNode {
  const trust = tls.enabled ? { ca: tls.ca, verify: tls.verify } : null;
  const password = read === null ? null : read.password.reveal();
  const target = {
    ...address,
    user: read?.user ?? null,
    password,
    tls: trust,
    name: NAME,
    maxBytes,
    key: kind === 'sentinel' ? 'sentinels.read' : 'read',
  };
  const openAside = (): RedisConnection => openRedis({ ...target, maxBytes: Math.max(maxBytes, ASIDE_BYTES), isOnce: true }, meter);
  return { ...openRedis(target, meter), openAside, set: set?.name ?? null };
}

/** Leaves no socket open. */
export function closeRedis(connection: RedisConnection): void {
  connection.close();
}

/** Asks INFO and ROLE in one go, so that both are of one moment. INFO without a section: its default ones, which every version has. Throws FetchError. */
export async function fetchInfo(connection: RedisConnection, signal: AbortSignal): Promise<RawAnswer> {
  const [info, role] = await connection.ask([['INFO'], ['ROLE']], signal);
  return { info, role };
}
