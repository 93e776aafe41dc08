import type { Acknowledgement } from '#lib/attention/attention.ts';
import { followIssues, type Look } from '#lib/attention/follow.ts';
import type { OpenIssue } from '#lib/attention/open-issue.ts';
import type { Finding } from '#lib/finding.ts';
import type { Issue, Part } from '#lib/issues/issue.ts';
import { findIssues } from '#lib/issues.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { MOMENT, NOW } from '../components/estate.ts';
import { subjectOf } from '../issues/finding.ts';

/** One look: what is read then, and what differs from an ordinary one. */
export type Seen = {
  parts: readonly Part[];
  own?: Moment;
  findings?: readonly Finding[];
  found?: (found: readonly Issue[]) => readonly Issue[];
  said?: Acknowledgement[];
  areAllThere?: boolean;
};

export function lookAt({ parts, own = MOMENT, findings = [], found = (issues) => issues, said = [], areAllThere = true }: Seen): Look {
  const board = boardMoment(
    parts.map(({ probe }) => probe),
    own,
  );
  const times = { own, board };
  const { wrong } = findIssues({ parts, findings }, times, subjectOf);
  return { found: found(wrong), parts, times, systems: ['haproxy', 'redis'], acknowledgements: said, areAllThere };
}

/** Carries what is open through these looks; gives what is open and what was told closed after each. */
export function follow(looks: readonly Seen[]): { open: OpenIssue[]; closed: ReturnType<typeof followIssues>['closed'] }[] {
  let open: OpenIssue[] = [];
  return looks.map((seen) => {
    const next = followIssues(open, lookAt(seen));
    open = next.open;
    return next;
  });
}

export function acknowledgement(over: Partial<Acknowledgement> = {}): Acknowledgement {
  return {
    ...{ key: 'node haproxy/public/lb05', systems: ['haproxy'], subject: 'lb05', status: 'critical', by: 'ann', at: NOW },
    ...{ text: 'the disk is on its way', until: NOW + 3_600_000 },
    ...over,
  };
}
