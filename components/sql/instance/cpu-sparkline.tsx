'use client';
import { memo, useMemo } from 'react';
import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { ChartAnchor } from '../../charts/chart-anchor.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sparkWords } from '../../reading/spark-words.ts';
import { Sparkline } from '../../reading/sparkline.tsx';
import { SparkPlace } from '../../row-trends/cell-sparkline.tsx';
import { ALL_PERCENT, placeMinutes, sqlTrend } from './cpu-trend.ts';
import { type Told, viewOf } from './line.ts';
import { unknownWords } from './words.ts';

const SHOWN_MINUTES = 60;
const WIDTH = 60;

/** `chart` is where the chart of what is kept of the processors is. */
type SparkProps = { told: Told<CpuView> | null; of: string; chart: string };

/** The last hour of the processors, minute by minute as the server recorded it. Where nothing is known of it a dotted line says why. */
export function CpuSparkline(props: SparkProps) {
  return (
    <SparkPlace>
      <Near {...props} />
    </SparkPlace>
  );
}

function Near({ told, of, chart }: SparkProps) {
  const { board } = useBoardTime();
  const view = viewOf(told);
  if (told === null || view === null)
    return <Drawn view={null} title={`CPU of ${of}: ${unknownWords(told)}`} isStale={false} to={0} chart={chart} />;
  const isStale = !isReliedOn(told.probe, board);
  return (
    <Drawn
      view={view}
      title={`CPU of ${of}`}
      isStale={isStale}
      to={isStale ? board.now : (told.probe.newest?.observedAt ?? board.now)}
      chart={chart}
    />
  );
}

type DrawnProps = { view: CpuView | null; title: string; isStale: boolean; to: number; chart: string };

// Drawn again with a reading, and not with each tick of the time.
const Drawn = memo(function Drawn({ view, title, isStale: isOld, to, chart }: DrawnProps) {
  const trend = useMemo(() => (view === null ? null : sqlTrend(view)), [view]);
  const points = trend?.points ?? [];
  const { span, isBehind } = placeMinutes(points, SHOWN_MINUTES, to);
  const isStale = isOld || isBehind;
  const words = trend === null ? title : sparkWords({ title, trend: points, span, isStale, write: (value) => `${Math.round(value)}%` });
  return (
    <ChartAnchor className={trend === null ? 'drawn lost' : 'drawn'} href={chart} words={words}>
      <Sparkline trend={points} span={span} isStale={isStale} label={words} width={WIDTH} top={ALL_PERCENT} />
    </ChartAnchor>
  );
});
