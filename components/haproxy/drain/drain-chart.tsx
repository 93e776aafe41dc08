'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Marks, type SparkMark, stroke } from '../../reading/sparkline.tsx';
import { gapMsOf, placeMoment, placePoints, type Span } from '../../reading/sparkline-path.ts';
import { useRestartMarks } from '../../row-trends/restart-marks.ts';
import type { Outlook } from './outlook.ts';
import type { DrainState } from './places.ts';
import type { DrainTrends } from './use-drain-trends.ts';

const BOX = { width: 336, height: 64 };
/** The line of now needs room beside the end of the dashes. */
const TOP = 4;

type ChartProps = { state: DrainState; trends: DrainTrends; outlook: Outlook };

/** The sum of the sessions since shortly before the drain began, and dashed where it goes from here. */
export function DrainChart({ state, trends, outlook }: ChartProps) {
  const format = useTimeFormat();
  const marks = useRestartMarks(state.counted.map(({ source }) => source));
  const drawn = trends.total ? drawingOf(trends.total.points, trends.total.intervalMs, outlook) : null;
  if (!drawn) return <p className="chart none small q">{emptyWords(trends)}</p>;
  const { span, points, most } = drawn;
  const label = chartWords(state.server, points, format.clock(span.from));
  return (
    <figure className="chart" aria-label={label}>
      <figcaption>
        <span>Sessions</span>
        <span>{formatCount(most)} at most</span>
      </figcaption>
      <Drawing {...{ points, span, marks, label }} dashes={outlook.dashes} />
      <figcaption aria-hidden="true">
        <Axis span={span} now={points.at(-1)?.[0] ?? span.to} clock={format.clock} />
      </figcaption>
    </figure>
  );
}

type DrawingProps = {
  points: readonly TrendPoint[];
  dashes: readonly TrendPoint[];
  span: Span;
  marks: readonly SparkMark[];
  label: string;
};

function Drawing({ points, dashes, span, marks, label }: DrawingProps) {
  // Both on one scale: placed as one line, and told apart again.
  const last = points.at(-1)?.[0] ?? 0;
  const { lines, end } = placePoints(points, span, BOX);
  const most = Math.max(...points.map(([, value]) => value ?? 0));
  const ahead = dashes.map(([at, value]) => ({
    x: placeMoment(at, span, BOX.width) ?? BOX.width,
    y: BOX.height - (most > 0 ? Math.min(1, (value ?? 0) / most) : 0) * BOX.height,
  }));
  const nowX = placeMoment(last, span, BOX.width) ?? BOX.width;
  return (
    <svg
      className="spark"
      viewBox={`0 ${-TOP} ${BOX.width} ${BOX.height + 2 * TOP}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className="grid" d={`M0 0H${BOX.width}M0 ${BOX.height}H${BOX.width}`} />
      <Marks marks={marks} span={span} box={BOX} />
      {lines.map((line) => (
        <path key={`a${line[0]?.x}`} className="a" d={`${stroke(line)}L${line.at(-1)?.x} ${BOX.height}H${line[0]?.x}Z`} />
      ))}
      {lines.map((line) => (
        <path key={`l${line[0]?.x}`} className="line" d={stroke(line)} />
      ))}
      {ahead.length > 1 ? <path className="ahead" d={stroke(ahead)} /> : null}
      {end ? <path className="dot" d={`M${nowX} ${end.y}h.01`} /> : null}
    </svg>
  );
}

/** Where it begins, now, and where it is empty; what would stand on something else is left out. */
function Axis({ span, now, clock }: { span: Span; now: number; clock(at: number): string }) {
  const share = (now - span.from) / (span.to - span.from);
  const isAhead = span.to > now;
  return (
    <>
      <span>{clock(span.from)}</span>
      {isAhead && share > 0.3 && share < 0.72 ? (
        <span className="now" style={{ left: `${share * 100}%` }}>
          now
        </span>
      ) : null}
      <span>{isAhead ? clock(span.to) : 'now'}</span>
    </>
  );
}

/** Half a minute before it began is enough to see what it fell from; the way ahead is no longer than what lies behind. */
const BEFORE_MS = 30_000;

function drawingOf(all: readonly TrendPoint[], intervalMs: number, { began, dashes }: Outlook) {
  const from = Math.max(all[0]?.[0] ?? 0, (began ?? 0) - BEFORE_MS);
  const points = all.filter(([at]) => at >= from);
  const last = points.at(-1)?.[0];
  const most = Math.max(...points.map(([, value]) => value ?? 0), 0);
  const isTold = points.some(([, value]) => value !== null);
  if (last === undefined || points.length < 2 || !isTold) return null;
  const ahead = Math.min((dashes.at(-1)?.[0] ?? last) - last, Math.max(last - from, 60_000));
  return { points, most, span: { from, to: last + Math.max(0, ahead), gapMs: gapMsOf(intervalMs) } };
}

function emptyWords({ trouble }: DrainTrends): string {
  if (trouble !== null) return `The last minutes could not be read: ${trouble}.`;
  return 'The line of its sessions begins with the next readings.';
}

function chartWords(server: string, points: readonly TrendPoint[], from: string): string {
  const told = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const over = formatAge((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0));
  return `Sessions on ${server} from ${formatCount(told[0] ?? null)} at ${from} to ${formatCount(told.at(-1) ?? null)}, over ${over}`;
}
