'use client';
import { useMemo } from 'react';
import type { JudgedHost } from '#lib/hosts/host.ts';
import { countStatuses } from '#lib/status.ts';
import { presentCounts } from '../reading/arrange.ts';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { filterHosts, type HostSort, sortHosts } from './host-filter.ts';
import { HostLine } from './host-line.tsx';

type BoardProps = {
  hosts: readonly JudgedHost[];
  filter: string;
  sort: HostSort;
  onFilter(text: string): void;
  onSort(sort: HostSort): void;
};

const HEADS: readonly { id: string; head: string; sort: HostSort | null; isNumber?: boolean; title?: string }[] = [
  { id: 'host', head: 'Host', sort: 'name', title: 'In order by name' },
  { id: 'says', head: 'Status', sort: 'status', title: 'In order worst first' },
  { id: 'roles', head: 'What it does', sort: null },
  { id: 'on', head: 'Nodes on it', sort: null },
  { id: 'tags', head: 'Tags', sort: null },
  { id: 'oldest', head: 'Age', sort: 'age', isNumber: true, title: 'Of the oldest reading that the line rests on. In order oldest first' },
];

/** A line for each machine. The order stays while the mouse or the focus is in the table. */
export function HostsBoard({ hosts, filter, sort, onFilter, onSort }: BoardProps) {
  const [isHeld, handlers] = usePointerHold();
  const shown = filterHosts(hosts, filter);
  const natural = sortHosts(shown, sort);
  const order = useHeld(
    natural.map(({ name }) => name),
    isHeld,
  );
  // What somebody asks for while the mouse is in the table is to be seen at once.
  const asked = useMemo(() => ({ sort, filter }), [sort, filter]);
  const heldFor = useHeld(asked, isHeld);
  const ordered = isHeld && heldFor === asked ? inHeldOrder(natural, ({ name }) => name, order) : natural;
  return (
    <>
      <div className="crumb">
        <h1>Hosts</h1>
        <ul className="counts" aria-label="Hosts by status">
          {presentCounts(countStatuses(hosts.map(({ verdict }) => verdict.status))).map(({ status, count }) => (
            <li key={status}>
              <StatusShape status={status} small /> {count} {status}
            </li>
          ))}
        </ul>
        <span className="grow" />
        {filter.trim() === '' ? null : <FilterChip matched={shown.length} total={hosts.length} onClear={() => onFilter('')} />}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or tag:prod  ( / )"
          label="Filter the hosts, for example tag:prod, status:stale or role:out"
        />
      </div>
      <section className="panel hosts" aria-label="Hosts">
        <div {...handlers}>
          <table>
            <colgroup>
              {HEADS.map(({ id }) => (
                <col key={id} className={`c-${id}`} />
              ))}
            </colgroup>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <Head key={head.id} {...head} isBy={head.sort === sort} onSort={onSort} />
                ))}
              </tr>
            </thead>
            <tbody>
              {ordered.map((host) => (
                <HostLine key={host.name} host={host} />
              ))}
            </tbody>
          </table>
          {ordered.length === 0 ? <p className="note none">No host matches.</p> : null}
        </div>
      </section>
    </>
  );
}

type HeadProps = (typeof HEADS)[number] & { isBy: boolean; onSort(sort: HostSort): void };

function Head({ head, sort, isNumber = false, title, isBy, onSort }: HeadProps) {
  return (
    <th scope="col" className={isNumber ? 'n' : ''} title={title} {...(isBy ? { 'aria-sort': 'ascending' as const } : {})}>
      {sort === null ? (
        head
      ) : (
        <button type="button" className="sort" onClick={() => onSort(sort)}>
          {head}
        </button>
      )}
    </th>
  );
}
