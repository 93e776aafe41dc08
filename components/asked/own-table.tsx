'use client';
import { useCallback, useMemo, useState } from 'react';
import { nextSort, type Sort } from '../ui/sort.ts';
import { SortProvider } from '../ui/sort-context.tsx';
import { type LongColumn, LongTable } from './long-table.tsx';

type TableProps<Row> = {
  label: string;
  columns: readonly LongColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  minWidth: number;
};

/** A long table that keeps its order for itself: one of several on a page. */
export function OwnTable<Row>(table: TableProps<Row>) {
  const [sort, setSort] = useState<Sort>(null);
  const onHead = useCallback((column: string, beginsDown: boolean) => setSort((before) => nextSort(before, column, beginsDown)), []);
  const sorting = useMemo(() => ({ sort, onHead }), [sort, onHead]);
  return (
    <SortProvider sorting={sorting}>
      <LongTable {...table} />
    </SortProvider>
  );
}
