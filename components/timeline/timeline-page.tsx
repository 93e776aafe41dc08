'use client';
import { useMemo } from 'react';
import { useProbes } from '#components/feed/use-feed.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { useUrlSet, useUrlText, useUrlWord } from '../ui/use-url.ts';
import { TimelineBoard } from './timeline-board.tsx';
import { type TimelineClient, timelineClient } from './timeline-client.ts';
import { addressTime, type LookedAt, readAddress } from './timeline-url.ts';
import { usePeriod } from './use-period.ts';

/** The timeline, with the places that the feed knows. */
export function TimelinePage({ viewer }: { viewer: Viewer }) {
  return <Timeline viewer={viewer} probes={useProbes()} client={timelineClient} />;
}

type TimelineProps = { viewer: Viewer; probes: readonly ProbeRow[]; client: TimelineClient };

/** All that is looked for lives in the address. */
export function Timeline({ viewer, probes, client }: TimelineProps) {
  const [period, setPeriod] = usePeriod();
  const [kinds, setKind] = useUrlSet('kind');
  const [system, setSystem] = useUrlWord('system');
  const [group, setGroup] = useUrlWord('group');
  const [node, setNode] = useUrlWord('node');
  const [q, setQ] = useUrlText('q');
  const [open, setOpen] = useUrlSet('open');
  const asked = useMemo(() => readAddress({ ...period, kinds, system, group, node, q }), [period, kinds, system, group, node, q]);
  const change = {
    period: (next: LookedAt) =>
      setPeriod(
        next.is === 'live'
          ? { range: next.range, from: '', to: '' }
          : { range: '', from: addressTime(next.from), to: addressTime(next.to) },
      ),
    kind: setKind,
    place: (next: string) => {
      setSystem(next);
      setGroup('');
      setNode('');
    },
    text: setQ,
  };
  return (
    <TimelineBoard viewer={viewer} probes={probes} client={client} asked={asked} text={q} change={change} open={open} onOpen={setOpen} />
  );
}
