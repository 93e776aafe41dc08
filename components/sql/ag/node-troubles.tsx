'use client';
import type { FailureKind } from '#lib/failure.ts';
import { isSilence } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { freshness, sourceId } from '#lib/reading.ts';
import { judgeProbe, worst } from '#lib/status.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { failingWords, failureTitle, lastReadWords } from '../../reading/failure-words.ts';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { Void } from '../../ui/void.tsx';
import { CLUSTER, SERVER, type SqlCluster, type SqlNode } from './nodes.ts';

/** Why nodes of a cluster are not read: several that fail in the same way are told of once, with what is known of each. */
export function NodeTroubles({ cluster }: { cluster: SqlCluster }) {
  const { board } = useBoardTime();
  const probes = cluster.nodes.flatMap(unlikeTroubles);
  const failing = probes.filter((probe) => isFailing(probe, board));
  const alike = [...Map.groupBy(failing, likeness)].filter(([, own]) => own.length > 1);
  const together = new Set(alike.flatMap(([, own]) => own));
  return (
    <>
      {alike.map(([key, own]) => (
        <Together key={key} {...{ cluster, own }} />
      ))}
      {probes
        .filter((probe) => !together.has(probe))
        .map((probe) => (
          <ProbeTrouble
            key={sourceId(probe.source)}
            probe={probe}
            moment={board}
            action={<NodePoll probe={probe} />}
            isNamed
            isAmongNodes
          />
        ))}
    </>
  );
}

/** The questions of a node whose troubles are told here: that of its groups, and the others where they fail otherwise. What a group has of its logs is told with it. */
function unlikeTroubles({ ag, probes }: SqlNode): ProbeRow[] {
  const others = probes.filter(({ source }) => source.probe === SERVER || source.probe === CLUSTER);
  const isUnlike = ({ attempt }: ProbeRow): boolean => attempt?.failure != null && attempt.failure.kind !== ag.attempt?.failure?.kind;
  // Until there is a first answer all of them say the same.
  return [ag, ...others.filter((probe) => isUnlike(probe) || (ag.newest !== null && ag.attempt?.failure == null))];
}

/** Silence that is not yet stale is said beside the age. */
function isFailing({ attempt, newest, staleAfterMs }: ProbeRow, board: Moment): boolean {
  const failure = attempt?.failure ?? null;
  return failure !== null && !(isSilence(failure) && freshness(newest, staleAfterMs, board).is === 'fresh');
}

function likeness({ attempt, question }: ProbeRow): string {
  return `${attempt?.failure?.kind ?? ''}\n${question}`;
}

function Together({ cluster, own }: { cluster: SqlCluster; own: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const format = useTimeFormat();
  const [first] = own;
  const kind: FailureKind | null = first?.attempt?.failure?.kind ?? null;
  if (!first || kind === null) return null;
  const target = { system: cluster.system, group: cluster.name };
  const of = own.length === cluster.nodes.length ? `all ${own.length} nodes` : `${own.length} of ${cluster.nodes.length} nodes`;
  return (
    <Void
      status={worst(own.map((probe) => judgeProbe(probe, board).status))}
      title={`${failureTitle(kind)}: ${first.question} at ${of}`}
      action={<PollButton target={target} name={cluster.title} isPlain />}
    >
      {own.map((probe) => (
        <span key={sourceId(probe.source)} className="troubled" title={probe.attempt?.failure?.message}>
          <b>{probe.source.node}</b> {probe.address}, {lastReadWords(probe, board.now)}, {failingWords(probe, board.now, format)}
        </span>
      ))}
    </Void>
  );
}

function NodePoll({ probe: { source } }: { probe: ProbeRow }) {
  const { system, group, node } = source;
  return <PollButton target={{ system, group, node }} name={node} isPlain />;
}
