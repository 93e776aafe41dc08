import type { RedisConnection } from '../../../io/redis.ts';

/** What a node of a cluster answered at one moment. */
export type RawCluster = { info: unknown; nodes: unknown };

/** Asks CLUSTER INFO and CLUSTER NODES in one go (redis.io/commands/cluster-nodes). Throws FetchError. */
export async function fetchCluster(connection: RedisConnection, signal: AbortSignal): Promise<RawCluster> {
  const [info, nodes] = await connection.ask(
    [
      ['CLUSTER', 'INFO'],
      ['CLUSTER', 'NODES'],
    ],
    signal,
  );
  return { info, nodes };
}
