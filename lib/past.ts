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

const ISO = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment as an address writes it, as epoch ms: ISO 8601 with its zone, or ms. NaN for what is neither. */
export function readMoment(text: string): number {
  if (/^\d{11,14}$/.test(text)) return Number(text);
  return ISO.test(text) ? Date.parse(text) : Number.NaN;
}

/** A moment (epoch ms) as an address writes it: "2026-11-22T03:12:30Z". */
export function writeMoment(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
