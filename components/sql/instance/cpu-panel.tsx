'use client';
import { memo, useMemo } from 'react';
import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Chart } from '../../row-trends/chart.tsx';
import { KEPT_MINUTES, machineTrend, placeMinutes, sqlTrend } from './cpu-trend.ts';
import { type Told, viewOf } from './line.ts';
import { ToldPanel } from './told-panel.tsx';

/** The processors over the last four hours, minute by minute as the server itself recorded them, each minute at its own moment. */
export function CpuPanel({ told }: { told: Told<CpuView> | null }) {
  const { board } = useBoardTime();
  const view = viewOf(told);
  const isStale = told !== null && !isReliedOn(told.probe, board);
  const to = isStale ? board.now : (told?.probe.newest?.observedAt ?? board.now);
  const isEmpty = view !== null && view.minutes.length === 0;
  return (
    <ToldPanel title="CPU history" told={told} note="by the minute, as the server recorded it">
      {isEmpty ? <p className="note">The server has recorded no minute yet: it does so once a minute after its start.</p> : null}
      {view === null || isEmpty ? null : <Charts view={view} isStale={isStale} to={to} />}
    </ToldPanel>
  );
}

// Drawn again with a reading, and not with each tick of the time.
const Charts = memo(function Charts({ view, isStale, to }: { view: CpuView; isStale: boolean; to: number }) {
  const isWhole = view.minutes.some(({ otherPercent }) => otherPercent !== null);
  const trends = useMemo(() => [sqlTrend(view), ...(isWhole ? [machineTrend(view)] : [])], [view, isWhole]);
  return (
    <div className="rowcharts cpu">
      {trends.map((trend) => {
        const { span, isBehind } = placeMinutes(trend.points, KEPT_MINUTES, to);
        return <Chart key={trend.name} trend={trend} span={span} isStale={isStale || isBehind} marks={[]} />;
      })}
      {isWhole ? null : (
        <p className="note">
          What the whole machine did is not known: the server does not record it, as on Linux, where it writes 0 for idle.
        </p>
      )}
    </div>
  );
});
