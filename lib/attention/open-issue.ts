import type { Issue, Symptom } from '../issues/issue.ts';
import { sourceId } from '../reading.ts';
import type { Status } from '../status.ts';
import type { ClosedIssue } from './closed.ts';

/** One thing that showed an issue. `id` names it among all things that can be wrong, `source` is where it is read. */
export type Ground = { id: string; source: string };

/**
 * An issue that is not over, also while another stands for it or nobody can see it. `status` and `concerns`, its systems, are of when it was seen last; `systems` and
 * `grounds` are all that it ever concerned, and all that ever showed it. `unseenFrom` (epoch ms) is when Vigil looked last before it was started anew; null once it found the
 * issue again.
 */
export type OpenIssue = Omit<ClosedIssue, 'closedAt' | 'unseen'> & {
  status: Status;
  concerns: readonly string[];
  grounds: readonly Ground[];
  unseenFrom: number | null;
};

/** An issue as people call it: what is wrong, and where that stands. */
export function nameIssue({ is, head: { probe, row, witnessed }, symptoms }: Issue): { subject: string; place: string } {
  switch (is) {
    case 'vigil':
      return { subject: 'Vigil itself', place: 'Vigil' };
    case 'network':
      return { subject: "Vigil's own network", place: 'Vigil' };
    case 'poller':
      return { subject: "Vigil's poller", place: 'Vigil' };
    case 'host':
      return { subject: probe.host ?? probe.source.node, place: [...new Set(symptoms.map((one) => one.probe.systemTitle))].join(', ') };
    case 'group':
      return { subject: probe.groupTitle, place: probe.systemTitle };
    case 'finding':
      return { subject: witnessed?.finding.subject ?? probe.groupTitle, place: `${probe.systemTitle}, ${probe.groupTitle}` };
    case 'node':
    case 'row':
      return { subject: row?.subject.name ?? probe.source.node, place: `${probe.systemTitle}, ${probe.groupTitle}` };
  }
}

/** The systems that an issue concerns. Vigil's own concerns all that are configured. */
export function systemsOf({ is, symptoms }: Issue, configured: readonly string[]): string[] {
  if (is === 'vigil' || symptoms.some(({ probe }) => probe.scope === 'board')) return [...configured];
  return [...new Set(symptoms.map(({ probe }) => probe.source.system))];
}

/** What an issue rests on. What stands under another symptom of it is a consequence, and may outlast it in an issue of its own. */
export function groundsOf(issue: Issue): Ground[] {
  const heads = new Set(
    issue.symptoms.flatMap(({ probe, row }) => (row?.subject.heads ? [placeKey(probe.source, row.subject.heads)] : [])),
  );
  const isConsequence = ({ probe, row }: Symptom): boolean =>
    Boolean(row?.subject.under && heads.has(placeKey(probe.source, row.subject.under)));
  return issue.symptoms.filter((symptom) => !isConsequence(symptom)).map((symptom) => groundOf(issue, symptom));
}

/** A symptom as a ground. That Vigil doubts a source, and what a source proves with others, is something else than what is wrong with it. */
export function groundOf({ is }: Issue, { probe, row, witnessed }: Symptom): Ground {
  const source = sourceId(probe.source);
  if (witnessed) return { id: `finding ${witnessed.finding.id} of ${source}`, source };
  if (row) return { id: `${source}\n${row.live.id}`, source };
  return { id: is === 'vigil' && probe.scope === 'node' ? `doubt of ${source}` : source, source };
}

function placeKey(source: Symptom['probe']['source'], place: string): string {
  return `${sourceId(source)}\n${place}`;
}
