'use client';
import { UPKEEP } from '#lib/systems/elastic/model.ts';
import type { LifecycleView, PolicyView } from '#lib/systems/elastic/model-data.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { When } from '../../reading/when.tsx';
import { PlainDeed } from '../actions/plain-deed.tsx';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { ToldPanel } from './told-panel.tsx';

const moment = (at: number | null) => (at === null ? <span className="q">–</span> : <When at={at} />);

function policyColumns(cluster: ClusterLine): LongColumn<PolicyView>[] {
  return [
    { id: 'policy', head: 'Snapshot policy', isNumber: false, cell: ({ name }) => <b>{name}</b>, sortedBy: ({ name }) => name },
    {
      id: 'repository',
      head: 'Repository',
      isNumber: false,
      width: 150,
      cell: ({ repository }) => repository ?? '–',
      sortedBy: ({ repository }) => repository,
    },
    {
      id: 'success',
      head: 'Last success',
      isNumber: false,
      width: 170,
      cell: ({ lastSuccessAt }) => moment(lastSuccessAt),
      sortedBy: ({ lastSuccessAt }) => lastSuccessAt,
    },
    {
      id: 'failure',
      head: 'Last failure',
      isNumber: false,
      width: 170,
      cell: ({ lastFailureAt }) => moment(lastFailureAt),
      sortedBy: ({ lastFailureAt }) => lastFailureAt,
    },
    {
      id: 'why',
      head: 'What it said',
      isNumber: false,
      width: 260,
      cell: ({ lastFailure }) => <span title={lastFailure ?? ''}>{lastFailure ?? ''}</span>,
      sortedBy: ({ lastFailure }) => lastFailure,
    },
    { id: 'next', head: 'Next', isNumber: false, width: 170, cell: ({ nextAt }) => moment(nextAt), sortedBy: ({ nextAt }) => nextAt },
    {
      ...{ id: 'now', head: 'Now', isNumber: false, width: 120, sortedBy: () => null },
      cell: ({ name }) => (
        <PlainDeed
          cluster={cluster}
          target={name}
          deed={{
            action: 'run-snapshot',
            words: 'Take now',
            note: 'asks',
            title: `Take the snapshot of ${name} now`,
            input: { policy: name },
          }}
        />
      ),
    },
  ];
}

function errorColumns(cluster: ClusterLine): LongColumn<LifecycleView>[] {
  return [
    { id: 'index', head: 'Index', isNumber: false, cell: ({ index }) => <b title={index}>{index}</b>, sortedBy: ({ index }) => index },
    { id: 'policy', head: 'Policy', isNumber: false, width: 150, cell: ({ policy }) => policy ?? '–', sortedBy: ({ policy }) => policy },
    { id: 'step', head: 'Failed at', isNumber: false, width: 220, cell: (view) => stepWords(view), sortedBy: (view) => stepWords(view) },
    {
      id: 'error',
      head: 'Why',
      isNumber: false,
      width: 320,
      cell: ({ error }) => <span title={error ?? ''}>{error ?? '–'}</span>,
      sortedBy: ({ error }) => error,
    },
    {
      id: 'at',
      head: 'Since',
      isNumber: false,
      width: 170,
      cell: ({ failedAt }) => moment(failedAt),
      sortedBy: ({ failedAt }) => failedAt,
    },
    {
      ...{ id: 'again', head: 'Again', isNumber: false, width: 120, sortedBy: () => null },
      cell: ({ index }) => (
        <PlainDeed
          cluster={cluster}
          target={index}
          deed={{ action: 'retry-lifecycle', words: 'Try again', note: 'asks', title: `Try the step of ${index} again`, input: { index } }}
        />
      ),
    },
  ];
}

/** Snapshots by their policies, and the indices whose life cycle is in error. */
export function UpkeepView({ cluster }: { cluster: ClusterLine }) {
  const told = cluster.told.get(UPKEEP);
  const policies = rowsIn(told, 'policy').map(({ view }) => view);
  const errors = rowsIn(told, 'lifecycle').map(({ view }) => view);
  return (
    <ToldPanel title="Snapshots and life cycles" told={told}>
      {policies.length === 0 ? (
        <p className="note none">No snapshot policy is told of: {told?.probe.verdict?.reason ?? 'not read yet'}.</p>
      ) : (
        <OwnTable label="Snapshot policies" columns={policyColumns(cluster)} rows={policies} keyOf={({ name }) => name} minWidth={1120} />
      )}
      {errors.length === 0 ? (
        <p className="note none">No index is told of whose life cycle is in error.</p>
      ) : (
        <OwnTable label="Life cycles in error" columns={errorColumns(cluster)} rows={errors} keyOf={({ index }) => index} minWidth={1120} />
      )}
    </ToldPanel>
  );
}

function stepWords({ phase, action, step }: LifecycleView): string {
  return [phase, action, step].filter((word) => word !== null).join(', ') || '–';
}
