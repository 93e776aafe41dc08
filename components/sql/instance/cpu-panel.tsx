'use client';
import { memo, useMemo } from 'react';
import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Chart } from '../../row-trends/chart.tsx';
import { KEPT_MINUTES, machineTrend, spanOfMinutes, sqlTrend } from './cpu-trend.ts';
import { type Told, viewOf } from './line.ts';
import { ToldPanel } from './told-panel.tsx';

/** The processors over the last four hours, minute by minute as the server itself recorded them, each minute at its own moment. */
export function CpuPanel({ told }: { told: Told<CpuView> | null }) {
  const { board } = useBoardTime();
  const view = viewOf(told);
  const isStale = told !== null && !isReliedOn(told.probe, board);
  const isEmpty = view !== null && view.minutes.length === 0;
  return (
    <ToldPanel title="CPU history" told={told} note="by the minute, as the server recorded it">
      {isEmpty ? <p className="note">The server has recorded no minute yet: it does so once a minute after its start.</p> : null}
      {view === null || isEmpty ? null : <Charts view={view} staleAt={isStale ? board.now : null} />}
    </ToldPanel>
  );
}

// Drawn again with a reading, and not with each tick of the time.
const Charts = memo(function Charts({ view, staleAt }: { view: CpuView; staleAt: number | null }) {
  const trends = useMemo(() => [sqlTrend(view), machineTrend(view)], [view]);
  return (
    <div className="rowcharts cpu">
      {trends.map((trend) => (
        <Chart
          key={trend.name}
          trend={trend}
          span={spanOfMinutes(trend.points, KEPT_MINUTES, staleAt)}
          isStale={staleAt !== null}
          marks={[]}
        />
      ))}
    </div>
  );
});
