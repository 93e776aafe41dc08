import { NO_METER } from '#lib/io/meter.ts';
import { type BulkConnection, openBulk } from '#lib/io/redis-bulk.ts';
import type { BulkCommand } from '#lib/io/resp.ts';
import { Secret } from '#lib/secret.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

/** What is written of a node besides its address and `analyse`. */
type Written = { keyPatterns?: Record<string, string>; timeout?: string; analyse?: object; tls?: object };

/** The settings of a Redis on a loopback port, as the configuration gives them. */
export function keySettings(port: number, written: Written = {}): RedisSettings {
  const node = { name: 'r1', address: `127.0.0.1:${port}`, analyse: { password: null }, ...written };
  const section = redisSection.read({ groups: [{ name: 'live', nodes: [node] }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return section.groups[0]?.nodes[0]?.settings as RedisSettings;
}

export function asAnalyser(user: string, password: string): object {
  return { user, password: new Secret(password) };
}

/** A connection for many commands to a Redis on a loopback port, as its default user. */
export function openPlain(port: number, deadlineMs = 10_000): Promise<BulkConnection> {
  const access = { host: '127.0.0.1', port, tls: null, user: null, password: null, name: 'test', maxBytes: 2 ** 26, deadlineMs };
  return openBulk(access, new AbortController().signal, NO_METER);
}

/** Sends commands in batches. Throws for an error among the answers. */
export async function sendAll(connection: BulkConnection, commands: Iterable<BulkCommand>): Promise<void> {
  let batch: BulkCommand[] = [];
  const send = async (): Promise<void> => {
    const wrong = (await connection.ask(batch)).find((reply) => typeof reply === 'object' && reply !== null && 'error' in reply);
    if (wrong) throw new Error(JSON.stringify(wrong));
    batch = [];
  };
  for (const command of commands) {
    batch.push(command);
    if (batch.length >= 500) await send();
  }
  await send();
}
