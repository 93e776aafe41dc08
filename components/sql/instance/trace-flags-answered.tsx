'use client';
import type { TraceFlagsAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { counted } from './words.ts';

type Flag = TraceFlagsAnswer['flags'][number];

const COLUMNS: readonly LongColumn<Flag>[] = [
  // A number that is a name: without thousands.
  { ...{ id: 'flag', head: 'Flag', isNumber: true, width: 110 }, cell: ({ flag }) => String(flag), sortedBy: ({ flag }) => flag },
  {
    ...{ id: 'on', head: 'State', isNumber: false },
    cell: ({ isOn, isGlobal }) => `${isOn ? 'on' : 'off'}${isGlobal ? ', for everybody' : ', for one session'}`,
    sortedBy: ({ isOn }) => (isOn ? 1 : 0),
  },
];
const IDS = COLUMNS.map(({ id }) => id);

/** The trace flags that are on for the whole server. */
export function TraceFlagsAnswered({ answer: { flags } }: { answer: TraceFlagsAnswer }) {
  return (
    <>
      <p className="ask-bar note">
        {flags.length === 0 ? 'No trace flag is on for everybody.' : `${counted(flags.length, 'trace flag')}.`}
      </p>
      {flags.length === 0 ? null : (
        <SortedTable label="Trace flags" columns={COLUMNS} ids={IDS} rows={flags} keyOf={({ flag }) => flag} minWidth={280} />
      )}
    </>
  );
}
