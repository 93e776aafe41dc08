import { NO_METER } from '#lib/io/meter.ts';
import { openRedis } from '#lib/io/redis.ts';
import { until } from '#test/fakes/until.ts';
import type { RedisProcess } from './redis-process.ts';

/** Clients that write a key of their own each time, without a stop, and remember what was acknowledged. */
export type Writer = {
  /** How many writes were acknowledged so far. */
  acked(): number;
  /** Writes until so many more were acknowledged. */
  untilMore(count: number): Promise<void>;
  /** Ends when each client has been refused. Throws where one goes on writing. */
  untilRefused(): Promise<void>;
  stop(): Promise<void>;
  /** Which of the acknowledged keys a server does not have. */
  lostOn(server: RedisProcess): Promise<string[]>;
};

const CLIENTS = 4;
const BATCH = 500;

/** Starts to write to a server, over several connections at once. Each ends at its first error. */
export function startWriter(port: number): Writer {
  const keys: string[] = [];
  let isStopped = false;
  const write = async (client: number): Promise<void> => {
    const connection = openRedis(
      { host: '127.0.0.1', port, tls: null, user: null, password: null, name: 'writer', maxBytes: 2 ** 20 },
      NO_METER,
    );
    try {
      for (let n = 0; !isStopped; n += 1) {
        const key = `w${client}:${n}`;
        await connection.ask([['SET', key, 'x'.repeat(64)]], AbortSignal.timeout(20_000));
        keys.push(key);
      }
    } catch {
      // It writes no more: to a replica, or to nobody.
    } finally {
      connection.close();
    }
  };
  let ended = 0;
  const all = Array.from({ length: CLIENTS }, (_, client) => write(client).finally(() => (ended += 1)));
  return {
    acked: () => keys.length,
    async untilMore(count) {
      const goal = keys.length + count;
      await until(`${count} more writes`, () => keys.length >= goal, 10_000);
    },
    untilRefused: () => until('every client was refused', () => ended === CLIENTS, 15_000),
    async stop() {
      isStopped = true;
      await Promise.all(all);
    },
    async lostOn(server) {
      const lost: string[] = [];
      for (let from = 0; from < keys.length; from += BATCH) {
        const some = keys.slice(from, from + BATCH);
        if (Number(await server.command('EXISTS', ...some)) === some.length) continue;
        for (const key of some) if ((await server.command('EXISTS', key)) === 0) lost.push(key);
      }
      return lost;
    },
  };
}
