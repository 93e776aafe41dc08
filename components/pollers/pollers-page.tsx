'use client';
import { useProbes } from '#components/feed/use-feed.ts';
import { BeforeFirst } from '../shell/before-first.tsx';
import { PollersBoard } from './pollers-board.tsx';

/** The pollers page over the feed. */
export function PollersPage() {
  const probes = useProbes();
  if (probes.length === 0) return <BeforeFirst title="Pollers" what="node" />;
  return <PollersBoard probes={probes} />;
}
