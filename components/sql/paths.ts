/** The pages of SQL Server. */
export const AG_PATH = '/sql';
export const INSTANCES_PATH = '/sql/instances';

/** The views of SQL Server, in the order of their tabs. */
export const SQL_VIEWS: readonly { path: string; title: string }[] = [
  { path: AG_PATH, title: 'Availability groups' },
  { path: INSTANCES_PATH, title: 'Instances' },
];

/** The page of one instance. */
export function nodePath({ group, node }: { group: string; node: string }): string {
  return `/sql/nodes/${encodeURIComponent(group)}/${encodeURIComponent(node)}`;
}
