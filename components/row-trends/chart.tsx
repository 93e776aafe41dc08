'use client';
import Link from 'next/link';
import { formatRate, NO_VALUE } from '#lib/format/number.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { sparkWords } from '../reading/spark-words.ts';
import { Marks, type SparkMark, stroke } from '../reading/sparkline.tsx';
import { placePoints, type Span } from '../reading/sparkline-path.ts';
import type { Trend } from './trend.ts';

const BOX = { width: 360, height: 72 };
/** Room for the numbers of the scale, and for the times under it. */
const LEFT = 48;
const TOP = 8;
const BOTTOM = 20;

export type ChartProps = {
  trend: Trend;
  span: Span;
  isStale: boolean;
  marks: readonly SparkMark[];
  /** Where the chart of a longer time is; left out where no more is kept. */
  href?: string;
};

/** A figure over the last readings with its scale. Gaps stay gaps; one that is stale ends in a hollow dot and a dotted tail up to now. */
export function Chart({ trend: { name, unit, points, write, top }, span, isStale, marks, href }: ChartProps) {
  const format = useTimeFormat();
  const { lines, end } = placePoints(points, span, { ...BOX, top });
  const most = Math.max(top ?? 0, ...points.map(([at, value]) => (at >= span.from ? (value ?? 0) : 0)));
  const label = sparkWords({ title: `${name}${unit}`, trend: points, span, isStale, write });
  return (
    <figure>
      <figcaption>
        {unit ? `${name} ` : name}
        {unit ? <span className="u">{unit.trim()}</span> : null}
        {href === undefined ? null : (
          <Link className="longer" href={href} prefetch={false} aria-label={`${name} over a longer time`}>
            longer
          </Link>
        )}
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
            {end ? (write ?? formatRate)(most) : NO_VALUE}
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
