/** The page of one instance. */
export function nodePath({ group, node }: { group: string; node: string }): string {
  return `/redis/nodes/${encodeURIComponent(group)}/${encodeURIComponent(node)}`;
}
