import type { Found } from '#lib/finding.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import type { WitnessNode } from '#lib/system.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';

/** Reads the nodes of a group as the poller does, all at once, and asks the witness what they prove together. */
export type GroupReader = { round(): Promise<Found[]>; close(): void };

/** A reader of the Redis servers on some loopback ports, called by the names that are given. A node that gives no answer is none that can be heard. */
export function openGroup(ports: Readonly<Record<string, number>>): GroupReader {
  const [probe] = redis.probes;
  if (!probe) throw new Error('redis has no probe');
  const nodes = Object.entries(ports).map(([name, port]) => ({ name, address: `127.0.0.1:${port}`, timeout: '1s' }));
  const section = redisSection.read({ groups: [{ name: 'live', nodes }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const asked = (section.groups[0]?.nodes ?? []).map(({ name, settings }) => {
    return { name, settings, connection: redis.connect(settings, NO_METER), window: [] as Reading<unknown>[] };
  });
  let standing: ReadonlySet<string> = new Set();

  async function read({ name, settings, connection, window }: (typeof asked)[number]): Promise<WitnessNode<unknown>> {
    const observedAt = Date.now();
    const given = (readings: readonly Reading<unknown>[]) => ({ node: name, settings, windows: { info: readings } });
    if (!probe) return given([]);
    try {
      const { value } = probe.parse(await probe.fetch(connection, AbortSignal.timeout(1_000)));
      window.unshift({ value, observedAt, producedAt: null, source: { system: 'redis', group: 'live', node: name, probe: 'info' } });
      window.splice(probe.keep);
      return given(window);
    } catch {
      return given([]);
    }
  }

  return {
    async round() {
      const given = await Promise.all(asked.map(read));
      const found = redis.witness?.({ nodes: given, marks: [], inFlight: [], events: [], standing, now: Date.now() }) ?? [];
      standing = new Set(found.map(({ id }) => id));
      return found;
    },
    close() {
      for (const { connection } of asked) redis.close(connection);
    },
  };
}
