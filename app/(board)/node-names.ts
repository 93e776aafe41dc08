/** The parameters of a page of one node, as Next gives them. */
export type NodeParams = Promise<{ group: string; node: string }>;

/** The names of group and node. Next gives them as they stand in the address. The door lets in no name that holds a percent sign, so that they are decoded once and not twice. */
export async function namesOf(params: NodeParams): Promise<{ group: string; node: string }> {
  const { group, node } = await params;
  return { group: decodeURIComponent(group), node: decodeURIComponent(node) };
}
