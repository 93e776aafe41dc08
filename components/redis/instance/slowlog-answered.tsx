'use client';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { SlowCommand, SlowlogAnswer } from '#lib/systems/redis/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { When } from '../../reading/when.tsx';
import { MaskNote } from './mask-note.tsx';

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

/** The newest gaps are told one by one. */
const GAPS_TOLD = 3;

/** The slow commands that the instance keeps, and from what time on it keeps them. */
export function SlowlogAnswered({ answer }: { answer: SlowlogAnswer }) {
  const { commands, isMasked } = answer;
  return (
    <>
      <p className="ask-bar note">
        {countWords(answer)} {rememberedWords(answer)} {thresholdWords(answer)}
      </p>
      <Gaps answer={answer} />
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

/** What is known to be missing: it is said, because a list without it would look complete. */
function Gaps({ answer: { gaps, earlierRunCount } }: { answer: SlowlogAnswer }) {
  const more = gaps.length - GAPS_TOLD;
  return (
    <>
      {gaps.slice(0, GAPS_TOLD).map(({ count, from, to }) => (
        <p key={`${from} ${to} ${count}`} className="ask-bar note">
          <span className="w warning">
            {formatCount(count)} {count === 1 ? 'entry' : 'entries'} between <When at={from} /> and <When at={to} />{' '}
            {count === 1 ? 'was' : 'were'} never seen: nobody looked before they were pushed out or cleared.
          </span>
        </p>
      ))}
      {more > 0 ? <p className="ask-bar note">So it was {formatCount(more)} more times before.</p> : null}
      {earlierRunCount > 0 ? (
        <p className="ask-bar note">
          It was restarted since it was first asked: {formatCount(earlierRunCount)} entries of the process before it are left out.
        </p>
      ) : null}
    </>
  );
}

function countWords({ commands, toldCount, count }: SlowlogAnswer): string {
  if (count !== null && count > toldCount)
    return `The first ${formatCount(toldCount)} of ${formatCount(count)} that it keeps, the newest first.`;
  if (toldCount === 0) return commands.length > 0 ? 'It keeps no slow command now.' : 'It keeps no slow command.';
  return `${formatCount(toldCount)} commands, the newest first${count === null ? '; how many more it keeps may not be asked (+slowlog|len)' : ''}.`;
}

function rememberedWords({ commands, toldCount }: SlowlogAnswer): string {
  const remembered = commands.length - toldCount;
  return remembered > 0 ? `With them ${formatCount(remembered)} that Vigil was told when somebody looked before.` : '';
}

function thresholdWords({ slowerThanMicros: micros }: SlowlogAnswer): string {
  if (micros === null) return 'From what time on a command is slow may not be asked (+config|get).';
  if (micros < 0) return 'It records none: slowlog-log-slower-than is below 0.';
  return `It records those slower than ${formatCount(micros)} µs.`;
}
