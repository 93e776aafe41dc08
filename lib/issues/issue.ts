import type { LiveRow, ProbeRow } from '../feed/events.ts';
import type { StatusCounts, Verdict } from '../status.ts';

/** A source and the rows of its newest reading. */
export type Part = { probe: ProbeRow; rows: readonly LiveRow[] };

/**
 * What a system knows of one of its rows. `alike` is the same for the same thing on another node or in another place of its group. `heads` names the place that other
 * rows stand under (a backend), `under` the one where this row stands (a server); null where there is none.
 */
export type RowSubject = { name: string; alike: string; heads: string | null; under: string | null };

export type SubjectOf = (system: string, row: LiveRow) => RowSubject;

/** One verdict that is not ok, aged: on what a probe says as a whole, or on one row of it. */
export type Symptom = { probe: ProbeRow; row: { live: LiveRow; subject: RowSubject } | null; verdict: Verdict };

/**
 * One cause and every symptom that is put down to it. `vigil`: Vigil itself, which puts all it read in doubt; `node`: a node that does not answer as it should;
 * `row`: something inside a reading. `verdict` is that of `head`, which stands for them all. `hidden` counts the rows of which nothing else is said,
 * by what they were when they were last read.
 */
export type Issue = {
  key: string;
  is: 'vigil' | 'node' | 'row';
  verdict: Verdict;
  head: Symptom;
  symptoms: readonly Symptom[];
  hidden: StatusCounts;
};

/** Counts of two kinds of subjects together. */
export function addCounts(a: StatusCounts, b: StatusCounts): StatusCounts {
  return {
    critical: a.critical + b.critical,
    stale: a.stale + b.stale,
    warning: a.warning + b.warning,
    unknown: a.unknown + b.unknown,
    maintenance: a.maintenance + b.maintenance,
    ok: a.ok + b.ok,
  };
}
