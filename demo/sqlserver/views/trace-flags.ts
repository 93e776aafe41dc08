import type { Instance } from '../model/estate.ts';

/** What is on for everybody: no word in the log for each backup, and before 2016 files of one size and whole extents, which are the rule since. */
export function traceFlags({ release }: Instance): readonly number[] {
  return Number(release.year) < 2016 ? [1117, 1118, 3226] : [3226];
}
