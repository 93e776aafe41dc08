'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { nextSort, readSort, type Sort, writeSort } from './sort.ts';
import { useUrlWord } from './use-url.ts';

export type Sorting = { sort: Sort; onHead(column: string, beginsDown: boolean): void };

const SortContext = createContext<Sorting>({ sort: null, onHead: () => {} });

/** Gives the tables inside it one order, kept by whoever holds it. */
export function SortProvider({ sorting, children }: { sorting: Sorting; children: ReactNode }) {
  return <SortContext value={sorting}>{children}</SortContext>;
}

export function useSorting(): Sorting {
  return useContext(SortContext);
}

/** The order of the tables of a page, kept in its address. `columns` never changes. */
export function useUrlSort(columns: readonly string[]): Sorting {
  const [text, setText] = useUrlWord('sort');
  const sort = useMemo(() => readSort(text, columns), [text, columns]);
  const onHead = useCallback(
    (column: string, beginsDown: boolean) => setText(writeSort(nextSort(sort, column, beginsDown))),
    [sort, setText],
  );
  return useMemo(() => ({ sort, onHead }), [sort, onHead]);
}
