'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useProbes, useRows } from '#components/feed/use-feed.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Void } from '../../ui/void.tsx';
import { INFO, toLine } from '../node-line.ts';
import { InstanceBoard } from './instance-board.tsx';

type PageProps = { group: string; node: string };

/** One instance over the feed. */
export function InstancePage({ group, node }: PageProps) {
  const all = useProbes();
  const own = useMemo(() => all.filter(({ source }) => source.system === 'redis' && source.probe === INFO), [all]);
  const names = useHostNames();
  const probe = own.find(({ source }) => source.group === group && source.node === node);
  if (own.length === 0) return <BeforeFirst title={node} what="Redis node" />;
  if (!probe) return <Nobody group={group} node={node} />;
  return (
    <HostNamesContext value={names}>
      <Known probe={probe} />
    </HostNamesContext>
  );
}

function Known({ probe }: { probe: ProbeRow }) {
  const rows = useRows(sourceId(probe.source));
  return <InstanceBoard line={toLine(probe, rows)} />;
}

/** A name that the configuration does not hold: that is no sign of health. */
function Nobody({ group, node }: PageProps) {
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status="unknown" label="unknown" /> {node}
        </h1>
      </div>
      <section className="panel" aria-label={node}>
        <Void
          status="unknown"
          title={`No node ${node} of a group ${group} is configured`}
          action={
            <Link className="btn" href="/redis" prefetch={false}>
              All of Redis
            </Link>
          }
        >
          So nobody asks it, and nothing is known of it. Look for it among the nodes that are configured.
        </Void>
      </section>
    </>
  );
}
