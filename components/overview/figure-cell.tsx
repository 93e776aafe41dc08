import { formatBytes, measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { ChartAnchor } from '../charts/chart-anchor.tsx';
import { chartPath } from '../charts/chart-path.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { sparkWords } from '../reading/spark-words.ts';
import { Sparkline } from '../reading/sparkline.tsx';
import { gapMsOf } from '../reading/sparkline-path.ts';
import { Quantity } from '../ui/quantity.tsx';
import type { SumFigure } from './sum-figures.ts';
import type { SystemWords } from './system-words.ts';

type CellProps = {
  head: string;
  /** The one that is shown where there is room for only one. */
  isFirst: boolean;
  figure: SumFigure | null;
  words: SystemWords;
  title: string;
  isStale: boolean;
};

/** Intervals that a line spans. */
const INTERVALS = 59;

/** A key figure of a group with its line. A sum that a node is missing from says so. */
export function FigureCell({ head, isFirst, figure, words, title, isStale }: CellProps) {
  const { board } = useBoardTime();
  const name = `n figure${isFirst ? ' first' : ''}`;
  if (!figure) {
    return (
      <td className={name} data-label={head}>
        <span className="q">–</span>
      </td>
    );
  }
  const { trend, intervalMs, value, unit, isHighest, known, all, keys } = figure;
  const to = isStale ? board.now : (trend.at(-1)?.[0] ?? board.now);
  const span = { from: to - INTERVALS * intervalMs, to, gapMs: gapMsOf(intervalMs) };
  const isBytes = unit === 'B';
  const label = sparkWords({ title: `${head} of ${title}`, trend, span, isStale, write: isBytes ? formatBytes : undefined });
  const isPart = value !== null && known < all;
  return (
    <td className={name} data-label={head}>
      <span className="sv">
        <ChartAnchor className="drawn" href={chartPath(keys)} words={label}>
          <Sparkline trend={trend} span={span} isStale={isStale} label={label} />
        </ChartAnchor>
        <span className="value" title={isHighest && all > 1 ? `the highest of ${all} ${words.node.many}` : undefined}>
          <Quantity {...(isBytes ? measureBytes(value) : { text: unit === '' ? formatCount(value) : formatRate(value), unit: '' })} />
          {isPart ? (
            <span className="part" title={`${known} of ${all} ${words.node.many} told it`}>
              of {known} of {all}
              <span className="vh"> {words.node.many}</span>
            </span>
          ) : null}
        </span>
      </span>
    </td>
  );
}
