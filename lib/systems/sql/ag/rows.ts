/** A name within the id of a row: a name that holds the sign between two of them is none other than itself. */
function part(name: string): string {
  return name.replace(/[%/]/g, encodeURIComponent);
}

/** The id of a row as words: "SO_AG/Sites" of a database. */
export function rowWords(id: string): string {
  return id.replace(/^ag\//, '').split('/').map(decodeURIComponent).join('/');
}

/** The row of a group on one node. */
export function groupRow(group: string): string {
  return `ag/${part(group)}`;
}

/** The name of the group that a row of any probe belongs to; null for one that belongs to none. */
export function groupOfRow(row: string): string | null {
  const [kind, group] = row.split('/');
  return group !== undefined && (kind === 'ag' || kind === 'seeding' || kind === 'transport') ? decodeURIComponent(group) : null;
}

/** The row of the seeding of a database to a replica (probe "seeding"); both of it, at the one and at the other end, are called the same. A group that is not told is empty. */
export function seedingRow({ group, database, from, to }: { group: string; database: string; from: string; to: string }): string {
  return ['seeding', ...[group, database, from, to].map(part)].join('/');
}

/** The row of a database of a group on one node. */
export function databaseRow(group: string, database: string): string {
  return `ag/${part(group)}/${part(database)}`;
}

/** The row of the log of a database on one node (probe "logs"). */
export function logRow(database: string): string {
  return `log/${part(database)}`;
}

/** The row of what one node sends to and receives from another replica of a group (probe "logs"). */
export function transportRow(group: string, replica: string): string {
  return `transport/${part(group)}/${part(replica)}`;
}

/** The row of the Windows cluster as one node tells it (probe "cluster"). */
export const CLUSTER_ROW = 'cluster';

/** The row of the heartbeat as one node has it (probe "heartbeat"). */
export const HEARTBEAT_ROW = 'heartbeat';
