'use client';
import { memo, type ReactNode } from 'react';
import { ChartAnchor } from '../charts/chart-anchor.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { sparkWords } from '../reading/spark-words.ts';
import { Sparkline, type SparkMark } from '../reading/sparkline.tsx';
import { spanOf } from './span.ts';
import type { Trend } from './trend.ts';
import { useNearWindow } from './use-near-window.ts';

const WIDTH = 60;
const NO_SPAN = { from: 0, to: 0, gapMs: 0 };

/** A place in a cell that is kept for a small line, which is drawn near the window alone, because a page has thousands. */
export function SparkPlace({ children }: { children: ReactNode }) {
  const { ref, isNear } = useNearWindow<HTMLSpanElement>();
  return (
    <span ref={ref} className="rowspark">
      {isNear ? children : null}
    </span>
  );
}

type CellProps = {
  shown: { is: 'known'; trend: Trend } | { is: 'loading' } | { is: 'trouble'; words: string };
  /** Of what, in words: "web01 in be_web". */
  of: string;
  marks: readonly SparkMark[];
  isStale: boolean;
  /** Where its chart is. */
  href: string;
};

/** The last values of a figure, small enough for a cell. */
export function CellSparkline({ shown, of, marks, isStale, href }: CellProps) {
  switch (shown.is) {
    case 'loading':
      return <Empty words={`the last minutes of ${of} are being read`} />;
    case 'trouble':
      return <Empty isLost words={`the last minutes of ${of} could not be read: ${shown.words}`} />;
    case 'known':
      return isStale ? (
        <Ageing trend={shown.trend} {...{ of, marks, href }} />
      ) : (
        <Drawn trend={shown.trend} {...{ of, marks, href, staleAt: null }} />
      );
  }
}

type TrendProps = { trend: Trend; of: string; marks: readonly SparkMark[]; href: string };

/** Its tail grows while nothing comes. */
function Ageing(props: TrendProps) {
  const { board } = useBoardTime();
  return <Drawn {...props} staleAt={board.now} />;
}

const Drawn = memo(function Drawn({ trend, of, marks, href, staleAt }: TrendProps & { staleAt: number | null }) {
  const { name, unit, points, write } = trend;
  const span = spanOf(trend, staleAt);
  const isStale = staleAt !== null;
  const words = [
    sparkWords({ title: `${name}${unit} of ${of}`, trend: points, span, isStale, write }),
    ...marks.flatMap((mark) => (mark.at >= span.from && mark.at <= span.to ? [mark.words] : [])),
  ].join(', ');
  return (
    <ChartAnchor className="drawn" href={href} words={words}>
      <Sparkline trend={points} span={span} isStale={isStale} label={words} width={WIDTH} marks={marks} />
    </ChartAnchor>
  );
});

function Empty({ words, isLost = false }: { words: string; isLost?: boolean }) {
  return (
    <span className={`drawn${isLost ? ' lost' : ''}`} title={words}>
      <Sparkline trend={[]} span={NO_SPAN} isStale={false} label={words} width={WIDTH} />
    </span>
  );
}
