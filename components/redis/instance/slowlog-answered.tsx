'use client';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { SlowCommand, SlowlogAnswer } from '#lib/systems/redis/model-asked.ts';
import { When } from '../../reading/when.tsx';
import type { LongColumn } from './long-table.tsx';
import { MaskNote } from './mask-note.tsx';
import { SortedTable } from './sorted-table.tsx';

const COLUMNS: readonly LongColumn<SlowCommand>[] = [
  { id: 'id', head: 'Id', isNumber: true, width: 84, cell: ({ id }) => id, sortedBy: ({ id }) => id },
  {
    ...{ id: 'at', head: 'When, by its clock', isNumber: false, width: 170, title: 'By the clock of the node, which may be off' },
    cell: ({ at }) => <When at={at} />,
    sortedBy: ({ at }) => at,
  },
  {
    ...{ id: 'took', head: 'Took', isNumber: true, width: 110, title: 'Carrying it out, without waiting and answering' },
    cell: ({ tookMicros }) => (
      <>
        {formatCount(tookMicros)}
        <span className="u"> µs</span>
      </>
    ),
    sortedBy: ({ tookMicros }) => tookMicros,
  },
  { id: 'command', head: 'Command', isNumber: false, width: 120, cell: ({ command }) => command, sortedBy: ({ command }) => command },
  {
    ...{ id: 'args', head: 'Arguments', isNumber: false },
    cell: ({ args, argCount }) =>
      args === null ? <span className="q">{formatCount(argCount)} masked</span> : <code className="args">{args.join(' ')}</code>,
    sortedBy: ({ argCount }) => argCount,
  },
];
const CLIENT: LongColumn<SlowCommand> = {
  ...{ id: 'client', head: 'Client', isNumber: false, width: 220 },
  cell: ({ address, name }) => [name, address].filter((text) => text !== null).join(', ') || <span className="q">{NO_VALUE}</span>,
  sortedBy: ({ address }) => address,
};
const FULL = [...COLUMNS, CLIENT];
const IDS = FULL.map(({ id }) => id);

/** The slow commands that the instance keeps, and from what time on it keeps them. */
export function SlowlogAnswered({ answer }: { answer: SlowlogAnswer }) {
  const { commands, isMasked } = answer;
  return (
    <>
      <p className="ask-bar note">
        {countWords(answer)} {thresholdWords(answer)}
      </p>
      {isMasked ? <MaskNote what="arguments and clients" /> : null}
      {commands.length > 0 ? (
        <SortedTable
          label="Slow commands"
          columns={isMasked ? COLUMNS : FULL}
          ids={IDS}
          rows={commands}
          keyOf={({ id }) => id}
          minWidth={isMasked ? 620 : 960}
        />
      ) : null}
    </>
  );
}

function countWords({ commands, count }: SlowlogAnswer): string {
  if (count !== null && count > commands.length)
    return `The first ${formatCount(commands.length)} of ${formatCount(count)} that it keeps, the newest first.`;
  if (commands.length === 0) return 'It keeps no slow command.';
  return `${formatCount(commands.length)} commands, the newest first${count === null ? '; how many more it keeps may not be asked (+slowlog|len)' : ''}.`;
}

function thresholdWords({ slowerThanMicros: micros }: SlowlogAnswer): string {
  if (micros === null) return 'From what time on a command is slow may not be asked (+config|get).';
  if (micros < 0) return 'It records none: slowlog-log-slower-than is below 0.';
  return `It records those slower than ${formatCount(micros)} µs.`;
}
