'use client';
import { memo, useMemo } from 'react';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sparkWords } from '../../reading/spark-words.ts';
import { Sparkline, type SparkMark } from '../../reading/sparkline.tsx';
import { useRestartMarks } from './restart-marks.ts';
import type { RowPart, Trend } from './row-trend.ts';
import { spanOf } from './span.ts';
import { useNearWindow } from './use-near-window.ts';
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

const WIDTH = 60;
const NO_SPAN = { from: 0, to: 0, gapMs: 0 };

/** The last values of a figure, small enough for a cell; drawn near the window alone, in a place that is kept, because a page has thousands. */
export const RowSparkline = memo(function RowSparkline(props: SparkProps) {
  const { ref, isNear } = useNearWindow<HTMLSpanElement>();
  return (
    <span ref={ref} className="rowspark">
      {isNear ? <NearSparkline {...props} /> : null}
    </span>
  );
}, isSame);

/** Drawn again with each reading of its parts, however often the table around it is. */
function NearSparkline({ parts, figure, of, isStale }: SparkProps) {
  const marks = useRestartMarks(parts.map(({ source }) => source));
  const row = useRowTrends(parts);
  // Added up once, however often it is drawn.
  const shown = useMemo(() => (row.is === 'known' ? { is: row.is, trend: row[figure] } : row), [row, figure]);
  switch (shown.is) {
    case 'loading':
      return <Empty words={`the last minutes of ${of} are being read`} />;
    case 'trouble':
      return <Empty isLost words={`the last minutes of ${of} could not be read: ${shown.words}`} />;
    case 'known':
      return isStale ? <Ageing trend={shown.trend} {...{ of, marks }} /> : <Drawn trend={shown.trend} {...{ of, marks, staleAt: null }} />;
  }
}

type TrendProps = { trend: Trend; of: string; marks: readonly SparkMark[] };

/** Its tail grows while nothing comes. */
function Ageing(props: TrendProps) {
  const { board } = useBoardTime();
  return <Drawn {...props} staleAt={board.now} />;
}

const Drawn = memo(function Drawn({ trend, of, marks, staleAt }: TrendProps & { staleAt: number | null }) {
  const { name, unit, points } = trend;
  const span = spanOf(trend, staleAt);
  const isStale = staleAt !== null;
  const words = [
    sparkWords({ title: `${name}${unit} of ${of}`, trend: points, span, isStale }),
    ...marks.flatMap((mark) => (mark.at >= span.from && mark.at <= span.to ? [mark.words] : [])),
  ].join(', ');
  return (
    <span className="drawn" title={words}>
      <Sparkline trend={points} span={span} isStale={isStale} label={words} width={WIDTH} marks={marks} />
    </span>
  );
});

function Empty({ words, isLost = false }: { words: string; isLost?: boolean }) {
  return (
    <span className={`drawn${isLost ? ' lost' : ''}`} title={words}>
      <Sparkline trend={[]} span={NO_SPAN} isStale={false} label={words} width={WIDTH} />
    </span>
  );
}

function isSame(a: SparkProps, b: SparkProps): boolean {
  if (a.figure !== b.figure || a.of !== b.of || a.isStale !== b.isStale) return false;
  return a.parts === b.parts || keyOf(a.parts) === keyOf(b.parts);
}

function keyOf(parts: readonly RowPart[]): string {
  return parts.map(({ source, row }) => `${source} ${row}`).join('\n');
}
