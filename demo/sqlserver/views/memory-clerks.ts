import type { Asked, Row } from './asked.ts';

/** Who holds memory, by what part of all that SQL Server has committed. */
const CLERKS: readonly (readonly [string, string, number])[] = [
  ['MEMORYCLERK_SQLBUFFERPOOL', 'Default', 0.88],
  ['CACHESTORE_SQLCP', 'SQL Plans', 0.03],
  ['CACHESTORE_OBJCP', 'Object Plans', 0.01],
  ['MEMORYCLERK_SQLQUERYEXEC', 'Default', 0.01],
  ['MEMORYCLERK_SQLLOGPOOL', 'Default', 0.008],
  ['OBJECTSTORE_LOCK_MANAGER', 'Lock Manager', 0.006],
  ['MEMORYCLERK_SOSNODE', 'SOS_Node', 0.005],
  ['USERSTORE_TOKENPERM', 'TokenAndPermUserStore', 0.003],
  ['MEMORYCLERK_SQLGENERAL', 'Default', 0.002],
  ['MEMORYCLERK_XE', 'Default', 0.001],
];

/** sys.dm_os_memory_clerks: each clerk on each of the two memory nodes. */
export function memoryClerks({ instance }: Asked): Row[] {
  const committedKb = Math.floor(instance.memoryKb * 0.9);
  return CLERKS.flatMap(([type, name, share], index) =>
    [0, 1].map((node) => ({
      memory_clerk_address: Uint8Array.of(0, 0, 3, index, node, 0, 0, 96),
      type,
      name,
      memory_node_id: node,
      pages_kb: Math.floor((committedKb * share) / 2 / 8) * 8,
      virtual_memory_reserved_kb: 0,
      virtual_memory_committed_kb: 0,
      awe_allocated_kb: 0,
      shared_memory_reserved_kb: 0,
      shared_memory_committed_kb: 0,
      page_size_in_bytes: 8192,
      page_allocator_address: Uint8Array.of(0, 0, 4, index, node, 0, 0, 96),
      host_address: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0),
    })),
  );
}
