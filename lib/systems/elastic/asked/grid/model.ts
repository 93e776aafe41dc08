/** The question where every copy of some indices is. */
export const GRID = 'grid';

/** The indices by name, without wildcards: at most GRID_MOST, and GRID_LENGTH letters in all, because they stand in the address of what is asked. */
export type GridInput = { indices: readonly string[] };

export const GRID_MOST = 60;
export const GRID_LENGTH = 2_500;

/** One copy. `member` is where it is and `to` where it goes, by name; `reason` is why it is nowhere. */
export type GridCopy = {
  number: number;
  isPrimary: boolean;
  state: 'UNASSIGNED' | 'INITIALIZING' | 'RELOCATING' | 'STARTED';
  member: string | null;
  to: string | null;
  reason: string | null;
};

export type GridIndex = { name: string; copies: readonly GridCopy[] };

/** The indices in the order in which they were asked for; `gone` are those that the cluster does not have. `members` are all nodes of the cluster by name. */
export type Grid = { members: readonly string[]; indices: readonly GridIndex[]; gone: readonly string[] };
