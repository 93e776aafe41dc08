import type { LiveRow, ProbeRow } from '../feed/events.ts';
import type { StatusCounts, Verdict } from '../status.ts';
import type { RowSubject } from '../system.ts';

/** A source and the rows of its newest reading. */
export type Part = { probe: ProbeRow; rows: readonly LiveRow[] };

export type SubjectOf = (system: string, row: LiveRow) => RowSubject;

/** One verdict that is not ok, aged: on what a probe says as a whole, or on one row of it. */
export type Symptom = { probe: ProbeRow; row: { live: LiveRow; subject: RowSubject } | null; verdict: Verdict };

/**
 * One cause and every symptom that is put down to it. `vigil`: Vigil itself, which puts all it read in doubt; `network`: nothing at all can be
 * reached; `poller`: several nodes are not asked; `host`, `group`: none of its nodes can be reached; `node`: one that does not answer as it should; `row`: something inside
 * a reading. `verdict` is that of `head`, which stands for them all. `hidden` counts the rows of which nothing else is said,
 * by what they were when they were last read.
 */
export type Issue = {
  key: string;
  is: 'vigil' | 'network' | 'poller' | 'host' | 'group' | 'node' | 'row';
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
