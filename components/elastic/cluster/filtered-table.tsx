'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useUrlText } from '../../ui/use-url.ts';

type TableProps<Row> = {
  /** What its rows are, in the plural: "aliases". */
  what: string;
  columns: readonly LongColumn<Row>[];
  ids: readonly string[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** What a filter looks in. */
  textOf(row: Row): string;
  minWidth: number;
};

/** Rows with a filter; filter and order live in the address. */
export function FilteredTable<Row>({ what, columns, ids, rows, keyOf, textOf, minWidth }: TableProps<Row>) {
  const [filter, setFilter] = useUrlText('q');
  const word = filter.trim().toLowerCase();
  const shown = useMemo(() => rows.filter((row) => textOf(row).toLowerCase().includes(word)), [rows, word, textOf]);
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {shown.length === rows.length
            ? `${formatCount(rows.length)} ${what}`
            : `${formatCount(shown.length)} of ${formatCount(rows.length)} ${what}`}
        </span>
        <span className="grow" />
        <FilterBox text={filter} onText={setFilter} placeholder="Filter  ( / )" label={`Filter the ${what}`} />
      </div>
      {shown.length === 0 ? (
        <p className="note none">{rows.length === 0 ? `There are no ${what}.` : `None of the ${what} pass the filter.`}</p>
      ) : (
        <SortedTable label={what} columns={columns} ids={ids} rows={shown} keyOf={keyOf} minWidth={minWidth} />
      )}
    </>
  );
}
