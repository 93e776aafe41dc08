/** The row of a group on one node. */
export function groupRow(group: string): string {
  return `ag/${group}`;
}

/** The row of a database of a group on one node. */
export function databaseRow(group: string, database: string): string {
  return `ag/${group}/${database}`;
}

/** The row of the log of a database on one node (probe "logs"). */
export function logRow(database: string): string {
  return `log/${database}`;
}

/** The row of what one node sends to and receives from another replica of a group (probe "logs"). */
export function transportRow(group: string, replica: string): string {
  return `transport/${group}/${replica}`;
}

/** The row of the Windows cluster as one node tells it (probe "cluster"). */
export const CLUSTER_ROW = 'cluster';

/** The row of the heartbeat as one node has it (probe "heartbeat"). */
export const HEARTBEAT_ROW = 'heartbeat';
