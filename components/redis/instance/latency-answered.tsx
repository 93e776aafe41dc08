'use client';
import { formatCount } from '#lib/format/number.ts';
import type { LatencyAnswer, LatencyEvent } from '#lib/systems/redis/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { When } from '../../reading/when.tsx';

const ms = (id: string, head: string, of: (event: LatencyEvent) => number): LongColumn<LatencyEvent> => ({
  ...{ id, head, isNumber: true, width: 120 },
  cell: (event) => (
    <>
      {formatCount(of(event))}
      <span className="u"> ms</span>
    </>
  ),
  sortedBy: of,
});

const COLUMNS: readonly LongColumn<LatencyEvent>[] = [
  { id: 'event', head: 'Event', isNumber: false, cell: ({ name }) => name, sortedBy: ({ name }) => name },
  {
    ...{ id: 'at', head: 'Last, by its clock', isNumber: false, width: 190, title: 'By the clock of the node, which may be off' },
    cell: ({ at }) => <When at={at} />,
    sortedBy: ({ at }) => at,
  },
  ms('latest', 'Took then', ({ latestMs }) => latestMs),
  ms('worst', 'Longest', ({ worstMs }) => worstMs),
];
const IDS = COLUMNS.map(({ id }) => id);

/** What made the instance wait, and from what time on it records that: no event is no sign of health where it records none. */
export function LatencyAnswered({ answer: { thresholdMs, events } }: { answer: LatencyAnswer }) {
  return (
    <>
      <p className="ask-bar note">
        {events.length === 0 ? 'No latency event. ' : ''}
        {thresholdWords(thresholdMs)}
      </p>
      {events.length > 0 ? (
        <SortedTable label="Latency events" columns={COLUMNS} ids={IDS} rows={events} keyOf={({ name }) => name} minWidth={560} />
      ) : null}
    </>
  );
}

function thresholdWords(threshold: number | null): string {
  if (threshold === null)
    return 'Whether it records any may not be asked (+config|get): it does so only with latency-monitor-threshold above 0.';
  if (threshold === 0) return 'It records none: latency-monitor-threshold is 0.';
  return `It records what takes ${formatCount(threshold)} ms or more.`;
}
