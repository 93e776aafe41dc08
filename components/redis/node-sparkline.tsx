'use client';
import { useMemo } from 'react';
import { sourceId } from '#lib/reading.ts';
import type { RowFigureName } from '#lib/systems/redis/row-trend.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { chartPath } from '../charts/chart-path.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { CellSparkline, SparkPlace } from '../row-trends/cell-sparkline.tsx';
import { useRestartMarks } from '../row-trends/restart-marks.ts';
import { type NodeLine, ROW } from './node-line.ts';
import { useNodeTrends } from './trends.ts';

type SparkProps = { node: NodeLine; figure: RowFigureName };

/** The last values of a figure of a node, for its cell, with what happened to it meanwhile. */
export function NodeSparkline({ node, figure }: SparkProps) {
  return (
    <SparkPlace>
      <NearSparkline node={node} figure={figure} />
    </SparkPlace>
  );
}

function NearSparkline({ node: { probe }, figure }: SparkProps) {
  const { board } = useBoardTime();
  const source = sourceId(probe.source);
  const marks = useRestartMarks(useMemo(() => [source], [source]));
  const state = useNodeTrends(
    source,
    useMemo(() => [figure], [figure]),
  );
  const shown = useMemo(() => {
    if (state.is !== 'known') return state;
    const [trend] = state.trends;
    return trend ? { is: state.is, trend } : { is: 'trouble' as const, words: 'it is not kept' };
  }, [state]);
  const href = chartPath([{ source, row: ROW, figure }]);
  return <CellSparkline {...{ shown, marks, href, of: probe.source.node, isStale: !isReliedOn(probe, board) }} />;
}
