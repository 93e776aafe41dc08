/** What the preview of an order about replication draws. Safe in the browser. */

/** One node in its place; `note` is what there is to know of it: of one that the order moves, what it was. */
export type TreeNode = { node: string; depth: number; role: 'master' | 'replica' | 'not read'; note: string };

/** A group as it is and as it would be. `gapBytes` is how much of what was written the node to be promoted does not have by the newest readings, null where that is not known. */
export type TreeChange = { group: string; title: string; before: TreeNode[]; after: TreeNode[]; gapBytes: number | null; loses: string };

export type TreePicture = { is: 'trees'; groups: TreeChange[] };
