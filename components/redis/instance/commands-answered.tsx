'use client';
import { formatCount, formatFigure } from '#lib/format/number.ts';
import type { CommandStat, CommandStatsAnswer } from '#lib/systems/redis/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';

const count = (id: string, head: string, title: string, of: (stat: CommandStat) => number | null): LongColumn<CommandStat> => ({
  ...{ id, head, title, isNumber: true, width: 130 },
  cell: (stat) => formatCount(of(stat)),
  sortedBy: of,
});

const COLUMNS: readonly LongColumn<CommandStat>[] = [
  { id: 'command', head: 'Command', isNumber: false, cell: ({ name }) => name, sortedBy: ({ name }) => name },
  count('calls', 'Calls', 'Since its start, or since somebody cleared them', ({ calls }) => calls),
  count('total', 'Total µs', 'Time that all of them took', ({ totalMicros }) => totalMicros),
  {
    ...{ id: 'each', head: 'µs per call', isNumber: true, width: 130 },
    cell: ({ microsPerCall }) => formatFigure(microsPerCall),
    sortedBy: ({ microsPerCall }) => microsPerCall,
  },
  count('rejected', 'Rejected', 'Not carried out: no right, no memory, wrong arguments', ({ rejected }) => rejected),
  count('failed', 'Failed', 'Ended in an error while they were carried out', ({ failed }) => failed),
];
const IDS = COLUMNS.map(({ id }) => id);

/** What each command cost since the start of the instance, those that took the most time first. */
export function CommandsAnswered({ answer: { commands } }: { answer: CommandStatsAnswer }) {
  return (
    <>
      <p className="ask-bar note">
        {formatCount(commands.length)} commands were called since its start, or since somebody cleared the counts.
      </p>
      <SortedTable label="Commands" columns={COLUMNS} ids={IDS} rows={commands} keyOf={({ name }) => name} minWidth={760} />
    </>
  );
}
