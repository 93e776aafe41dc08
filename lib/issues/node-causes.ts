import type { FailureKind } from '../failure.ts';
import type { ProbeRow } from '../feed/events.ts';
import type { Moment } from '../reading.ts';
import { nodeKey } from '../roll-up.ts';
import { countStatuses } from '../status.ts';
import type { Examined } from './examine.ts';
import { headOf } from './head.ts';
import { addCounts, type Issue, type Symptom } from './issue.ts';

/** Everything known of one node: `symptoms` are those of its probes themselves. */
type Case = { key: string; group: string; host: string | null; examined: readonly Examined[]; symptoms: readonly Symptom[] };

/** How a node fails that no question can reach. */
const NETWORK: readonly FailureKind[] = ['timeout', 'refused', 'unreachable', 'dns'];

/**
 * One line for each cause for which nodes do not answer as they should: Vigil's own network where none at all can be reached, its poller where several are not asked,
 * a host or a group none of whose nodes can be reached, and else each node by itself. Whatever that hides is counted.
 */
export function nodeIssues(examined: readonly Examined[], board: Moment): Issue[] {
  const all = casesOf(examined);
  const ill = all.filter(({ symptoms }) => symptoms.length > 0);
  const lost = ill.filter(isLost);
  if (isNetwork(lost, all)) return issueOf('network', 'network', lost);
  const unasked = ill.filter((one) => isUnasked(one, board));
  const ofPoller = unasked.length > 1 ? unasked : [];
  const hosts = whole(lost, all, hostOf);
  const left = lost.filter((one) => !hosts.some((host) => host.includes(one)));
  const groups = whole(left, all, groupOf);
  const taken = new Set([...ofPoller, ...hosts.flat(), ...groups.flat()]);
  return [
    ...issueOf('poller', 'poller', ofPoller),
    ...hosts.flatMap((own) => issueOf('host', `host ${hostOf(own[0])}`, own)),
    ...groups.flatMap((own) => issueOf('group', `group ${groupOf(own[0])}`, own)),
    ...ill.filter((one) => !taken.has(one)).flatMap((one) => issueOf('node', `node ${one.key}`, [one])),
  ];
}

function casesOf(examined: readonly Examined[]): Case[] {
  const byNode = Map.groupBy(examined, ({ probe }) => nodeKey(probe.source));
  return [...byNode].flatMap(([key, own]) => {
    const first = own[0]?.probe;
    if (!first) return [];
    const { system, group } = first.source;
    return [{ key, group: `${system}/${group}`, host: first.host, examined: own, symptoms: own.flatMap(({ node }) => node) }];
  });
}

function issueOf(is: Issue['is'], key: string, cases: readonly Case[]): Issue[] {
  const symptoms = cases.flatMap((one) => one.symptoms);
  const head = headOf(symptoms);
  if (!head) return [];
  const hidden = cases
    .flatMap(({ examined }) => examined)
    .filter(({ node, doubted }) => node.length > 0 && !doubted)
    .reduce((sum, one) => addCounts(sum, one.hidden), countStatuses([]));
  return [{ key, is, verdict: head.verdict, head, symptoms, hidden }];
}

/** Nothing at all can be reached, in several groups on several machines, and not because every machine answers that nobody listens. */
function isNetwork(lost: readonly Case[], all: readonly Case[]): boolean {
  const isRefused = ({ examined }: Case): boolean => examined.some(({ probe }) => probe.attempt?.failure?.kind === 'refused');
  return lost.length === all.length && placesOf(all, groupOf) > 1 && placesOf(all, hostOf) > 1 && !lost.every(isRefused);
}

/** Nothing has come from the node since it was first asked in vain. */
function isLost({ examined }: Case): boolean {
  const failed = examined.flatMap(({ probe }) => (isOutOfReach(probe) && probe.failing ? [probe.failing.since] : []));
  if (failed.length === 0) return false;
  const since = Math.min(...failed);
  return examined.every(({ probe }) => isOutOfReach(probe) || (probe.attempt?.at ?? 0) <= since);
}

function isOutOfReach({ attempt }: ProbeRow): boolean {
  return attempt?.failure ? NETWORK.includes(attempt.failure.kind) : false;
}

/** It did not fail: it was not asked for longer than its readings last. */
function isUnasked({ symptoms }: Case, board: Moment): boolean {
  return symptoms.every(({ probe: { attempt, staleAfterMs }, verdict: { status } }) => {
    return (status === 'stale' || status === 'critical') && !attempt?.failure && board.now - (attempt?.at ?? 0) > staleAfterMs;
  });
}

/** The places of two nodes or more where every single one is lost, each with its nodes. */
function whole(lost: readonly Case[], all: readonly Case[], placeOf: (one: Case) => string | null): [Case, ...Case[]][] {
  const places = Map.groupBy(lost, placeOf);
  return [...places].flatMap(([place, own]) => {
    const [first, ...others] = own;
    if (place === null || !first || others.length === 0) return [];
    return all.filter((one) => placeOf(one) === place).length === own.length ? [[first, ...others]] : [];
  });
}

function placesOf(cases: readonly Case[], placeOf: (one: Case) => string | null): number {
  return new Set(cases.map((one) => placeOf(one) ?? one.key)).size;
}

function groupOf({ group }: Case): string {
  return group;
}

function hostOf({ host }: Case): string | null {
  return host;
}
