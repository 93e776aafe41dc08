'use client';
import { useAllRows, useProbes } from '../feed/use-feed.ts';
import { BeforeFirst } from '../shell/before-first.tsx';
import { ChartsBoard } from './charts-board.tsx';
import { KeptList } from './kept-list.tsx';
import { usePeriod, useView } from './use-view.ts';

/** Charts of what is kept; which ones and of which time lives in the address. */
export function ChartsPage() {
  const url = useView();
  const period = usePeriod(url.view);
  const probes = useProbes();
  const rows = useAllRows();
  if (period === null) return <BeforeFirst title="Charts" what="node" />;
  if (url.view.keys.length === 0) return <KeptList problem={url.problem} {...{ period, probes }} />;
  return <ChartsBoard {...url} {...{ period, probes, rows }} />;
}
