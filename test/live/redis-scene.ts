import type { TestContext } from 'vitest';
import { type Relay, startRelay } from '#test/fakes/relay.ts';
import { type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { type Watched, type Watching, watchGroup } from './redis-watched.ts';

/** Redis servers of one test alone, so that tests may run beside each other; all of it ends with the test. */
export type Scene = {
  start(options?: RedisOptions): Promise<RedisProcess>;
  watch(nodes: Readonly<Record<string, RedisProcess>>, watching?: Watching): Watched;
  /** The same server, reached through a relay that can keep things back. */
  relayed(server: RedisProcess): Promise<RedisProcess & { relay: Relay }>;
};

export function openScene({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Scene {
  const open: (() => unknown)[] = [];
  onTestFinished(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  return {
    async start(options = {}) {
      const started = await startRedis(options);
      open.push(() => started.stop());
      return started;
    },
    watch(nodes, watching) {
      const watched = watchGroup(nodes, watching);
      open.push(() => watched.close());
      return watched;
    },
    async relayed(server) {
      const relay = await startRelay(server.port);
      open.push(() => relay.close());
      return { ...server, port: relay.port, relay };
    },
  };
}
