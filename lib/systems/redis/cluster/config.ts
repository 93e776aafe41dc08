import { flag } from '../../../settings.ts';

/** `isCluster`: the nodes of its group are one Redis Cluster, and are asked for their slots. */
export type ClusterPlace = { isCluster: boolean };

/** What is written of a group that is one. */
export const clusterSchema = { cluster: flag().exactOptional() };

/** What is asked of a node of one, in words. */
export function describeCluster({ isCluster }: ClusterPlace): string[] {
  return isCluster ? ['part of a Redis Cluster, asked for its slots too'] : [];
}

/** What a data node is told of its group. */
export function clusterPlace({ cluster = false }: { cluster?: boolean | undefined }): ClusterPlace {
  return { isCluster: cluster };
}
