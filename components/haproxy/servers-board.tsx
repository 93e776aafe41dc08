'use client';
import { useContext, useMemo } from 'react';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { countStatuses, STATUSES } from '#lib/status.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { Age } from '../reading/age.tsx';
import { presentCounts } from '../reading/arrange.ts';
import { rowTone } from '../reading/row-tone.ts';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { HaproxyHead } from './haproxy-head.tsx';
import { FigureCell, RateCell, SessionsCell } from './list-cells.tsx';
import { type ListColumn, ListTable } from './list-table.tsx';
import { ServerLink } from './proxy-name.tsx';
import { filterServers, type ServerLine, toServerLines } from './server-lines.ts';
import type { Place, Standing } from './standing.ts';
import type { Part } from './summary.ts';
import { UnreadNote } from './unread-note.tsx';
import { WatchStar } from './watch.tsx';

const COUNTED: readonly { id: Standing; head: string; title: string; tone: string }[] = [
  { id: 'in', head: 'In', title: 'Given new sessions', tone: '' },
  { id: 'out', head: 'Out', title: 'Drained, in maintenance, or without weight', tone: 'maintenance' },
  { id: 'down', head: 'Down', title: 'Down by a check', tone: 'critical' },
  { id: 'unread', head: 'Not read', title: 'What the instance says cannot be relied on now', tone: 'stale' },
];

const COLUMNS: readonly ListColumn<ServerLine>[] = [
  { id: 'name', head: 'Server', sortedBy: ({ name }) => name },
  { id: 'says', head: 'Worst state', title: 'In order worst first', sortedBy: ({ verdict }) => STATUSES.indexOf(verdict.status) },
  { id: 'where', head: 'In rotation', title: 'Backends in which all instances that are read have it in rotation', sortedBy: inRotation },
  ...COUNTED.map(
    ({ id, head, title }): ListColumn<ServerLine> => ({
      ...{ id: `count-${id}`, head, isNumber: true, title: `${title}: backends times instances`, beginsDown: true },
      sortedBy: ({ counts }) => counts[id],
    }),
  ),
  { id: 'sessions', head: 'Sessions', isNumber: true, sortedBy: ({ sums }) => sums?.sessions ?? null, beginsDown: true },
  { id: 'rate', head: 'Per s', isNumber: true, sortedBy: ({ sums }) => sums?.requestRate ?? sums?.sessionRate ?? null, beginsDown: true },
  { id: 'errors', head: 'Err/min', isNumber: true, sortedBy: ({ sums }) => sums?.errorsPerMinute ?? null, beginsDown: true },
  {
    ...{ id: 'age', head: 'Age', isNumber: true, title: 'Of the oldest reading that the line rests on' },
    sortedBy: ({ oldest }) => oldest?.newest?.observedAt ?? 0,
  },
];

/** The columns by which the servers can be sorted. */
export const SERVERS_SORTED: readonly string[] = COLUMNS.map(({ id }) => id);

function inRotation({ places }: ServerLine): number {
  return places.filter(({ together }) => together === 'in').length / Math.max(1, places.length);
}

type BoardProps = { parts: readonly Part[]; servers: ReadonlyMap<string, readonly Place[]>; filter: string; onFilter(text: string): void };

/** Every server name over all tiers: where it is in rotation, and what it does. */
export function ServersBoard({ parts, servers, filter, onFilter }: BoardProps) {
  const hosts = useContext(HostNamesContext);
  const all = useMemo(() => toServerLines(servers), [servers]);
  const shown = useMemo(() => filterServers(all, filter, hosts), [all, filter, hosts]);
  return (
    <>
      <div className="crumb">
        <HaproxyHead here="Servers" />
        <ul className="counts" aria-label="Servers by status">
          {presentCounts(countStatuses(all.map(({ verdict }) => verdict.status))).map(({ status, count }) => (
            <li key={status}>
              <StatusShape status={status} small /> {formatCount(count)} {status}
            </li>
          ))}
        </ul>
        <span className="grow" />
        {filter.trim() === '' ? null : <FilterChip matched={shown.length} total={all.length} onClear={() => onFilter('')} />}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or rotation:out  ( / )"
          label="Filter the servers, for example rotation:out, proxy:be_web or state:drain"
        />
      </div>
      <UnreadNote parts={parts} />
      <ListTable title="Servers" columns={COLUMNS} lines={shown} filter={filter} nameOf={nameOf} draw={drawLine} />
      {shown.length === 0 ? <p className="note">{all.length === 0 ? 'No reading names a server.' : 'No server matches.'}</p> : null}
    </>
  );
}

function nameOf({ name }: ServerLine): string {
  return name;
}

function drawLine(line: ServerLine) {
  return <Line key={line.name} line={line} />;
}

function Line({ line }: { line: ServerLine }) {
  const { name, verdict, says, counts, sums, isWhole, oldest } = line;
  const { status } = verdict;
  return (
    <tbody>
      <tr className={rowTone(status, false)}>
        <th scope="row" className="name">
          <span className="cell">
            <StatusShape status={status} label={status} />
            <ServerLink name={name} className="label b" />
            <WatchStar name={name} />
          </span>
        </th>
        <td className="says" title={says}>
          <Flash of={status}>
            {status === 'ok' ? null : (
              <>
                <span className={`w ${status}`}>{status}</span> <span className="m small">{says}</span>
              </>
            )}
          </Flash>
        </td>
        <td className="m">{whereWords(line)}</td>
        {COUNTED.map(({ id, tone }) => (
          <CountCell key={id} count={id === 'unread' || isKnown(line) ? counts[id] : null} tone={tone} />
        ))}
        <SessionsCell view={sums && { ...sums, sessionsLimit: null }} isWhole={isWhole} />
        <RateCell view={sums} isWhole={isWhole} />
        <FigureCell text={formatRate(sums?.errorsPerMinute ?? null)} isWhole={isWhole} />
        <td className="n">{oldest ? <Age probe={oldest} isInRow /> : <span className="q">–</span>}</td>
      </tr>
    </tbody>
  );
}

function CountCell({ count, tone }: { count: number | null; tone: string }) {
  return (
    <td className="n">
      {count ? <span className={tone && `w ${tone}`}>{formatCount(count)}</span> : <span className="q">{formatCount(count)}</span>}
    </td>
  );
}

/** Somebody who is read says something of it. */
function isKnown({ places }: ServerLine): boolean {
  return places.some(({ together }) => together !== 'unread');
}

/** "4 of 5 backends", with what is neither in nor out. */
function whereWords(line: ServerLine): string {
  const { places } = line;
  const count = (together: Place['together']) => places.filter((place) => place.together === together).length;
  const more = [
    { number: count('split'), word: 'split' },
    { number: count('backup'), word: 'backup' },
    { number: count('unread') + count('unknown'), word: 'not known' },
  ].filter(({ number }) => number > 0);
  const backends = places.length === 1 ? 'backend' : 'backends';
  if (!isKnown(line)) return `${formatCount(places.length)} ${backends}, not known`;
  return [`${count('in')} of ${places.length} ${backends}`, ...more.map(({ number, word }) => `${number} ${word}`)].join(', ');
}
