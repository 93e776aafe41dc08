import type { LiveRow, ProbeRow } from '../feed/events.ts';
import type { Finding } from '../finding.ts';
import type { StatusCounts, Verdict } from '../status.ts';
import type { RowSubject } from '../system.ts';

/** A source and the rows of its newest reading. */
export type Part = { probe: ProbeRow; rows: readonly LiveRow[] };

export type SubjectOf = (system: string, row: LiveRow) => RowSubject;

/** Everything that is known: what was read, and what the witnesses found. */
export type Seen = { parts: readonly Part[]; findings: readonly Finding[] };

/** A finding as one of its nodes shows it: `rows` are those of that node. */
export type Witnessed = { finding: Finding; rows: readonly LiveRow[] };

/** One verdict that is not ok, aged: on what a probe says as a whole, on one row of it, or on what it proves together with others. */
export type Symptom = {
  probe: ProbeRow;
  row: { live: LiveRow; subject: RowSubject } | null;
  verdict: Verdict;
  witnessed?: Witnessed;
};

/**
 * One cause and every symptom that is put down to it. `vigil`: Vigil itself, which puts all it read in doubt; `network`: nothing at all can be
 * reached; `poller`: several nodes are not asked; `host`, `group`: none of its nodes can be reached; `node`: one that does not answer as it should; `row`: something inside
 * a reading; `finding`: what nodes prove together. `verdict` is that of `head`, which stands for them all. `hidden` counts the rows of which nothing else is said,
 * by what they were when they were last read.
 */
export type Issue = {
  key: string;
  is: 'vigil' | 'network' | 'poller' | 'host' | 'group' | 'node' | 'row' | 'finding';
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
