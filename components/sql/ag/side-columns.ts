import { isWorse } from '#lib/status.ts';
import { isPrimary } from './groups.ts';
import type { ReplicaState } from './judge.ts';

/** A column of a replica in the table of an open group. */
export type SideColumn = { id: SideColumnId; head: string; isNumber: boolean; title?: string };
export type SideColumnId = 'hardened' | 'writes' | 'log' | 'movement' | 'received' | 'behind' | 'redo' | 'lag' | 'loss' | 'commit';

const COLUMNS: Readonly<Record<SideColumnId, SideColumn>> = {
  hardened: {
    id: 'hardened',
    head: 'Hardened',
    isNumber: false,
    title: 'Up to where its log is on disk: file, block and slot, by its own word',
  },
  writes: { id: 'writes', head: 'Writes', isNumber: true, title: 'Bytes written to its log, by two readings of the file' },
  log: { id: 'log', head: 'Log used', isNumber: true, title: 'How much of its log file is in use' },
  movement: {
    id: 'movement',
    head: 'Movement',
    isNumber: false,
    title: 'Whether what is written reaches it: proved by positions read at both ends',
  },
  received: {
    id: 'received',
    head: 'Received',
    isNumber: false,
    title: 'Up to where it has received the log: file, block and slot, by its own word',
  },
  behind: {
    id: 'behind',
    head: 'Behind',
    isNumber: true,
    title: 'What waits to be sent, by the word of the primary; of a copy that stands, what the primary wrote since',
  },
  redo: {
    id: 'redo',
    head: 'Redo',
    isNumber: true,
    title: 'What has arrived and is not applied yet, and how long that takes, by its own word',
  },
  lag: { id: 'lag', head: 'Lag', isNumber: true, title: 'Seconds behind, by the word of the primary' },
  loss: {
    id: 'loss',
    head: 'Loss',
    isNumber: true,
    title: 'Up to how much time a failover to it would lose now, as far as that can be told',
  },
  commit: { id: 'commit', head: 'Commit', isNumber: true, title: 'The last commit, by the word and the clock of the primary' },
};

const PRIMARY: readonly SideColumnId[] = ['hardened', 'writes', 'log'];
const QUIET: readonly SideColumnId[] = ['movement', 'behind', 'redo', 'lag'];
const WRONG: readonly SideColumnId[] = ['movement', 'received', 'behind', 'redo', 'loss'];
const SECONDARY: readonly SideColumnId[] = ['movement', 'received', 'behind', 'redo', 'lag', 'loss', 'commit'];

/** What is told of the databases at a replica: of one that is not well where it stands and what would be lost, and all of it where there is room. */
export function sideColumns({ replica, verdict }: ReplicaState, isWide: boolean): readonly SideColumn[] {
  const ids = isPrimary(replica)
    ? [...PRIMARY, ...(isWide ? (['commit'] as const) : [])]
    : isWide
      ? SECONDARY
      : isWorse(verdict.status, 'unknown')
        ? WRONG
        : QUIET;
  return ids.map((id) => COLUMNS[id]);
}
