import { setTimeout as pause } from 'node:timers/promises';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import type { Judged } from '#lib/status.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';

/** What the system makes of a node: its verdict, and what the page shows. */
export type Read = { judged: Judged; view: RedisView };

/** Reads one node as the poller does, with the same probe, connection and window. */
export type Reader = { read(): Promise<Read>; close(): void };

/** What is written of a node besides its address, which is on this machine as long as nothing else is said. */
export type Written = {
  address?: string;
  read?: { user?: string; password: Secret };
  tls?: object;
  limits?: object;
  timeout?: string;
};

/** Between two readings: those that are kept have to span the 2 s in which a replica is proved stuck. */
const ROUND_MS = 200;

/** A reader of the Redis on a loopback port. `read()` throws what fetch and parse throw, and gives up at the timeout of the probe. */
export function openReader(port: number, written: Written = {}): Reader {
  const [probe] = redis.probes;
  if (!probe) throw new Error('redis has no probe');
  const section = redisSection.read({ groups: [{ name: 'live', nodes: [{ name: 'r1', address: `127.0.0.1:${port}`, ...written }] }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const settings = section.groups[0]?.nodes[0]?.settings;
  const connection = redis.connect(settings, NO_METER);
  const window: Reading<unknown>[] = [];
  let next = 0;
  return {
    async read() {
      await pause(Math.max(0, next - Date.now()));
      next = Date.now() + ROUND_MS;
      const observedAt = Date.now();
      const { value, producedAt } = probe.parse(await probe.fetch(connection, AbortSignal.timeout(probe.times(settings).timeoutMs)));
      window.unshift({ value, observedAt, producedAt, source: { system: 'redis', group: 'live', node: 'r1', probe: probe.name } });
      window.splice(probe.keep);
      const { judged, rows } = redis.status({ probe: probe.name, window, settings, now: Date.now() });
      const [row] = rows;
      if (!row) throw new Error('a reading without its row');
      return { judged, view: row.value as RedisView };
    },
    close: () => redis.close(connection),
  };
}

export function asUser(user: string | null, password: string): Written {
  return { read: { ...(user === null ? {} : { user }), password: new Secret(password) } };
}
