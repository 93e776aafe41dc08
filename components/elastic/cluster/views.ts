/** What can be seen of a cluster: `id` is its word in the address. Those that are asked when somebody looks are so at that moment. */
export const VIEWS = [
  { id: 'members', title: 'Members' },
  { id: 'indices', title: 'Indices' },
  { id: 'shards', title: 'Shards' },
  { id: 'recoveries', title: 'Recoveries' },
  { id: 'allocation', title: 'Allocation' },
  { id: 'upkeep', title: 'Snapshots and life cycles' },
  { id: 'report', title: 'Health report' },
  { id: 'settings', title: 'Settings' },
  { id: 'tasks', title: 'Tasks' },
  { id: 'pending', title: 'Pending tasks' },
  { id: 'aliases', title: 'Aliases' },
  { id: 'streams', title: 'Data streams' },
  { id: 'templates', title: 'Templates' },
] as const;

export type ViewId = (typeof VIEWS)[number]['id'];

/** The view that an address names; the first one where it names none. */
export function viewOf(word: string): ViewId {
  return VIEWS.find(({ id }) => id === word)?.id ?? 'members';
}
