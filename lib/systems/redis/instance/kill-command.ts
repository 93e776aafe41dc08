import type { RedisCommand } from '../../../io/redis.ts';
import type { Prey } from './clients.ts';

/**
 * CLIENT KILL by id and by address (redis.io/commands/client-kill): ids begin again when a server is started anew, so that the address is part of it. Never by LADDR, which
 * is the server's own, and never by type.
 */
export function killCommand({ id, address }: Prey): RedisCommand {
  return ['CLIENT', 'KILL', 'ID', String(id), ...(address === null ? [] : ['ADDR', address])];
}
