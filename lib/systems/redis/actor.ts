import type { Meter } from '../../io/meter.ts';
import { openRedis, type RedisConnection } from '../../io/redis.ts';
import type { RedisSettings } from './config.ts';

/** What the connections are called in CLIENT LIST over which commands are sent. */
const NAME = 'vigil-act';

/** More than any answer to a command. */
const MOST_ANSWER_BYTES = 2 ** 24;

/** What to add to the configuration so that commands can be sent. */
export const HOW_TO_ENABLE =
  'add act: { user, password } to the redis section, the group or the node, and a user with the rights that README.md lists to the server';

/**
 * One Redis to send commands to. `openAside` makes a connection of its own, closed by who asked: a database is chosen for it alone, and what is sent over it is never sent
 * again by itself. It opens no socket before the first command.
 */
export type RedisActor = RedisConnection & { openAside(): RedisConnection };

/** Null without a user to act with: that of reading is never used. Opens no socket before the first command. */
export function connectActor({ address, act, tls, kind }: RedisSettings, meter: Meter): RedisActor | null {
  if (act === null) return null;
  const trust = tls.enabled ? { ca: tls.ca, verify: tls.verify } : null;
  const password = act.password === null ? null : act.password.reveal();
  const key = kind === 'sentinel' ? 'sentinels.act' : 'act';
  const target = { ...address, user: act.user, password, tls: trust, name: NAME, maxBytes: MOST_ANSWER_BYTES, key };
  return { ...openRedis(target, meter), openAside: () => openRedis({ ...target, isOnce: true }, meter) };
}
