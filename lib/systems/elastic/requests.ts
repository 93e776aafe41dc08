import { isAtLeast, type Product } from './model.ts';

/** How long a node waits for an elected master before it says that there is none: less than it is given to answer. */
const MASTER_TIMEOUT = '2s';

/** What keeps a node that knows no master from waiting half a minute for one. OpenSearch renamed it in 2.0 (cluster_manager_timeout). */
export function masterTimeout(product: Product): Record<string, string> {
  const isRenamed = product.is === 'opensearch' && isAtLeast(product, 2);
  return { [isRenamed ? 'cluster_manager_timeout' : 'master_timeout']: MASTER_TIMEOUT };
}

/** What is left in an answer (`filter_path`); of everything else nothing is rendered or sent. */
export function fields(...paths: readonly (string | readonly string[])[]): { filter_path: string } {
  return { filter_path: paths.flat().join(',') };
}

/** The name of an index or a member in a path. */
export function inPath(name: string): string {
  return encodeURIComponent(name);
}
