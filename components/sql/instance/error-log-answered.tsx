'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ErrorLogAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { When } from '../../reading/when.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { useUrlText } from '../../ui/use-url.ts';
import { textColumn } from './table-columns.tsx';

type Entry = ErrorLogAnswer['entries'][number] & { place: number };

const COLUMNS: readonly LongColumn<Entry>[] = [
  {
    ...{ id: 'at', head: 'When', isNumber: false, width: 190, title: 'By the clock of the server' },
    cell: ({ at }) => <When at={at} />,
    sortedBy: ({ at }) => at,
  },
  textColumn({ id: 'process', head: 'Process', width: 110 }, ({ process }) => process),
  {
    ...{ id: 'text', head: 'Said', isNumber: false },
    cell: ({ text }) => <code className="args">{text}</code>,
    sortedBy: ({ text }) => text,
  },
];
const IDS = COLUMNS.map(({ id }) => id);

/** The newest of the error log of the server. */
export function ErrorLogAnswered({ answer: { entries, isCut } }: { answer: ErrorLogAnswer }) {
  const [filter, setFilter] = useUrlText('q');
  const word = filter.trim().toLowerCase();
  // Two entries may be alike: their place tells them apart.
  const placed = useMemo(() => entries.map((entry, place): Entry => ({ ...entry, place })), [entries]);
  const matched = useMemo(() => placed.filter(({ process, text }) => `${process} ${text}`.toLowerCase().includes(word)), [placed, word]);
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {entries.length === 0
            ? 'Its error log holds nothing that was asked for.'
            : `The newest ${formatCount(entries.length)} entries${isCut ? '; there are older ones that were not fetched' : ''}.`}
        </span>
        <span className="grow" />
        {matched.length < entries.length ? (
          <FilterChip matched={matched.length} total={entries.length} onClear={() => setFilter('')} />
        ) : null}
        <FilterBox text={filter} onText={setFilter} placeholder="Filter  ( / )" label="Filter the error log" />
      </div>
      {matched.length === 0 ? (
        entries.length === 0 ? null : (
          <p className="note none">No entry passes the filter.</p>
        )
      ) : (
        <SortedTable label="Error log" columns={COLUMNS} ids={IDS} rows={matched} keyOf={({ place }) => place} minWidth={720} />
      )}
    </>
  );
}
