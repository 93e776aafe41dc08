/** A column of the tables of Redis. `title` explains a short head. */
export type Column = { id: string; head: string; isNumber: boolean; title?: string };

/** The columns after the name and the role, in their order; the cells of a node stand in the same one. */
export const FIGURES: readonly Column[] = [
  { id: 'read', head: 'Read', isNumber: true, title: 'How old the newest reading is' },
  { id: 'commands', head: 'Per s', isNumber: true, title: 'Commands per second, by the node’s own word' },
  { id: 'hits', head: 'Hits', isNumber: true, title: 'Reads that found their key, over the readings that are kept' },
  { id: 'memory', head: 'Memory', isNumber: true, title: 'Memory used for data, and maxmemory where it is set' },
  { id: 'peak', head: 'Peak', isNumber: true, title: 'The most memory used for data since the start' },
  { id: 'fragmentation', head: 'Frag', isNumber: true, title: 'Resident memory as a multiple of what is used' },
  {
    id: 'fork',
    head: 'Fork',
    isNumber: true,
    title:
      'Memory of the machine that this process does not hold; a fork for saving may take up to as much as is used. Other processes are not counted',
  },
  { id: 'clients', head: 'Clients', isNumber: true, title: 'Connected clients; maxclients stands in the title of each' },
  { id: 'blocked', head: 'Block', isNumber: true, title: 'Clients that wait in a blocking command or for a pause to end' },
  { id: 'rejected', head: 'Reject', isNumber: true, title: 'Connections rejected over the readings that are kept' },
  { id: 'keys', head: 'Keys', isNumber: true, title: 'Keys of all databases' },
  { id: 'evicted', head: 'Evict/s', isNumber: true, title: 'Keys evicted per second, over the readings that are kept' },
  { id: 'saved', head: 'Saved', isNumber: false, title: 'The last writes to disk, by the node’s own word' },
  {
    id: 'behind',
    head: 'Behind',
    isNumber: true,
    title: 'Bytes of the top master’s history not carried out yet, by the newest reading of both, and that in seconds of its writes',
  },
  {
    id: 'proved',
    head: 'Proved',
    isNumber: false,
    title: 'Whether what is written reaches it: what later readings of it prove against earlier ones of the top master',
  },
  { id: 'heard', head: 'Heard', isNumber: true, title: 'How long ago a replica heard from its master, by its own word' },
  { id: 'said', head: 'Master says', isNumber: false, title: 'Hearsay: what its master says of it. Nothing is judged by it' },
  { id: 'up', head: 'Up', isNumber: true, title: 'Since its start' },
];
