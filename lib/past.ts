import type { Blank } from './history.ts';
import type { Status } from './status.ts';

/**
 * Something changed, and `at` (epoch ms) is the first moment whose board shows it. `count` changes lie close together; `status` is the worst that anything became, null where nothing
 * became any, and `words` tell of that one.
 */
export type PastChange = { at: number; status: Status | null; count: number; words: string };

/**
 * Where something changed in a period, oldest first, and what is not known of it. Before `toldFrom` there is more than is told; null where all of it is. `keptFrom` is since when anything
 * is kept, null where nothing is; `now` is Vigil's time. Times are epoch ms.
 */
export type PastMarks = {
  marks: readonly PastChange[];
  blanks: readonly Blank[];
  keptFrom: number | null;
  toldFrom: number | null;
  now: number;
};

/** The change next to a moment; null where there is none. */
export type PastStep = { change: PastChange | null };

/** Why there is no board of a moment, and the nearest moments of which there is one. */
export type NothingKept = { before: number | null; after: number | null };
