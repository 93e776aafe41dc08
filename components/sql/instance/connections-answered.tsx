'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ConnectionsAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { Ago } from '../../reading/age.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { matchesFilter, parseFilter } from '../../ui/filter-terms.ts';
import { useUrlText } from '../../ui/use-url.ts';
import { countColumn, textColumn } from './table-columns.tsx';

type Connections = ConnectionsAnswer['groups'][number];

const FIELDS = ['login', 'host', 'program', 'isolation'] as const;

const COLUMNS: readonly LongColumn<Connections>[] = [
  textColumn({ id: 'login', head: 'Login' }, ({ login }) => login),
  textColumn({ id: 'host', head: 'From' }, ({ host }) => host),
  textColumn({ id: 'program', head: 'Program' }, ({ program }) => program),
  textColumn({ id: 'isolation', head: 'Isolation', width: 150 }, ({ isolation }) => isolation),
  countColumn({ id: 'connections', head: 'Connections', width: 110 }, ({ connections }) => connections),
  countColumn({ id: 'reads', head: 'Reads', width: 110, title: 'Since they signed in' }, ({ reads }) => reads),
  countColumn({ id: 'writes', head: 'Writes', width: 110, title: 'Since they signed in' }, ({ writes }) => writes),
  {
    ...{ id: 'last', head: 'Last sign-in', isNumber: true, width: 110 },
    cell: ({ lastLoginAt }) => <Ago at={lastLoginAt} />,
    sortedBy: ({ lastLoginAt }) => lastLoginAt,
  },
];
const IDS = COLUMNS.map(({ id }) => id);

/** Who is connected: counted by login, machine, program and isolation. */
export function ConnectionsAnswered({ answer: { total, groups } }: { answer: ConnectionsAnswer }) {
  const [filter, setFilter] = useUrlText('q');
  const matched = useMemo(() => {
    const terms = parseFilter(filter, FIELDS);
    return groups.filter((one) =>
      matchesFilter(terms, Object.fromEntries(FIELDS.map((field) => [field, (one[field] ?? '').toLowerCase()]))),
    );
  }, [filter, groups]);
  const count = matched.reduce((sum, { connections }) => sum + connections, 0);
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {matched.length < groups.length ? `${formatCount(count)} of ` : ''}
          {formatCount(total)} connections
        </span>
        <span className="grow" />
        {matched.length < groups.length ? (
          <FilterChip matched={matched.length} total={groups.length} onClear={() => setFilter('')} />
        ) : null}
        <FilterBox
          text={filter}
          onText={setFilter}
          placeholder="Filter, or login:web  ( / )"
          label="Filter the connections, for example login:web or isolation:snapshot"
        />
      </div>
      {matched.length === 0 ? (
        <p className="note none">{groups.length === 0 ? 'It told of no connection.' : 'No connection passes the filter.'}</p>
      ) : (
        <SortedTable
          label="Connections"
          columns={COLUMNS}
          ids={IDS}
          rows={matched}
          keyOf={({ login, host, program, isolation }) => JSON.stringify([login, host, program, isolation])}
          minWidth={1000}
        />
      )}
    </>
  );
}
