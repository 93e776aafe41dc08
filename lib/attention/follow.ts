import { isRefusal } from '../failure.ts';
import type { Issue, Part } from '../issues/issue.ts';
import type { Times } from '../issues.ts';
import { freshness, sourceId } from '../reading.ts';
import { isWorse } from '../status.ts';
import type { Acknowledgement } from './attention.ts';
import type { ClosedIssue } from './closed.ts';
import { type Ground, groundOf, groundsOf, nameIssue, type OpenIssue, systemsOf } from './open-issue.ts';

/**
 * What is seen at a moment: `found` is what is wrong (findIssues) with these parts, `systems` all that are configured. `areAllThere`: nodes that were discovered before a restart
 * are among the parts by now, so that what is not is watched no more.
 */
export type Look = {
  found: readonly Issue[];
  parts: readonly Part[];
  times: Times;
  systems: readonly string[];
  acknowledgements: readonly Acknowledgement[];
  areAllThere: boolean;
};

/**
 * Carries the open issues on to a later moment, and tells which are over. One is over when every source that ever showed it has been read afresh and nothing that showed
 * it is wrong any more, under whatever name: not when it is merely not to be seen, because its node fell silent, Vigil itself is in doubt, or another cause stands for it.
 */
export function followIssues(before: readonly OpenIssue[], look: Look): { open: OpenIssue[]; closed: ClosedIssue[] } {
  const known = new Map(before.map((issue) => [issue.key, issue]));
  const shown = look.found.filter((issue) => !isNotReadYet(issue)).map((issue) => carryOn(known.get(issue.key), issue, look));
  const keys = new Set(shown.map(({ key }) => key));
  const hidden = before.filter(({ key }) => !keys.has(key));
  const isOver = endedBy(look);
  const isWatched = watchedIn(look);
  const closedAt = look.times.own.now;
  return {
    open: [...shown, ...hidden.filter((issue) => !isOver(issue)).map((issue) => withAcknowledgement(issue, look))],
    closed: hidden.filter(isOver).map(({ status, concerns, grounds, unseenFrom: from, ...issue }) => {
      const why = grounds.every(isWatched) ? 'did not look' : 'not watched';
      return { ...issue, closedAt, unseen: from === null ? null : { from, to: closedAt, why } };
    }),
  };
}

/** The sources whose newest reading can be gone by: not too old, not in doubt, and no refusal after it. */
export function readAfresh({ parts, times }: Pick<Look, 'parts' | 'times'>): Set<string> {
  const isRead = ({ probe: { newest, staleAfterMs, scope, attempt } }: Part): boolean => {
    const moment = scope === 'board' ? times.own : times.board;
    return freshness(newest, staleAfterMs, moment).is === 'fresh' && !(attempt?.failure && isRefusal(attempt.failure));
  };
  return new Set(parts.filter(isRead).map(({ probe }) => sourceId(probe.source)));
}

function endedBy(look: Look): (issue: OpenIssue) => boolean {
  const read = readAfresh(look);
  const wrong = new Set(look.found.flatMap((issue) => issue.symptoms.map((symptom) => groundOf(issue, symptom).id)));
  const isWatched = watchedIn(look);
  const isGone = (ground: Ground): boolean => look.areAllThere && !isWatched(ground);
  return ({ grounds, unseenFrom }) =>
    grounds.every((ground) => (read.has(ground.source) && !wrong.has(ground.id)) || (unseenFrom !== null && isGone(ground)));
}

function watchedIn({ parts }: Look): (ground: Ground) => boolean {
  const known = new Set(parts.map(({ probe }) => sourceId(probe.source)));
  return ({ source }) => known.has(source);
}

// Before the first answer could come nothing is wrong: otherwise each start would leave an issue of each node.
function isNotReadYet({ symptoms }: Issue): boolean {
  return symptoms.every(
    ({ probe, row, verdict }) => row === null && verdict.status === 'unknown' && probe.newest === null && !probe.attempt?.failure,
  );
}

function carryOn(was: OpenIssue | undefined, issue: Issue, look: Look): OpenIssue {
  const { key, is, verdict, symptoms } = issue;
  const concerns = systemsOf(issue, look.systems);
  const own = { ...nameIssue(issue), status: verdict.status, concerns };
  // The first words: the last ones of a server that comes back are that it recovers.
  const isWorst = !was || isWorse(verdict.status, was.worst);
  const carried = {
    ...{ key, is, ...own, seenAt: was?.seenAt ?? look.times.own.now },
    ...(isWorst ? { worst: verdict.status, reason: verdict.reason } : { worst: was.worst, reason: was.reason }),
    since: was && was.since.at <= verdict.since.at ? was.since : verdict.since,
    symptoms: Math.max(was?.symptoms ?? 0, symptoms.length),
    systems: union(was?.systems ?? [], concerns),
    grounds: addGrounds(was?.grounds ?? [], groundsOf(issue)),
    acknowledged: was?.acknowledged ?? null,
    unseenFrom: null,
  };
  return withAcknowledgement(carried, look);
}

/** Whoever may see the issue sees its acknowledgement with it, which may concern more systems than it does now. */
function withAcknowledgement(issue: OpenIssue, { acknowledgements }: Look): OpenIssue {
  const said = acknowledgements.find(({ key }) => key === issue.key);
  return said ? { ...issue, acknowledged: said, systems: union(issue.systems, said.systems) } : issue;
}

function addGrounds(known: readonly Ground[], come: readonly Ground[]): readonly Ground[] {
  const ids = new Set(known.map(({ id }) => id));
  const added = come.filter(({ id }) => !ids.has(id));
  return added.length > 0 ? [...known, ...added] : known;
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}
