'use client';
import { useMemo } from 'react';
import { useNodeEvents, useProbes, useRows } from '#components/feed/use-feed.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { GatherRows } from '../../reading/gather-rows.tsx';
import { marksOf, RestartMarks } from '../../row-trends/restart-marks.ts';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { INFO } from '../node-line.ts';
import { toLines } from '../node-lines.ts';
import { NodesContext } from '../replication/nodes-context.ts';
import { SentinelBoard } from '../sentinel/sentinel-board.tsx';
import { SENTINEL, toSentinelLine } from '../sentinel/sentinel-line.ts';
import { REDIS_TRENDS } from '../trends.ts';
import { InstanceBoard } from './instance-board.tsx';

type PageProps = { group: string; node: string };

/** One instance over the feed. */
export function InstancePage({ group, node }: PageProps) {
  const all = useProbes();
  const own = useMemo(() => all.filter(({ source }) => source.system === 'redis'), [all]);
  const names = useHostNames();
  const events = useNodeEvents();
  const marks = useMemo(() => marksOf(events), [events]);
  const ofGroup = useMemo(() => own.filter(({ source }) => source.group === group), [own, group]);
  const asked = ofGroup.filter(({ source }) => source.node === node);
  const probe = asked.find(({ source }) => source.probe === INFO);
  const sentinel = asked.find(({ source }) => source.probe === SENTINEL);
  if (own.length === 0) return <BeforeFirst title={node} what="Redis node" />;
  if (!probe && !sentinel) return <Nobody group={group} node={node} />;
  return (
    <HostNamesContext value={names}>
      <RestartMarks value={marks}>
        <RowTrendsProvider of={REDIS_TRENDS}>
          {probe ? <Known probe={probe} ofGroup={ofGroup} /> : null}
          {sentinel ? <KnownSentinel probe={sentinel} ofGroup={ofGroup} /> : null}
        </RowTrendsProvider>
      </RestartMarks>
    </HostNamesContext>
  );
}

type KnownProps = { probe: ProbeRow; ofGroup: readonly ProbeRow[] };

/** With the others of its group: what can be done about whom it replicates rests on them. */
function Known({ probe, ofGroup }: KnownProps) {
  return (
    <GatherRows probes={ofGroup}>
      {(rows) => {
        const lines = toLines(ofGroup, rows);
        const line = lines.find((one) => one.probe === probe);
        return <NodesContext value={lines}>{line ? <InstanceBoard line={line} /> : null}</NodesContext>;
      }}
    </GatherRows>
  );
}

/** What a Sentinel names is compared with what the nodes of its group say themselves. */
function KnownSentinel({ probe, ofGroup }: KnownProps) {
  const own = useRows(sourceId(probe.source));
  return (
    <GatherRows probes={ofGroup}>
      {(rows) => <SentinelBoard line={toSentinelLine(probe, own)} nodes={toLines(ofGroup, rows)} sentinels={ofGroup.filter(isSentinel)} />}
    </GatherRows>
  );
}

function isSentinel({ source }: ProbeRow): boolean {
  return source.probe === SENTINEL;
}

/** A name that the configuration does not hold: that is no sign of health. */
function Nobody({ group, node }: PageProps) {
  return (
    <NothingKnown name={node} title={`No node ${node} of a group ${group} is configured`} all={{ path: '/redis', title: 'All of Redis' }}>
      So nobody asks it, and nothing is known of it. Look for it among the nodes that are configured.
    </NothingKnown>
  );
}
