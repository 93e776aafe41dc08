import type { ProbeRow } from '../feed/events.ts';
import { isWorse } from '../status.ts';
import type { Issue, Symptom } from './issue.ts';

/** The kinds of lines that say of nodes that nothing comes from them. */
const LOST: readonly Issue['is'][] = ['node', 'host', 'group'];

/**
 * The lines of rows whose trouble is that they hang on another node (RowSubject.needs) become a part of the line of that node, where it cannot be read, or hangs on another one
 * itself: one cause, one line. What is worse than its cause stays a line of its own, so that nothing is hidden by it.
 */
export function withNeeded(issues: readonly Issue[]): Issue[] {
  const roots = rootsOf(issues);
  const taken = new Map<Issue, Symptom[]>();
  const left = issues.filter((issue) => {
    const root = rootOf(issue, roots);
    if (root === issue || isWorse(issue.verdict.status, root.verdict.status)) return true;
    taken.set(root, [...(taken.get(root) ?? []), ...issue.symptoms]);
    return false;
  });
  return left.map((issue) => {
    const own = taken.get(issue);
    return own ? { ...issue, symptoms: [...issue.symptoms, ...own] } : issue;
  });
}

/** Under which line whoever needs an address stands: that of a node that is lost, or of one that hangs on another itself. */
function rootsOf(issues: readonly Issue[]): ReadonlyMap<string, Issue> {
  const roots = new Map<string, Issue>();
  for (const issue of issues) {
    if (issue.is === 'row' && neededBy(issue) !== null) roots.set(keyOf(issue.head.probe, issue.head.probe.address), issue);
  }
  for (const issue of issues) {
    if (!LOST.includes(issue.is)) continue;
    for (const { probe } of issue.symptoms) roots.set(keyOf(probe, probe.address), issue);
  }
  return roots;
}

/** The end of the chain of lines of which each needs the next one; the line itself where it needs nobody, or the chain comes back to it. */
function rootOf(issue: Issue, roots: ReadonlyMap<string, Issue>): Issue {
  const seen = new Set<Issue>();
  let root = issue;
  for (let next: Issue | undefined = issue; next; next = above(root, roots)) {
    if (seen.has(next)) return issue;
    seen.add(next);
    root = next;
  }
  return root;
}

function above(issue: Issue, roots: ReadonlyMap<string, Issue>): Issue | undefined {
  const needed = neededBy(issue);
  return needed === null ? undefined : roots.get(keyOf(issue.head.probe, needed));
}

function neededBy({ is, head }: Issue): string | null {
  return is === 'row' ? (head.row?.subject.needs ?? null) : null;
}

/** An address means another thing in another group. */
function keyOf({ source: { system, group } }: ProbeRow, address: string): string {
  return `${system}/${group} ${address}`;
}
