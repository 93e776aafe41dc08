import type { ClusterOrder } from './orders.ts';
import type { ElasticPasswords } from './users.ts';

/** To the process of the clusters: first the passwords, then orders. */
export type ToClusters = { is: 'start'; passwords: ElasticPasswords } | { is: 'order'; id: number; told: ClusterOrder };

/** From it: the URLs of each cluster by node once all listen, and how each order went; `error` is null when it was carried out. */
export type FromClusters =
  | { is: 'ready'; urls: Record<string, { node: string; url: string }[]> }
  | { is: 'done'; id: number; error: string | null };
