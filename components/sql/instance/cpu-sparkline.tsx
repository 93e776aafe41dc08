'use client';
import { memo, useMemo } from 'react';
import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sparkWords } from '../../reading/spark-words.ts';
import { Sparkline } from '../../reading/sparkline.tsx';
import { SparkPlace } from '../../row-trends/cell-sparkline.tsx';
import { ALL_PERCENT, placeMinutes, sqlTrend } from './cpu-trend.ts';
import { type Told, viewOf } from './line.ts';
import { unknownWords } from './words.ts';

const SHOWN_MINUTES = 60;
const WIDTH = 60;

type SparkProps = { told: Told<CpuView> | null; of: string };

/** The last hour of the processors, minute by minute as the server recorded it. Where nothing is known of it a dotted line says why. */
export function CpuSparkline({ told, of }: SparkProps) {
  return (
    <SparkPlace>
      <Near told={told} of={of} />
    </SparkPlace>
  );
}

function Near({ told, of }: SparkProps) {
  const { board } = useBoardTime();
  const view = viewOf(told);
  if (told === null || view === null) return <Drawn view={null} title={`CPU of ${of}: ${unknownWords(told)}`} isStale={false} to={0} />;
  const isStale = !isReliedOn(told.probe, board);
  return (
    <Drawn view={view} title={`CPU of ${of}`} isStale={isStale} to={isStale ? board.now : (told.probe.newest?.observedAt ?? board.now)} />
  );
}

type DrawnProps = { view: CpuView | null; title: string; isStale: boolean; to: number };

// Drawn again with a reading, and not with each tick of the time.
const Drawn = memo(function Drawn({ view, title, isStale: isOld, to }: DrawnProps) {
  const trend = useMemo(() => (view === null ? null : sqlTrend(view)), [view]);
  const points = trend?.points ?? [];
  const { span, isBehind } = placeMinutes(points, SHOWN_MINUTES, to);
  const isStale = isOld || isBehind;
  const words = trend === null ? title : sparkWords({ title, trend: points, span, isStale, write: (value) => `${Math.round(value)}%` });
  return (
    <span className={trend === null ? 'drawn lost' : 'drawn'} title={words}>
      <Sparkline trend={points} span={span} isStale={isStale} label={words} width={WIDTH} top={ALL_PERCENT} />
    </span>
  );
});
