import { type Served, startServed } from '#demo/served.ts';
import type { ClusterOrder } from './orders.ts';
import type { ElasticPasswords } from './users.ts';

/** The URL of every node, by cluster. */
export type ClusterUrls = Record<string, { node: string; url: string }[]>;

/** The Elasticsearch and OpenSearch clusters of the demo: one process, in which each node listens on a port of its own. */
export type ElasticClusters = Omit<Served<ClusterUrls, ClusterOrder>, 'told'> & { urls: ClusterUrls };

/** Starts all of them. Rejects, and leaves nothing behind, when they do not listen in time. */
export async function startElasticClusters(passwords: ElasticPasswords): Promise<ElasticClusters> {
  const program = new URL('serve-process.ts', import.meta.url);
  const what = 'Elasticsearch and OpenSearch clusters';
  const { told, ...served } = await startServed<ElasticPasswords, ClusterUrls, ClusterOrder>({ program, what, start: passwords });
  return { ...served, urls: told };
}
