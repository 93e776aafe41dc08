'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { formatRate } from '#lib/format/number.ts';
import { STATUSES } from '#lib/status.ts';
import { Age } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { StateCell } from './cells.tsx';
import { type FrontendLine, filterFrontends, type TierRow, tierRows, toFrontendLines } from './frontend-lines.ts';
import { HaproxyHead } from './haproxy-head.tsx';
import { InstanceDots } from './instance-dots.tsx';
import { BytesCell, FigureCell, RateCell, SessionsCell } from './list-cells.tsx';
import { type ListColumn, ListTable } from './list-table.tsx';
import { tierPath } from './paths.ts';
import { ProxyLink } from './proxy-name.tsx';
import type { Part } from './summary.ts';
import { UnreadNote } from './unread-note.tsx';
import { WatchStar } from './watch.tsx';

const COLUMNS: readonly ListColumn<FrontendLine>[] = [
  { id: 'name', head: 'Frontend / listener', sortedBy: ({ head }) => head.view.alias ?? head.view.proxy },
  { id: 'tier', head: 'Tier', sortedBy: ({ head }) => head.groupTitle },
  { id: 'dots', head: 'Instances' },
  { id: 'state', head: 'State', title: 'In order worst first', sortedBy: ({ status }) => STATUSES.indexOf(status) },
  { id: 'sessions', head: 'Sessions', isNumber: true, title: 'Current sessions, and the limit', ...down(({ sessions }) => sessions) },
  { id: 'rate', head: 'Per s', isNumber: true, ...down(({ requestRate, sessionRate }) => requestRate ?? sessionRate) },
  {
    ...{ id: 'denied', head: 'Denied/min', isNumber: true, title: 'Turned away by rules, per minute' },
    ...down(({ deniedPerMinute }) => deniedPerMinute),
  },
  { id: 'errors', head: 'Err/min', isNumber: true, title: 'Request errors per minute', ...down(({ errorsPerMinute }) => errorsPerMinute) },
  { id: 'in', head: 'In /s', isNumber: true, title: 'Bytes in per second', ...down(({ bytesInPerSecond }) => bytesInPerSecond) },
  { id: 'out', head: 'Out /s', isNumber: true, title: 'Bytes out per second', ...down(({ bytesOutPerSecond }) => bytesOutPerSecond) },
  {
    ...{ id: 'age', head: 'Age', isNumber: true, title: 'Of the oldest reading that the line rests on' },
    sortedBy: ({ head }) => head.oldest.newest?.observedAt ?? 0,
  },
];

/** The columns by which the frontends can be sorted. */
export const FRONTENDS_SORTED: readonly string[] = COLUMNS.flatMap(({ id, sortedBy }) => (sortedBy ? [id] : []));

function down(figure: (view: TierRow['view']) => number | null): Pick<ListColumn<FrontendLine>, 'sortedBy' | 'beginsDown'> {
  return { sortedBy: ({ head }) => figure(head.view), beginsDown: true };
}

type BoardProps = { parts: readonly Part[]; filter: string; onFilter(text: string): void };

/** Every frontend with its listeners, over all tiers, each merged over the instances of its tier. */
export function FrontendsBoard({ parts, filter, onFilter }: BoardProps) {
  const { board } = useBoardTime();
  const all = useMemo(() => toFrontendLines(tierRows(parts, board)), [parts, board]);
  const shown = useMemo(() => filterFrontends(all, filter), [all, filter]);
  return (
    <>
      <div className="crumb">
        <HaproxyHead here="Frontends" />
        <span className="grow" />
        {filter.trim() === '' ? null : <FilterChip matched={shown.length} total={all.length} onClear={() => onFilter('')} />}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or state:full  ( / )"
          label="Filter the frontends, for example state:full or group:public"
        />
      </div>
      <UnreadNote parts={parts} />
      <ListTable title="Frontends" columns={COLUMNS} lines={shown} filter={filter} nameOf={nameOf} draw={drawLine} />
      {shown.length === 0 ? <p className="note">{all.length === 0 ? 'No reading names a frontend.' : 'No frontend matches.'}</p> : null}
    </>
  );
}

function nameOf({ head }: FrontendLine): string {
  return head.view.proxy;
}

function drawLine({ key, head, listeners }: FrontendLine) {
  return (
    <tbody key={key}>
      <Row row={head} />
      {listeners.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </tbody>
  );
}

function Row({ row }: { row: TierRow }) {
  const { view, status, on, oldest, isWhole, group, groupTitle } = row;
  const isHead = view.kind === 'frontend';
  return (
    <tr className={`${isHead ? 'proxy ' : ''}${rowTone(status, !isWhole)}`}>
      <th scope="row" className={isHead ? 'name' : 'name child'}>
        <span className="cell">
          {isHead ? <ProxyLink proxy={view.proxy} alias={view.alias} /> : <span className="label">{view.name}</span>}
          {isHead ? <WatchStar name={view.proxy} /> : null}
        </span>
      </th>
      <td className="m">
        {isHead ? (
          <Link href={tierPath(group, view.proxy)} prefetch={false}>
            {groupTitle}
          </Link>
        ) : null}
      </td>
      <td>
        <InstanceDots on={on} />
      </td>
      <td>
        <StateCell row={row} status={status} />
      </td>
      <SessionsCell view={view} isWhole={isWhole} />
      <RateCell view={view} isWhole={isWhole} />
      <FigureCell text={formatRate(view.deniedPerMinute)} isWhole={isWhole} />
      <FigureCell text={formatRate(view.errorsPerMinute)} isWhole={isWhole} />
      <BytesCell bytes={view.bytesInPerSecond} isWhole={isWhole} />
      <BytesCell bytes={view.bytesOutPerSecond} isWhole={isWhole} />
      <td className="n">
        <Age probe={oldest} isInRow />
      </td>
    </tr>
  );
}
