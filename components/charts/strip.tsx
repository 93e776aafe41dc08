'use client';
import { useMemo } from 'react';
import type { SeriesKey } from '#lib/history.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { placeOf } from './frame.ts';
import { drawingOf, linesOf } from './lines.ts';
import { TimeChart } from './time-chart.tsx';
import { useSeries } from './use-series.ts';
import { type Period, RANGES, type View } from './view.ts';

const HEIGHT = 64;
const POINTS = 300;
const HOUR_MS = 3_600_000;

type StripProps = { series: SeriesKey; view: View; period: Period; onZoom(period: Period): void; onBack(): void };

/** A longer time with the one that is shown in it: drawing over it shows another part. */
export function Strip({ series, view, period, onZoom, onBack }: StripProps) {
  const { own } = useBoardTime();
  const keys = useMemo(() => [series], [series]);
  const hour = Math.ceil(own.now / HOUR_MS) * HOUR_MS;
  const whole = useMemo(() => wholeOf(period, hour), [period, hour]);
  // Before the server's time is known there is no longer time.
  const { data } = useSeries(own.now > 0 ? keys : null, whole, POINTS);
  const lines = useMemo(() => linesOf(keys, data, () => ''), [keys, data]);
  const { drawn, silences } = useMemo(() => drawingOf(lines, data), [lines, data]);
  const [from, to] = [placeOf(Math.max(period.from, whole.from), whole), placeOf(Math.min(period.to, whole.to), whole)];
  if (view.keys.length === 0) return null;
  return (
    <div className="strip">
      <TimeChart
        {...{ period: whole, lines: drawn, silences, onZoom, onBack }}
        marks={[]}
        unit=""
        height={HEIGHT}
        mostTicks={8}
        label="A longer time"
        saysAt={() => ''}
        tip={null}
        hasKeys={false}
      />
      {from !== null && to !== null ? <div className="shown" style={{ left: from, width: `max(3px, calc(${to} - ${from}))` }} /> : null}
    </div>
  );
}

/** The shortest range, up to the next whole hour, that is four times as long as what is shown and holds it. */
export function wholeOf({ from, to }: Period, end: number): Period {
  const found =
    Object.values(RANGES).find((length) => length >= 4 * (to - from) && end - length <= from) ?? Math.max(RANGES['90d'], end - from);
  return { from: end - found, to: end };
}
