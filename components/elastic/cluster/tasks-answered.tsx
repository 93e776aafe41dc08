'use client';
import { useMemo } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type {
  PendingAnswer,
  PendingTask,
  SettingsAnswer as Settings,
  Task,
  TasksAnswer as Tasks,
  WrittenLine,
} from '#lib/systems/elastic/asked/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { PlainDeed } from '../actions/plain-deed.tsx';
import type { ClusterLine } from '../lines.ts';
import { FilteredTable } from './filtered-table.tsx';

function taskColumns(cluster: ClusterLine): LongColumn<Task>[] {
  return [
    {
      id: 'action',
      head: 'Action',
      isNumber: false,
      width: 260,
      cell: ({ action }) => <b title={action}>{action}</b>,
      sortedBy: ({ action }) => action,
    },
    { id: 'member', head: 'On', isNumber: false, width: 140, cell: ({ member }) => member, sortedBy: ({ member }) => member },
    {
      id: 'runs',
      head: 'For',
      isNumber: true,
      width: 90,
      cell: ({ runsMs }) => (runsMs === null ? '–' : formatAge(runsMs)),
      sortedBy: ({ runsMs }) => runsMs,
    },
    {
      id: 'what',
      head: 'What',
      isNumber: false,
      cell: ({ description }) => <span className="args">{description ?? <span className="q">not shown</span>}</span>,
      sortedBy: ({ description }) => description,
    },
    {
      ...{ id: 'cancel', head: 'Cancel', isNumber: false, width: 100, sortedBy: ({ isCancellable }) => (isCancellable ? 0 : 1) },
      cell: ({ id, isCancellable, isCancelled }) => (
        <PlainDeed
          cluster={cluster}
          target={id}
          deed={{
            action: 'cancel-task',
            words: 'Cancel',
            note: 'asks',
            title: `Cancel task ${id}`,
            input: { id },
            off: isCancelled ? 'it is cancelled' : isCancellable ? null : 'it cannot be cancelled',
          }}
        />
      ),
    },
  ];
}

const TASK_IDS = ['action', 'member', 'runs', 'what', 'cancel'];

/** What runs and can run long. */
export function TasksAnswered({ answer: { tasks, parts, unanswered, isMasked }, cluster }: { answer: Tasks; cluster: ClusterLine }) {
  const columns = useMemo(() => taskColumns(cluster), [cluster]);
  return (
    <>
      <p className="note es-note">
        {parts === 0 ? '' : `${formatCount(parts)} more are parts of these. `}
        {unanswered === 0 ? '' : `${formatCount(unanswered)} members did not tell. `}
        {isMasked ? 'What they search for is shown with the right to details alone.' : ''}
      </p>
      <FilteredTable
        what="tasks"
        columns={columns}
        ids={TASK_IDS}
        rows={tasks}
        keyOf={({ id }) => id}
        textOf={({ action, member, description }) => `${action} ${member} ${description ?? ''}`}
        minWidth={900}
      />
    </>
  );
}

const PENDING_COLUMNS: readonly LongColumn<PendingTask>[] = [
  { id: 'order', head: 'Order', isNumber: true, width: 100, cell: ({ order }) => formatCount(order), sortedBy: ({ order }) => order },
  {
    id: 'priority',
    head: 'Priority',
    isNumber: false,
    width: 120,
    cell: ({ priority }) => priority.toLowerCase(),
    sortedBy: ({ priority }) => priority,
  },
  {
    id: 'source',
    head: 'What',
    isNumber: false,
    cell: ({ source }) => <span title={source}>{source}</span>,
    sortedBy: ({ source }) => source,
  },
  {
    id: 'is',
    head: 'Is',
    isNumber: false,
    width: 110,
    cell: ({ isExecuting }) => (isExecuting ? 'being done' : 'waits'),
    sortedBy: ({ isExecuting }) => (isExecuting ? 0 : 1),
  },
  {
    id: 'waits',
    head: 'For',
    isNumber: true,
    width: 90,
    cell: ({ waitsMs }) => (waitsMs === null ? '–' : formatAge(waitsMs)),
    sortedBy: ({ waitsMs }) => waitsMs,
  },
];
const PENDING_IDS = PENDING_COLUMNS.map(({ id }) => id);

/** What waits for the elected master. */
export function PendingAnswered({ answer: { tasks } }: { answer: PendingAnswer }) {
  if (tasks.length === 0) return <p className="note none">Nothing waits for the master.</p>;
  return (
    <FilteredTable
      what="pending tasks"
      columns={PENDING_COLUMNS}
      ids={PENDING_IDS}
      rows={tasks}
      keyOf={({ order }) => order}
      textOf={({ source, priority }) => `${source} ${priority}`}
      minWidth={760}
    />
  );
}

const SETTING_COLUMNS: readonly LongColumn<WrittenLine>[] = [
  {
    id: 'name',
    head: 'Setting',
    isNumber: false,
    width: 420,
    cell: ({ name }) => <span title={name}>{name}</span>,
    sortedBy: ({ name }) => name,
  },
  { id: 'value', head: 'Value', isNumber: false, cell: ({ value }) => <b title={value}>{value}</b>, sortedBy: ({ value }) => value },
  { id: 'at', head: 'Written as', isNumber: false, width: 130, cell: ({ at }) => at, sortedBy: ({ at }) => at },
];
const SETTING_IDS = SETTING_COLUMNS.map(({ id }) => id);

/** What differs from the product and from the files of its nodes, because somebody wrote it. */
export function SettingsAnswered({ answer: { settings } }: { answer: Settings }) {
  if (settings.length === 0)
    return <p className="note none">Nobody wrote any: all are as the product, or the files of its nodes, have them.</p>;
  return (
    <FilteredTable
      what="settings"
      columns={SETTING_COLUMNS}
      ids={SETTING_IDS}
      rows={settings}
      keyOf={({ name, at }) => `${at} ${name}`}
      textOf={({ name, value }) => `${name} ${value}`}
      minWidth={760}
    />
  );
}
