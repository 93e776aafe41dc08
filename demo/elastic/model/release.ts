import type { Cluster } from './cluster.ts';

/** Whether it is Elasticsearch of `major.minor` or later. */
export function isElasticFrom({ product, version }: Pick<Cluster, 'product' | 'version'>, major: number, minor = 0): boolean {
  if (product !== 'elasticsearch') return false;
  const [own = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return own > major || (own === major && ownMinor >= minor);
}
