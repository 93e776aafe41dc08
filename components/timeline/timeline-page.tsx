'use client';
import { useMemo } from 'react';
import type { Viewer } from '#lib/access/viewer.ts';
import { useUrlSet, useUrlText, useUrlWord } from '../ui/use-url.ts';
import { TimelineBoard } from './timeline-board.tsx';
import { type TimelineClient, timelineClient } from './timeline-client.ts';
import { addressTime, type LookedAt, readAddress } from './timeline-url.ts';
import { usePeriod } from './use-period.ts';

/** The timeline; all that is looked for lives in its address. */
export function TimelinePage({ viewer, client = timelineClient }: { viewer: Viewer; client?: TimelineClient }) {
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
  return <TimelineBoard viewer={viewer} client={client} asked={asked} text={q} change={change} open={open} onOpen={setOpen} />;
}
