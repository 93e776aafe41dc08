'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import type { FigureSpec, SeriesKey } from '#lib/history.ts';
import { useNearWindow } from '../row-trends/use-near-window.ts';
import { writeKey } from './chart-path.ts';
import { AtCursor, FigureChart, type WordedMark } from './figure-chart.tsx';
import { linesOf } from './lines.ts';
import type { GroupsRead } from './use-groups.ts';
import { useSeries } from './use-series.ts';
import { type Period, type View, writeView } from './view.ts';

const HEIGHT = 130;
const POINTS = 300;

type Shared = {
  period: Period;
  marks: readonly WordedMark[];
  onZoom(period: Period): void;
  onBack(): void;
  nameOf(key: SeriesKey): string;
  view: View;
};

/** The other figures that are kept of the same rows, each with the same lines over the same time. */
export function OtherFigures({ keys, groups, ...shared }: Shared & { keys: readonly SeriesKey[]; groups: GroupsRead }) {
  const [first] = keys;
  const drawn = new Set(keys.map(({ figure }) => figure));
  const others = groups.told?.groups.find(({ source }) => source === first?.source)?.figures.filter(({ name }) => !drawn.has(name)) ?? [];
  const rows = useMemo(() => [...new Map(keys.map((key) => [`${key.source}|${key.row}`, key])).values()], [keys]);
  if (others.length === 0) return null;
  return (
    <section className="others" aria-label="Other figures">
      {others.map((figure) => (
        <SmallChart key={figure.name} figure={figure} rows={rows} {...shared} />
      ))}
    </section>
  );
}

function SmallChart({ figure, rows, nameOf, view, ...shared }: Shared & { figure: FigureSpec; rows: readonly SeriesKey[] }) {
  const { ref, isNear } = useNearWindow<HTMLElement>();
  const keys = useMemo(() => rows.map((row): SeriesKey => ({ ...row, figure: figure.name })), [rows, figure.name]);
  const { data } = useSeries(isNear ? keys : null, shared.period, POINTS);
  const lines = useMemo(() => linesOf(keys, data, nameOf), [keys, data, nameOf]);
  const isTold = lines.some(({ told }) => told?.points.some(([, value]) => value !== null));
  const trouble = lines.find((line) => line.trouble !== null)?.trouble;
  const isUntold = data !== null && !isTold;
  return (
    <figure
      ref={ref}
      className={isUntold ? 'panel small-chart untold' : 'panel small-chart'}
      data-figure={writeKey({ source: '', row: '', figure: figure.name })}
    >
      <figcaption>
        <Link href={`/charts${writeView({ keys, time: view.time })}`} prefetch={false} title={figure.meaning}>
          {figure.name}
        </Link>{' '}
        <span className="u">{figure.unit.trim()}</span>
        <span className="grow" />
        {isUntold ? <span className="q">{trouble ?? 'not told in this time'}</span> : <AtCursor lines={lines} />}
      </figcaption>
      {isUntold ? null : <FigureChart {...shared} lines={lines} data={data} height={HEIGHT} isSmall />}
    </figure>
  );
}
