'use client';
import { formatRate, NO_VALUE } from '#lib/format/number.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sparkWords } from '../../reading/spark-words.ts';
import { Marks, type SparkMark, stroke } from '../../reading/sparkline.tsx';
import { placePoints, type Span } from '../../reading/sparkline-path.ts';
import { useRestartMarks } from './restart-marks.ts';
import type { Trend } from './row-trend.ts';
import { spanOf } from './span.ts';
import { useRowTrend } from './use-row-trends.ts';

const BOX = { width: 360, height: 72 };
/** Room for the numbers of the scale, and for the times under it. */
const LEFT = 48;
const TOP = 8;
const BOTTOM = 20;

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
        <Chart key={one.name} trend={one} span={spanOf(one, isStale ? board.now : null)} isStale={isStale} marks={marks} />
      ))}
    </div>
  );
}

type ChartProps = { trend: Trend; span: Span; isStale: boolean; marks: readonly SparkMark[] };

function Chart({ trend: { name, unit, points }, span, isStale, marks }: ChartProps) {
  const format = useTimeFormat();
  const { lines, end } = placePoints(points, span, BOX);
  const most = Math.max(0, ...points.map(([at, value]) => (at >= span.from ? (value ?? 0) : 0)));
  const label = sparkWords({ title: `${name}${unit}`, trend: points, span, isStale });
  return (
    <figure>
      <figcaption>
        {name}
        {unit ? <span className="u">{unit}</span> : null}
      </figcaption>
      <svg
        className="spark"
        viewBox={`${-LEFT} ${-TOP} ${LEFT + BOX.width + TOP} ${TOP + BOX.height + BOTTOM}`}
        role="img"
        aria-label={label}
      >
        <path className="grid" d={`M0 0H${BOX.width}M0 ${BOX.height}H${BOX.width}`} />
        <Marks marks={marks} span={span} box={BOX} />
        {lines.map((line) => (
          <path key={line[0]?.x} d={stroke(line)} />
        ))}
        {end && isStale ? <path className="tail" d={`M${end.x} ${end.y}H${BOX.width}`} /> : null}
        {end ? <circle className={isStale ? 'hollow' : ''} cx={end.x} cy={end.y} r={2.25} /> : null}
        {/* The line stands on zero and reaches its highest: where all is zero there is one number. */}
        {most > 0 || !end ? (
          <text x={-6} y={4} textAnchor="end">
            {end ? formatRate(most) : NO_VALUE}
          </text>
        ) : null}
        <text x={-6} y={BOX.height + 4} textAnchor="end">
          0
        </text>
        <text x={0} y={BOX.height + BOTTOM - 4}>
          {format.clock(span.from)}
        </text>
        <text x={BOX.width} y={BOX.height + BOTTOM - 4} textAnchor="end">
          {isStale ? 'now' : format.clock(span.to)}
        </text>
      </svg>
    </figure>
  );
}
