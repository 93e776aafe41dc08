'use client';
import { memo, useMemo } from 'react';
import { useTimeFormat } from '../display/display-context.tsx';
import { usePointed } from './cursor.ts';
import { writeValue } from './figure-words.ts';
import { type ChartLine, drawingOf, tellAt } from './lines.ts';
import type { Mark } from './plot.tsx';
import { pointAt } from './runs.ts';
import { TimeChart } from './time-chart.tsx';
import type { SeriesRead } from './use-series.ts';
import type { Period } from './view.ts';

/** A moment at which something happened, in words. */
export type WordedMark = Mark & { words: string };

type FigureProps = {
  lines: readonly ChartLine[];
  data: SeriesRead | null;
  period: Period;
  marks: readonly WordedMark[];
  height: number;
  isSmall: boolean;
  onZoom(period: Period): void;
  onBack(): void;
};

/** Marks within this share of the period are those the cursor stands at. */
const NEAR = 1 / 150;

/** Series of one unit on one scale, with what they tell at the cursor. */
export const FigureChart = memo(function FigureChart({ lines, data, period, marks, height, isSmall, onZoom, onBack }: FigureProps) {
  const format = useTimeFormat();
  const { drawn, silences } = useMemo(() => drawingOf(lines, data), [lines, data]);
  const unit = lines.find(({ told }) => told !== null)?.told?.figure.unit ?? '';
  const near = (at: number) => marks.filter((mark) => Math.abs(mark.at - at) <= (period.to - period.from) * NEAR);
  const saysAt = (at: number): string =>
    [
      format.full(at),
      ...tellAt(lines, at, silences).map(({ name, words }) => `${name}: ${words}`),
      ...near(at).map(({ words }) => words),
    ].join('; ');
  const tip = (at: number) => (
    <>
      <b>{format.full(at)}</b>
      {tellAt(lines, at, silences).map((one) => (
        <span key={one.id} className={one.isRead ? 'told' : 'told none'}>
          {lines.length === 1 ? null : (
            <>
              <Swatch tone={one.tone} /> {one.name}
            </>
          )}
          <b>{one.words}</b>
          {one.at === null ? null : <span className="u">{format.clock(one.at)}</span>}
        </span>
      ))}
      {near(at).map(({ id, words }) => (
        <span key={id} className="happened">
          {words}
        </span>
      ))}
    </>
  );
  return (
    <TimeChart
      {...{ period, lines: drawn, silences, marks, unit, height, saysAt, onZoom, onBack }}
      mostTicks={isSmall ? 4 : 8}
      label={`${lines[0]?.key.figure ?? ''} of ${lines.map(({ name }) => name).join(', ')}`}
      tip={isSmall ? null : tip}
      hasKeys={!isSmall}
    />
  );
});

/** The sign of a line, by which it is found in the chart: its colour and its dashes. */
export function Swatch({ tone }: { tone: number | null }) {
  return (
    <svg className={tone === null ? 'swatch line' : `swatch line tone-${tone}`} width="18" height="8" aria-hidden="true">
      <path className="run" d="M1 4H17" />
    </svg>
  );
}

/** The value of a small chart where the cursor stands on any chart; the newest one where it stands nowhere. */
export function AtCursor({ lines }: { lines: readonly ChartLine[] }) {
  const { at } = usePointed();
  return lines.map(({ id, told, tone }) => {
    const point = told === null ? null : at === null ? (told.points.at(-1) ?? null) : pointAt(told, at);
    return (
      <span key={id} className="value">
        {tone === null ? null : <Swatch tone={tone} />}
        {told === null ? '' : point === null ? <span className="q">not read</span> : writeValue(point[1], told.figure.unit)}
      </span>
    );
  });
}
