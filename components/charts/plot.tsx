'use client';
import { useId } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  getNiceTickValues,
  ResponsiveContainer,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts';
import { useTimeFormat } from '../display/display-context.tsx';
import { writeValue } from './figure-words.ts';
import { BOTTOM_PX, LEFT_PX, RIGHT_PX, TOP_PX } from './frame.ts';
import type { Drop, Silence } from './runs.ts';
import { tickText, timeTicks, valueDomain } from './scale.ts';
import type { Period } from './view.ts';

/** A line as it is drawn: its unbroken runs, and which of the colours it has; null for the only one. */
export type DrawnLine = { id: string; runs: readonly (readonly Drop[])[]; tone: number | null };

/** A moment at which something happened. */
export type Mark = { at: number; id: string };

export type PlotProps = {
  period: Period;
  lines: readonly DrawnLine[];
  silences: readonly Silence[];
  marks: readonly Mark[];
  unit: string;
  height: number;
  /** About how many times stand under it. */
  mostTicks: number;
};

const FIRST_WIDTH = 600;
/** A chart that is higher has room for more values at its side. */
const LARGE_PX = 150;
const MARGIN = { top: TOP_PX, right: RIGHT_PX, bottom: 0, left: 0 };

/** Lines over a time, with their scales. What is drawn over it, cursor and words, is not its business. */
export function Plot({ period, lines, silences, marks, unit, height, mostTicks }: PlotProps) {
  const format = useTimeFormat();
  const [low, high] = valueDomain(
    lines.flatMap(({ runs }) => runs),
    unit,
  );
  const values = getNiceTickValues([low, high], height > LARGE_PX ? 5 : 3, !unit.startsWith('B'));
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: FIRST_WIDTH, height }}>
      <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} />
        <XAxis
          type="number"
          dataKey="at"
          domain={[period.from, period.to]}
          ticks={timeTicks(period, mostTicks, format)}
          tickFormatter={(at: number) => tickText(at, period, format)}
          interval="preserveStart"
          minTickGap={14}
          height={BOTTOM_PX}
          tickLine={false}
          allowDataOverflow
        />
        <YAxis
          type="number"
          domain={[values.at(0) ?? low, values.at(-1) ?? high]}
          ticks={values}
          tickFormatter={(value: number) => writeValue(value, unit)}
          width={LEFT_PX}
          tickLine={false}
          axisLine={false}
          allowDataOverflow
        />
        <Inside lines={lines} silences={silences} marks={marks} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** A ground with words in it is at least so wide. */
const WORDS_PX = 110;

const WORDS: Record<Silence['is'], string> = { off: 'Vigil did not look', before: 'nothing kept', unread: 'nothing was read' };

// Not the lines of the library: those join whatever stands in one list, or break at a null only. Here a run ends where nothing was read.
function Inside({ lines, silences, marks }: Pick<PlotProps, 'lines' | 'silences' | 'marks'>) {
  const ids = useId();
  const area = usePlotArea();
  const xOf = useXAxisScale();
  const yOf = useYAxisScale();
  if (!area || !xOf || !yOf) return null;
  const x = (at: number): number => Math.min(area.x + area.width, Math.max(area.x, round(xOf(at) ?? area.x)));
  const y = (value: number): number => round(yOf(value) ?? area.y + area.height);
  return (
    <g>
      <defs>
        <pattern id={`${ids}hatch`} className="hatching" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="7" />
        </pattern>
        <clipPath id={`${ids}clip`}>
          <rect x={area.x} y={area.y - 2} width={area.width} height={area.height + 4} />
        </clipPath>
      </defs>
      {silences.map(({ from, to, is, words }) => {
        const [left, width] = [x(from), Math.max(1, x(to) - x(from))];
        return (
          <g key={`${is} ${from}`} className={`silence ${is}`} data-from={from} data-to={to}>
            <title>{words}</title>
            <rect x={left} y={area.y} width={width} height={area.height} fill={is === 'before' ? undefined : `url(#${ids}hatch)`} />
            {width > WORDS_PX ? (
              <text x={left + width / 2} y={area.y + area.height / 2} textAnchor="middle">
                {WORDS[is]}
              </text>
            ) : null}
          </g>
        );
      })}
      <g clipPath={`url(#${ids}clip)`}>
        {marks.map(({ at, id }) => (
          <path key={id} className="mark" d={`M${x(at)} ${area.y}V${area.y + area.height}`} />
        ))}
        {lines.map(({ id, runs, tone }) => (
          <g key={id} className={tone === null ? 'line' : `line tone-${tone}`} data-series={id}>
            {runs.map((run) => (
              <Run key={run[0]?.at} run={run} x={x} y={y} />
            ))}
          </g>
        ))}
      </g>
    </g>
  );
}

type RunProps = { run: readonly Drop[]; x(at: number): number; y(value: number): number };

/** An unbroken run: its mean, and behind it from the lowest to the highest where it is of steps. One alone is a dot. */
function Run({ run, x, y }: RunProps) {
  const [first] = run;
  if (!first) return null;
  const isBand = run.some(({ low, high }) => low !== high);
  const back = run.toReversed();
  const path = `M${run.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L')}`;
  return (
    <>
      {isBand ? (
        <path
          className="band"
          d={`M${run.map(({ at, high }) => `${x(at)} ${y(high)}`).join('L')}L${back.map(({ at, low }) => `${x(at)} ${y(low)}`).join('L')}Z`}
        />
      ) : null}
      <path className="run" data-from={first.at} data-to={run.at(-1)?.at} d={run.length === 1 ? `${path}h.01` : path} />
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
