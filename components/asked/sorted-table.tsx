'use client';
import { SortProvider, useUrlSort } from '../ui/sort-context.tsx';
import { type LongColumn, LongTable } from './long-table.tsx';

type TableProps<Row> = {
  label: string;
  columns: readonly LongColumn<Row>[];
  /** Those of the columns; never changes. */
  ids: readonly string[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  minWidth: number;
};

/** A long table whose order lives in the address of the page. */
export function SortedTable<Row>({ ids, ...table }: TableProps<Row>) {
  const sorting = useUrlSort(ids);
  return (
    <SortProvider sorting={sorting}>
      <LongTable {...table} />
    </SortProvider>
  );
}
