import { type Attended, attend } from '#lib/attention/attend.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import { type HostNames, hostNames } from '#lib/hosts.ts';
import type { Issue, Seen } from '#lib/issues/issue.ts';
import { findIssues } from '#lib/issues.ts';
import { subjectOf } from '../overview/systems.ts';
import type { BoardTime } from '../reading/board-context.tsx';

/**
 * What is wrong now: `loud` is to be looked at, `quiet` is acknowledged or planned, `maintained` is out on purpose by its own word. All worst first.
 * `attention` and `names` are what they were told apart by.
 */
export type OpenIssues = {
  parts: Seen['parts'];
  findings: Seen['findings'];
  attention: Attention;
  names: HostNames;
  loud: readonly Attended[];
  quiet: readonly Attended[];
  maintained: readonly Issue[];
  leftOut: number;
};

export const NO_ISSUES: OpenIssues = {
  ...{ parts: [], findings: [], attention: NO_ATTENTION, names: hostNames([]) },
  ...{ loud: [], quiet: [], maintained: [], leftOut: 0 },
};

/** What is wrong with what is known at a time, told apart by what people have said of it. While the feed itself is in doubt, that is said aloud whatever was said before. */
export function openIssues(seen: Seen, time: BoardTime, attention: Attention, names: HostNames): OpenIssues {
  const { wrong, maintained, leftOut } = findIssues(seen, time, subjectOf);
  const attended = attend(wrong, attention, names, time.own.now).map((one) => (isUnheard(one, time) ? { ...one, quiet: null } : one));
  const isLoud = ({ quiet }: Attended): boolean => quiet === null;
  const [loud, quiet] = [attended.filter(isLoud), attended.filter((one) => !isLoud(one))];
  return { ...seen, attention, names, loud, quiet, maintained, leftOut };
}

/** Nobody can have known of a silence that goes on now. */
function isUnheard({ issue }: Attended, { own }: BoardTime): boolean {
  return issue.is === 'vigil' && own.doubtBefore === Number.POSITIVE_INFINITY;
}
