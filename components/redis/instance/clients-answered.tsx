'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ClientsAnswer } from '#lib/systems/redis/model-asked.ts';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { useUrlText, useUrlWord } from '../../ui/use-url.ts';
import { KillMatching } from './act/kill-matching.tsx';
import { CLIENT_COLUMNS, CLIENT_IDS, SUM_IDS, sumColumns } from './client-columns.tsx';
import { type By, filterClients, sumClients } from './client-sums.ts';
import { MaskNote } from './mask-note.tsx';

const VIEWS: readonly { by: string; title: string }[] = [
  { by: '', title: 'Each' },
  { by: 'ip', title: 'By IP' },
  { by: 'name', title: 'By name' },
];

/** The connections of the instance at the moment of the question; filter, order and counting live in the address. */
export function ClientsAnswered({ answer: { clients, count, isMasked } }: { answer: ClientsAnswer }) {
  const [filter, setFilter] = useUrlText('q');
  const [word, setBy] = useUrlWord('by');
  const by: By | null = !isMasked && (word === 'ip' || word === 'name') ? word : null;
  const matched = useMemo(() => filterClients(filter, clients), [filter, clients]);
  const sums = useMemo(() => (by === null ? [] : sumClients(matched, by)), [matched, by]);
  const columns = useMemo(
    () =>
      sumColumns(by === 'name' ? 'Name' : 'IP', (key) => {
        setFilter(`${by}:"${key}"`);
        setBy('');
      }),
    [by, setFilter, setBy],
  );
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {clients.length < count
            ? `The first ${formatCount(clients.length)} of ${formatCount(count)} clients`
            : `${formatCount(count)} clients`}
        </span>
        {isMasked ? null : (
          <nav className="views" aria-label="Clients">
            {VIEWS.map(({ by: one, title }) => (
              <button key={one} type="button" aria-current={one === (by ?? '') ? 'page' : undefined} onClick={() => setBy(one)}>
                {title}
              </button>
            ))}
          </nav>
        )}
        <span className="grow" />
        <KillMatching matched={matched} isFiltered={filter.trim() !== ''} />
        {matched.length < clients.length ? (
          <FilterChip matched={matched.length} total={clients.length} onClear={() => setFilter('')} />
        ) : null}
        <FilterBox
          text={filter}
          onText={setFilter}
          placeholder="Filter, or cmd:get  ( / )"
          label="Filter the clients, for example cmd:get or ip:10.0.0.5"
        />
      </div>
      {isMasked ? <MaskNote what="addresses, names and users of clients" /> : null}
      {matched.length === 0 ? (
        <p className="note none">No client passes the filter.</p>
      ) : by === null ? (
        <SortedTable
          label="Clients"
          columns={isMasked ? CLIENT_COLUMNS.masked : CLIENT_COLUMNS.full}
          ids={CLIENT_IDS}
          rows={matched}
          keyOf={({ id }) => id}
          minWidth={isMasked ? 790 : 1240}
        />
      ) : (
        <SortedTable label={`Clients by ${by}`} columns={columns} ids={SUM_IDS} rows={sums} keyOf={({ key }) => key} minWidth={520} />
      )}
    </>
  );
}
