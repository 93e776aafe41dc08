'use client';
import { useMemo } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, formatFigure, NO_VALUE } from '#lib/format/number.ts';
import type { CountersAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { useUrlText } from '../../ui/use-url.ts';
import { textColumn } from './table-columns.tsx';

type Counter = CountersAnswer['counters'][number];

const UNITS: Readonly<Record<Counter['how'], string>> = {
  now: '',
  'per second': '/s',
  percent: '%',
  average: 'on average',
  'in between': 'in between',
};

const COLUMNS: readonly LongColumn<Counter>[] = [
  textColumn({ id: 'object', head: 'Object', width: 220 }, ({ object }) => object),
  textColumn({ id: 'counter', head: 'Counter' }, ({ counter }) => counter),
  textColumn({ id: 'instance', head: 'Instance', width: 190 }, ({ instance }) => instance),
  {
    ...{ id: 'value', head: 'Value', isNumber: true, width: 170 },
    cell: ({ value, how }) =>
      value === null ? (
        <span className="q" title="There was nothing to divide by between the two samples">
          {NO_VALUE}
        </span>
      ) : (
        <>
          {formatFigure(value)}
          <span className="u">{UNITS[how]}</span>
        </>
      ),
    sortedBy: ({ value }) => value,
  },
];
const IDS = COLUMNS.map(({ id }) => id);

/** Every performance counter, read by its type: rates, shares and averages are of two samples of ours. */
export function CountersAnswered({ answer: { overMs, counters } }: { answer: CountersAnswer }) {
  const [filter, setFilter] = useUrlText('q');
  const words = filter.trim().toLowerCase().split(/\s+/);
  const text = words.join(' ');
  const matched = useMemo(() => {
    const terms = text.split(' ');
    return counters.filter((one) => {
      const own = `${one.object} ${one.counter} ${one.instance}`.toLowerCase();
      return terms.every((term) => own.includes(term));
    });
  }, [text, counters]);
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {formatCount(counters.length)} counters; rates, shares and averages over{' '}
          {overMs < 10_000 ? `${formatFigure(overMs / 1_000)} s` : formatAge(overMs)}
        </span>
        <span className="grow" />
        {matched.length < counters.length ? (
          <FilterChip matched={matched.length} total={counters.length} onClear={() => setFilter('')} />
        ) : null}
        <FilterBox text={filter} onText={setFilter} placeholder="Filter  ( / )" label="Filter the counters by object, name or instance" />
      </div>
      {matched.length === 0 ? (
        <p className="note none">{counters.length === 0 ? 'It told of no counter.' : 'No counter passes the filter.'}</p>
      ) : (
        <SortedTable
          label="Counters"
          columns={COLUMNS}
          ids={IDS}
          rows={matched}
          keyOf={({ object, counter, instance }) => JSON.stringify([object, counter, instance])}
          minWidth={820}
        />
      )}
    </>
  );
}
