'use client';
import { memo, useMemo } from 'react';
import { chartPath } from '../../charts/chart-path.ts';
import { CellSparkline, SparkPlace } from '../../row-trends/cell-sparkline.tsx';
import { useRestartMarks } from '../../row-trends/restart-marks.ts';
import type { RowPart } from './row-trend.ts';
import { useRowTrends } from './use-row-trends.ts';

type SparkProps = {
  /** The row, or the same row on each of several instances, whose sum it is then. */
  parts: readonly RowPart[];
  figure: 'sessions' | 'rate';
  /** Of what, in words: "web01 in be_web". */
  of: string;
  /** One of the parts is too old. */
  isStale: boolean;
};

/** The last values of a figure, small enough for a cell. */
export const RowSparkline = memo(function RowSparkline(props: SparkProps) {
  return (
    <SparkPlace>
      <NearSparkline {...props} />
    </SparkPlace>
  );
}, isSame);

/** Drawn again with each reading of its parts, however often the table around it is. */
function NearSparkline({ parts, figure, of, isStale }: SparkProps) {
  const marks = useRestartMarks(parts.map(({ source }) => source));
  const row = useRowTrends(parts);
  // Added up once, however often it is drawn.
  const shown = useMemo(() => (row.is === 'known' ? { is: row.is, trend: row[figure] } : row), [row, figure]);
  // New sessions stand in for requests where those are not counted.
  const name = shown.is === 'known' ? shown.trend.name : figure === 'sessions' ? 'Sessions' : 'Requests';
  const href = useMemo(() => chartPath(parts.map((part) => ({ ...part, figure: name }))), [parts, name]);
  return <CellSparkline {...{ shown, of, marks, isStale, href }} />;
}

function isSame(a: SparkProps, b: SparkProps): boolean {
  if (a.figure !== b.figure || a.of !== b.of || a.isStale !== b.isStale) return false;
  return a.parts === b.parts || keyOf(a.parts) === keyOf(b.parts);
}

function keyOf(parts: readonly RowPart[]): string {
  return parts.map(({ source, row }) => `${source} ${row}`).join('\n');
}
