'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Breaker, ThreadPool } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { MemberLine } from '../board/member-lines.ts';

const count = (value: number | null) => (value === null ? '–' : formatCount(value));
const waiting = (value: number | null) => (value !== null && value > 0 ? <b>{formatCount(value)}</b> : count(value));

const POOLS: readonly LongColumn<ThreadPool>[] = [
  { id: 'name', head: 'Threads', isNumber: false, cell: ({ name }) => name.replaceAll('_', ' '), sortedBy: ({ name }) => name },
  { id: 'active', head: 'Active', isNumber: true, width: 80, cell: ({ active }) => waiting(active), sortedBy: ({ active }) => active },
  { id: 'threads', head: 'Of', isNumber: true, width: 70, cell: ({ threads }) => count(threads), sortedBy: ({ threads }) => threads },
  { id: 'queue', head: 'Waiting', isNumber: true, width: 90, cell: ({ queue }) => waiting(queue), sortedBy: ({ queue }) => queue },
  {
    id: 'rejected',
    head: 'Rejected',
    isNumber: true,
    width: 100,
    title: 'Since it was started',
    cell: ({ rejected }) => waiting(rejected),
    sortedBy: ({ rejected }) => rejected,
  },
  {
    id: 'completed',
    head: 'Done',
    isNumber: true,
    width: 130,
    title: 'Since it was started',
    cell: ({ completed }) => count(completed),
    sortedBy: ({ completed }) => completed,
  },
];

const BREAKERS: readonly LongColumn<Breaker>[] = [
  { id: 'name', head: 'Breaker', isNumber: false, cell: ({ name }) => name.replaceAll('_', ' '), sortedBy: ({ name }) => name },
  {
    id: 'used',
    head: 'In use',
    isNumber: true,
    width: 110,
    cell: ({ usedBytes }) => formatBytes(usedBytes),
    sortedBy: ({ usedBytes }) => usedBytes,
  },
  {
    id: 'limit',
    head: 'Limit',
    isNumber: true,
    width: 110,
    cell: ({ limitBytes }) => formatBytes(limitBytes),
    sortedBy: ({ limitBytes }) => limitBytes,
  },
  {
    id: 'tripped',
    head: 'Tripped',
    isNumber: true,
    width: 90,
    title: 'Since it was started',
    cell: ({ tripped }) => waiting(tripped),
    sortedBy: ({ tripped }) => tripped,
  },
];

/** The threads of a member and what waits for them, and the breakers of its memory. */
export function MemberPools({ line: { load, name } }: { line: MemberLine }) {
  const { board } = useBoardTime();
  if (load === null) return null;
  const isOld = !isReliedOn(load.probe, board);
  return (
    <section className="panel" aria-label={`Threads and breakers of ${name}`}>
      <header>
        <h2>Threads and breakers</h2>
        <Age probe={load.probe} />
      </header>
      <div className={isOld ? 'es-pair answered hatch stale-value' : 'es-pair answered'}>
        <OwnTable label="Pools of threads" columns={POOLS} rows={load.view.pools} keyOf={({ name: one }) => one} minWidth={560} />
        <OwnTable label="Breakers" columns={BREAKERS} rows={load.view.breakers} keyOf={({ name: one }) => one} minWidth={420} />
      </div>
    </section>
  );
}
