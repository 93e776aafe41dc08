import { rowIssues, vigilIssue } from './issues/causes.ts';
import { examine, judgeOwn } from './issues/examine.ts';
import { withFindings } from './issues/finding-causes.ts';
import type { Issue, Part, Seen, SubjectOf, Symptom } from './issues/issue.ts';
import { withNeeded } from './issues/needed-causes.ts';
import { nodeIssues } from './issues/node-causes.ts';
import type { Moment } from './reading.ts';
import { nodeKey } from './roll-up.ts';
import { isOutOfRollUp, STATUSES } from './status.ts';

/** `wrong` is the worst first and then the longest, Vigil's own before all; `maintained` is out on purpose; `leftOut` counts the probes that count for nothing. */
export type Issues = { wrong: readonly Issue[]; maintained: readonly Issue[]; leftOut: number };

/** `own` judges Vigil's own probes; `board` (boardMoment) everything else. */
export type Times = { own: Moment; board: Moment };

/**
 * Everything that is not ok now, one line for each cause. Every verdict that is not ok is a symptom of a line or counted as hidden by one; what counts for nothing
 * (not vital, and not permitted or not supported there) is counted apart, unless it is all that a node has.
 */
export function findIssues({ parts, findings }: Seen, times: Times, subjectOf: SubjectOf): Issues {
  const own = parts.filter(({ probe }) => probe.scope === 'board');
  const others = parts.filter(({ probe }) => probe.scope === 'node');
  const counted = countedOf(others);
  const examined = counted.map((part) => examine(part, times.board, subjectOf));
  const ill = own
    .map(({ probe }): Symptom => ({ probe, row: null, verdict: judgeOwn(probe, times.own) }))
    .filter(({ verdict }) => verdict.status !== 'ok');
  const vigil = vigilIssue(ill, examined);
  const rows = withFindings(rowIssues(examined), { parts, examined, findings }, times.board);
  const found = withNeeded([...nodeIssues(examined, times.board), ...rows]);
  return {
    wrong: [...(vigil ? [vigil] : []), ...found.filter((issue) => !isMaintained(issue)).sort(worstThenLongest)],
    maintained: found.filter(isMaintained).sort(worstThenLongest),
    leftOut: leftOutOf(others),
  };
}

/** How many of the probes of nodes count for nothing. */
export function leftOutOf(parts: readonly Part[]): number {
  return parts.length - countedOf(parts).length;
}

/** Without the probes that count for nothing; where that is all of a node, they are what is to be said of it. */
function countedOf(parts: readonly Part[]): Part[] {
  const isCounted = ({ probe }: Part) => !isOutOfRollUp(probe);
  const heard = new Set(parts.filter(isCounted).map(({ probe }) => nodeKey(probe.source)));
  return parts.filter((part) => isCounted(part) || !heard.has(nodeKey(part.probe.source)));
}

function isMaintained({ verdict }: Issue): boolean {
  return verdict.status === 'maintenance';
}

function worstThenLongest(a: Issue, b: Issue): number {
  const byStatus = STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status);
  return byStatus || a.verdict.since.at - b.verdict.since.at || a.key.localeCompare(b.key);
}
