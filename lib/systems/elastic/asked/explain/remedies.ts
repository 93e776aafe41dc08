import type { Remedy } from './model.ts';

/** What stands in the way: how the whole is decided, and the rules that say no on any member. `stores` are what the members said of the copies that they hold. */
export type Obstacles = { can: string | null; deciders: ReadonlySet<string>; isPrimary: boolean; isExcluded: boolean };

const BY_DECIDER: readonly (readonly [decider: string, words: string])[] = [
  ['max_retry', 'When the cause is mended, have what failed tried again ("Retry failed allocations").'],
  ['enable', 'Allow allocation again.'],
  ['disk_threshold', 'Make room on the disks: delete or move indices, add a member, or give the disks more room.'],
  ['same_shard', 'Every copy wants a member of its own: add a member, or ask for fewer replicas of the index.'],
  ['awareness', 'Add members with the attribute that copies are spread by, or ask for fewer replicas of the index.'],
  ['data_tier', 'Add a member of the tier that the index wants, or change which tier it wants.'],
  ['shards_limit', 'Raise the limit of shards on a member, or add a member.'],
  ['node_version', 'Upgrade the members that are behind.'],
  ['throttling', 'Wait: it begins when other copies are made.'],
  ['replica_after_primary_active', 'Mend the primary first.'],
  ['snapshot_in_progress', 'Wait for the snapshot to end.'],
];

/** What can be done, in the order of use. Nothing that gives up data is among it. */
export function remediesFor({ can, deciders, isPrimary, isExcluded }: Obstacles): Remedy[] {
  const words = [
    ...(can === 'no_valid_shard_copy'
      ? [
          'Bring back a member that holds a good copy.',
          'If none comes back, restore the index from a snapshot: Vigil offers nothing that gives up data.',
        ]
      : []),
    ...(can === 'allocation_delayed' ? ['Wait for the member to come back: its copy is then used again.'] : []),
    ...(can === 'awaiting_info' ? ['Wait: the members are still being asked what they hold.'] : []),
    ...(isExcluded ? ['End the drain of a member that may hold it, or add one.'] : []),
    ...(deciders.has('filter') && !isExcluded ? ['Change the filter of the index, or add a member that passes it.'] : []),
    ...BY_DECIDER.flatMap(([decider, said]) => (deciders.has(decider) ? [said] : [])),
  ];
  const only = isPrimary ? words.filter((one) => one !== 'Mend the primary first.') : words;
  return only.map((one) => ({ words: one }));
}
