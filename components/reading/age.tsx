'use client';
import Link from 'next/link';
import { memo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { sourceId } from '#lib/reading.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { ageLook } from './age-look.ts';
import { useBoardTime } from './board-context.tsx';

type AgeProps = {
  probe: ProbeRow;
  /** Says the trouble too, where no line beside it does. */
  wide?: boolean;
  /** In a table the head of the node has the tab stop, so that a thousand rows do not add a thousand of them. */
  isInRow?: boolean;
};

/** The ticking age of a probe's newest reading; leads to that probe on the pollers page. */
export const Age = memo(function Age({ probe, wide = false, isInRow = false }: AgeProps) {
  const { own, board } = useBoardTime();
  const format = useTimeFormat();
  const look = ageLook(probe, probe.scope === 'board' ? own : board, wide);
  const title = probe.newest ? format.describe(probe.newest.observedAt) : 'never read';
  const tabStop = isInRow ? { tabIndex: -1 } : {};
  return (
    <Link className={`age ${look.tone}`} href={pollerPath(probe)} prefetch={false} title={title} {...tabStop}>
      {look.shape && !isInRow ? <StatusShape status={look.shape} small /> : null}
      {look.text}
    </Link>
  );
});

/** Where the asking of a probe is explained. */
export function pollerPath({ source }: Pick<ProbeRow, 'source'>): string {
  return `/pollers#${encodeURIComponent(sourceId(source))}`;
}

/** How long ago something was; ticks. An en dash where it is not known. */
export const Ago = memo(function Ago({ at }: { at: number | null }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  if (at === null) return <span className="q">–</span>;
  return (
    <time className="ago" dateTime={new Date(at).toISOString()} title={format.describe(at)}>
      {formatAge(own.now - at)}
    </time>
  );
});
