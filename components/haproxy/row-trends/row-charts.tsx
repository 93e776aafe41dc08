'use client';
import { chartPath } from '../../charts/chart-path.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Chart } from '../../row-trends/chart.tsx';
import { useRestartMarks } from '../../row-trends/restart-marks.ts';
import { spanOf } from '../../row-trends/span.ts';
import { useRowTrend } from './use-row-trends.ts';

type ChartsProps = { source: string; row: string; isStale: boolean };

/** The kept figures of a row on one instance over the last readings, each with its scale. */
export function RowCharts({ source, row, isStale }: ChartsProps) {
  const marks = useRestartMarks([source]);
  const trend = useRowTrend(source, row);
  const { board } = useBoardTime();
  if (trend.is === 'loading') return <p className="note">Reading the last minutes…</p>;
  if (trend.is === 'trouble')
    return <p className="note">The last minutes could not be read: {trend.words}. They are asked for again with the next reading.</p>;
  return (
    <div className="rowcharts">
      {[trend.sessions, trend.rate].map((one) => (
        <Chart
          key={one.name}
          trend={one}
          href={chartPath([{ source, row, figure: one.name }])}
          span={spanOf(one, isStale ? board.now : null)}
          isStale={isStale}
          marks={marks}
        />
      ))}
    </div>
  );
}
