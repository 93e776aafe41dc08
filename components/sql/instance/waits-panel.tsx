'use client';
import { formatAge } from '#lib/format/age.ts';
import type { WaitCount, WaitsView } from '#lib/systems/sql/instance/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { type Told, viewOf } from './line.ts';
import { countColumn, rateColumn, textColumn } from './table-columns.tsx';
import { ToldPanel } from './told-panel.tsx';

type Wait = NonNullable<WaitsView['waits']>[number];

/** More than these tell nobody anything: the longest come first. */
const SHOWN = 15;

/** What was waited for over the last readings; before there are two, since the start of the server. */
export function WaitsPanel({ told }: { told: Told<WaitsView> | null }) {
  const view = viewOf(told);
  return (
    <ToldPanel
      title="Waits"
      told={told}
      note={view?.overMs ? `over ${formatAge(view.overMs)}, the longest first` : 'since the start of the server'}
    >
      {view === null ? null : <Waits view={view} />}
    </ToldPanel>
  );
}

function Waits({ view: { waits, sinceStart } }: { view: WaitsView }) {
  if (waits === null)
    return (
      <>
        <p className="note sqlnote">What is waited for now is known from the second reading on.</p>
        <OwnTable
          label="Waits since the start"
          columns={SINCE_START}
          rows={sinceStart.slice(0, SHOWN)}
          keyOf={({ name }) => name}
          minWidth={520}
        />
      </>
    );
  if (waits.length === 0) return <p className="note">Nothing was waited for that is worth telling: idle waits are left out.</p>;
  return <OwnTable label="Waits" columns={COLUMNS} rows={waits.slice(0, SHOWN)} keyOf={({ name }) => name} minWidth={600} />;
}

const COLUMNS: readonly LongColumn<Wait>[] = [
  textColumn({ id: 'name', head: 'Wait' }, ({ name }) => name),
  textColumn({ id: 'category', head: 'Kind', width: 110 }, ({ category }) => category),
  rateColumn(
    { id: 'ms', head: 'Waited', width: 96, title: 'Milliseconds of waiting in each second: 1,000 is one task that waits all the time' },
    'ms/s',
    ({ msPerSecond }) => msPerSecond,
  ),
  rateColumn({ id: 'tasks', head: 'Waits/s', width: 84 }, '', ({ tasksPerSecond }) => tasksPerSecond),
  rateColumn({ id: 'average', head: 'Each', width: 84 }, 'ms', ({ averageMs }) => averageMs),
  rateColumn(
    { id: 'signal', head: 'For CPU', width: 76, title: 'The part of it that was waited for a processor' },
    '%',
    ({ signalShare }) => (signalShare === null ? null : signalShare * 100),
  ),
];

const SINCE_START: readonly LongColumn<WaitCount>[] = [
  textColumn({ id: 'name', head: 'Wait' }, ({ name }) => name),
  {
    ...{ id: 'ms', head: 'Waited', isNumber: true, width: 120 },
    cell: ({ waitMs }) => formatAge(waitMs),
    sortedBy: ({ waitMs }) => waitMs,
  },
  countColumn({ id: 'tasks', head: 'Waits', width: 120 }, ({ tasks }) => tasks),
];
