/** The pages of Elasticsearch. */
export const ELASTIC_PATH = '/elastic';

/** The page of one cluster. */
export function clusterPath(group: string): string {
  return `/elastic/clusters/${encodeURIComponent(group)}`;
}

/** The page of one member, by the name under which the cluster lists it. */
export function memberPath(group: string, member: string): string {
  return `${clusterPath(group)}/members/${encodeURIComponent(member)}`;
}
