'use client';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../../ui/sort-context.tsx';
import { useUrlText } from '../../ui/use-url.ts';
import { ELASTIC_TRENDS } from '../trends.ts';
import { useElasticRows } from '../use-elastic-rows.ts';
import { COLUMN_IDS } from './columns.ts';
import { ElasticBoard } from './elastic-board.tsx';

/** The board of clusters over the feed; filter and order live in its address. */
export function ElasticPage() {
  const { probes, rows } = useElasticRows();
  const [filter, setFilter] = useUrlText('q');
  const sorting = useUrlSort(COLUMN_IDS);
  if (probes.length === 0) return <BeforeFirst title="Elasticsearch" what="Elasticsearch cluster" />;
  return (
    <SortProvider sorting={sorting}>
      <RowTrendsProvider of={ELASTIC_TRENDS}>
        <ElasticBoard probes={probes} rows={rows} filter={filter} onFilter={setFilter} />
      </RowTrendsProvider>
    </SortProvider>
  );
}
