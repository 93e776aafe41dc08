'use client';
import { useMemo } from 'react';
import { formatBytes } from '#lib/format/bytes.ts';
import { sourceId } from '#lib/reading.ts';
import type { LogView } from '#lib/systems/sql/ag/model.ts';
import { ROW_FIGURES, trendValues } from '#lib/systems/sql/row-trend.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { chartPath } from '../../charts/chart-path.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sumTrends } from '../../reading/sum-trends.ts';
import { CellSparkline, SparkPlace } from '../../row-trends/cell-sparkline.tsx';
import { useRestartMarks } from '../../row-trends/restart-marks.ts';
import type { TrendSpec } from '../../row-trends/trend.ts';
import { useSources } from '../../row-trends/use-sources.ts';
import type { SqlNode } from './nodes.ts';

/** The kept figures of the rows of SQL Server: what is no log tells so by its kind. */
export const SQL_TRENDS: TrendSpec = { figures: ROW_FIGURES, valuesOf: ({ value }) => trendValues(value as LogView) };

/** `databases` are the group_database_ids of which the line is the sum; `of` names them. */
type SparkProps = { node: SqlNode; databases: readonly string[]; of: string };

/** What was written to the logs of some databases of a node over the last readings. */
export function WritesSparkline(props: SparkProps) {
  return (
    <SparkPlace>
      <NearSparkline {...props} />
    </SparkPlace>
  );
}

function NearSparkline({ node, databases, of }: SparkProps) {
  const { board } = useBoardTime();
  const source = sourceId((node.logs ?? node.ag).source);
  const marks = useRestartMarks(useMemo(() => [source], [source]));
  const seen = useSources(useMemo(() => [{ source }], [source]));
  // By the ids of rows, which do not change from reading to reading as the list of them does.
  const ids = databases.flatMap((id) => node.logFiles.get(id)?.row.id ?? []);
  const isWhole = ids.length > 0 && ids.length === databases.length;
  const rows = ids.join('\n');
  const shown = useMemo(() => {
    const [state] = seen.states;
    if (!isWhole) return { is: 'trouble' as const, words: 'not all of these logs are told' };
    if (state?.is !== 'kept') return state ?? { is: 'loading' as const };
    const { ring, intervalMs } = state;
    const points = sumTrends(
      rows.split('\n').map((row) => ring.trend(row, 0)),
      intervalMs,
    );
    return { is: 'known' as const, trend: { name: 'Log written', unit: '/s', write: formatBytes, points, intervalMs } };
  }, [seen, rows, isWhole]);
  const href = useMemo(() => chartPath(rows.split('\n').map((row) => ({ source, row, figure: 'Log written' }))), [source, rows]);
  return <CellSparkline {...{ shown, marks, of, href }} isStale={!isReliedOn(node.logs ?? node.ag, board)} />;
}
