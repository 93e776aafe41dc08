import type { ProbeRow } from './feed/events.ts';
import type { Moment } from './reading.ts';
import { countStatuses, isOutOfRollUp, judgeProbe, type StatusCounts, type Verdict, worstVerdict } from './status.ts';

export type NodeVerdict = { system: string; group: string; node: string; verdict: Verdict };

/** What some probes come to: the worst verdict whole, how many nodes stand at each status, and how many probes were left out. */
export type RollUp = { verdict: Verdict; counts: StatusCounts; nodes: NodeVerdict[]; leftOut: number };

/** `system/group/node`: the one spelling of a node as a key. */
export function nodeKey({ system, group, node }: { system: string; group: string; node: string }): string {
  return `${system}/${group}/${node}`;
}

/**
 * The moment at which everything but Vigil's own probes is judged. When one of its own is stale or critical nothing that it has read can be trusted,
 * so that every reading up to now is in doubt.
 */
export function boardMoment(probes: readonly ProbeRow[], moment: Moment): Moment {
  return boardTrouble(probes, moment).length > 0 ? { now: moment.now, doubtBefore: Number.POSITIVE_INFINITY } : moment;
}

/** Vigil's own probes that make the whole board stale, each with its verdict. Judged by the moment as it is, not by boardMoment. */
export function boardTrouble(probes: readonly ProbeRow[], moment: Moment): { probe: ProbeRow; verdict: Verdict }[] {
  return probes
    .filter((probe) => probe.scope === 'board')
    .map((probe) => ({ probe, verdict: judgeProbe(probe, moment) }))
    .filter(({ verdict }) => verdict.status === 'stale' || verdict.status === 'critical');
}

/**
 * What the probes of a node, a group or a system come to. Nodes are counted, not probes. The worst of nothing is unknown, and a node all of whose probes
 * are left out (not permitted, not supported, not vital) is unknown too.
 */
export function rollUp(probes: readonly ProbeRow[], moment: Moment): RollUp {
  const byNode = Map.groupBy(probes, (probe) => nodeKey(probe.source));
  const nodes: NodeVerdict[] = [];
  for (const own of byNode.values()) {
    const source = own[0]?.source;
    if (!source) continue;
    const verdict = worstVerdict(own.filter((probe) => !isOutOfRollUp(probe)).map((probe) => judgeProbe(probe, moment)));
    nodes.push({
      system: source.system,
      group: source.group,
      node: source.node,
      verdict: verdict ?? nothing('no probe of it counts', moment),
    });
  }
  return {
    verdict: worstVerdict(nodes.map((node) => node.verdict)) ?? nothing('nothing is asked here', moment),
    counts: countStatuses(nodes.map((node) => node.verdict.status)),
    nodes,
    leftOut: probes.filter(isOutOfRollUp).length,
  };
}

function nothing(reason: string, { now }: Moment): Verdict {
  return { status: 'unknown', reason, since: { at: now, how: 'before' } };
}
