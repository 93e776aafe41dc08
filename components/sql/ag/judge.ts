import type { ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import { ageFinding } from '#lib/issues/finding-causes.ts';
import type { Moment } from '#lib/reading.ts';
import { isWorse, judgeProbe, STATUSES, type Status, type Verdict, worstVerdict } from '#lib/status.ts';
import { isReliedOn, judgeVouched } from '#lib/vouch.ts';
import { type Ag, isPrimary, type Replica } from './groups.ts';
import { type FoundIn, type Movements, movementsOf } from './movement.ts';

/** What the replicas of a cluster are judged by at a moment. */
export type Judging = { found: FoundIn; board: Moment; verdictOf(finding: Finding): Verdict };

/** A replica at a moment. `isRead` while what it said last can be relied on; `movements` is null where it said nothing of the group. */
export type ReplicaState = { replica: Replica; verdict: Verdict; movements: Movements | null; isRead: boolean };

/** A group at a moment. `isLoud` where something is wrong with it that is no matter of the feed alone: then it is drawn large. */
export type AgState = { ag: Ag; verdict: Verdict; replicas: readonly ReplicaState[]; findings: readonly Finding[]; isLoud: boolean };

/** How to judge by some findings and the probes that they rest on; each finding is aged once. */
export function judgingBy(found: FoundIn, probes: readonly ProbeRow[], board: Moment): Judging {
  const aged = new Map<Finding, Verdict>();
  return {
    found,
    board,
    verdictOf(finding) {
      const verdict = aged.get(finding) ?? ageFinding(finding, probes, board);
      aged.set(finding, verdict);
      return verdict;
    },
  };
}

/** What a group comes to: the worst of what its replicas say of themselves, how their databases move, and what is found about it. */
export function judgeAg(ag: Ag, judging: Judging): AgState {
  const replicas = ag.replicas.map((replica) => judgeReplica(ag, replica, judging));
  const findings = judging.found.byGroup.get(ag.name) ?? [];
  const verdict = worstVerdict([...replicas.map((state) => state.verdict), ...findings.map(judging.verdictOf)]);
  return {
    ag,
    verdict: verdict ?? unknown('nothing is known of it', judging.board),
    replicas,
    findings,
    isLoud: isLoud(replicas, findings),
  };
}

/** Of a secondary whose movement nothing proves nothing is known, whatever it says of itself. */
function judgeReplica(ag: Ag, replica: Replica, judging: Judging): ReplicaState {
  const { node, rows } = replica;
  const { board, found } = judging;
  if (node === null)
    return { replica, verdict: unknown('not configured in Vigil, so it is not asked', board), movements: null, isRead: false };
  const isRead = isReliedOn(node.ag, board);
  if (rows === null) {
    const ofNode = judgeProbe(node.ag, board);
    const verdict = ofNode.status === 'ok' ? unknown('it says nothing of this group', board) : ofNode;
    return { replica, verdict, movements: null, isRead };
  }
  const movements = movementsOf(found, node.name, rows);
  const isUnproved = movements.unproved > 0 && !isPrimary(replica);
  const all = [
    judgeVouched(rows.worst, node.ag, board),
    ...movements.findings.map(judging.verdictOf),
    ...(lacks(ag, replica) ? [unknown('it has not all databases that the primary has', board)] : []),
    ...(isUnproved ? [unknown('whether what is written reaches it is not known yet', board)] : []),
  ];
  return { replica, verdict: worstVerdict(all) ?? rows.worst, movements, isRead };
}

/** What the primary has and a copy does not may come there yet: it is not known to be, and is no part of what moves. */
function lacks({ primary }: Ag, { rows }: Replica): boolean {
  if (rows === null || rows.view.own?.mode === 'configuration only') return false;
  return [...(primary?.rows?.databases.keys() ?? [])].some((id) => !rows.databases.has(id));
}

/** Worst first, then by name. */
export function sortStates(states: readonly AgState[]): AgState[] {
  return states.toSorted((a, b) => rank(a.verdict.status) - rank(b.verdict.status) || a.ag.name.localeCompare(b.ag.name));
}

/** Until when what a replica says is known: now, or its last answer where that is not relied on any more. Epoch ms. */
export function knownUntil({ replica: { node }, isRead }: ReplicaState, { board }: Judging): number {
  return isRead ? board.now : (node?.ag.newest?.observedAt ?? board.now);
}

/** The place of a status among all of them, the worst first. */
export function rank(status: Status): number {
  return STATUSES.indexOf(status);
}

// By the words of the sources and not by their ages: a silent feed makes everything stale at once, and must not open every group on the page.
// Where none of its replicas is read there is nothing to show large but what is old: the nodes above the groups say so once.
function isLoud(replicas: readonly ReplicaState[], findings: readonly Finding[]): boolean {
  const isWrong = ({ status }: Verdict): boolean => status === 'critical' || status === 'warning';
  const isAnyRead = replicas.some(({ isRead }) => isRead);
  return (
    findings.some(({ verdict }) => isWrong(verdict)) ||
    replicas.some(({ replica: { rows, node }, verdict }) => {
      if (rows !== null && isWrong(rows.worst)) return true;
      return isAnyRead && node !== null && node.ag.failing !== null && isWorse(verdict.status, 'warning');
    })
  );
}

function unknown(reason: string, { now }: Moment): Verdict {
  return { status: 'unknown', reason, since: { at: now, how: 'before' } };
}
