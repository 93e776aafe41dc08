'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import { RECOVERIES } from '#lib/systems/elastic/model.ts';
import type { RecoveryView } from '#lib/systems/elastic/model-data.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { ShareMeter } from '../board/disk-meter.tsx';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { ToldPanel } from './told-panel.tsx';

const COLUMNS: readonly LongColumn<RecoveryView>[] = [
  {
    ...{ id: 'shard', head: 'Shard', isNumber: false, sortedBy: ({ index, number }) => `${index} ${number}` },
    cell: ({ index, number, isPrimary }) => (
      <span title={index}>
        <b>{index}</b> {number} <span className="q">{isPrimary ? 'primary' : 'replica'}</span>
      </span>
    ),
  },
  { id: 'type', head: 'From', isNumber: false, width: 190, cell: (view) => fromWords(view), sortedBy: (view) => fromWords(view) },
  { id: 'to', head: 'To', isNumber: false, width: 150, cell: ({ to }) => to ?? '–', sortedBy: ({ to }) => to },
  {
    id: 'stage',
    head: 'Stage',
    isNumber: false,
    width: 110,
    cell: ({ stage }) => stage.toLowerCase().replaceAll('_', ' '),
    sortedBy: ({ stage }) => stage,
  },
  {
    ...{ id: 'percent', head: 'Done', isNumber: false, width: 150, sortedBy: ({ percent }) => percent },
    cell: ({ percent, recoveredBytes, totalBytes }) => (
      <ShareMeter share={percent === null ? null : percent / 100} title={`${formatBytes(recoveredBytes)} of ${formatBytes(totalBytes)}`} />
    ),
  },
  { id: 'left', head: 'Left', isNumber: true, width: 90, cell: (view) => formatBytes(leftBytes(view)), sortedBy: leftBytes },
  {
    ...{ id: 'pace', head: 'Pace', isNumber: true, width: 100, sortedBy: ({ bytesPerSecond }) => bytesPerSecond },
    cell: ({ bytesPerSecond }) => (bytesPerSecond === null ? '–' : `${formatBytes(bytesPerSecond)}/s`),
  },
  {
    id: 'eta',
    head: 'Done in',
    isNumber: true,
    width: 90,
    title: 'At the pace of the readings that are kept',
    cell: ({ leftMs }) => (leftMs === null ? '–' : formatAge(leftMs)),
    sortedBy: ({ leftMs }) => leftMs,
  },
  {
    id: 'ops',
    head: 'Operations',
    isNumber: true,
    width: 130,
    cell: operationWords,
    sortedBy: ({ recoveredOperations }) => recoveredOperations,
  },
  {
    id: 'for',
    head: 'For',
    isNumber: true,
    width: 80,
    cell: ({ elapsedMs }) => (elapsedMs === null ? '–' : formatAge(elapsedMs)),
    sortedBy: ({ elapsedMs }) => elapsedMs,
  },
];

/** The copies that are being made, from where and how far they are. */
export function RecoveriesView({ cluster }: { cluster: ClusterLine }) {
  const told = cluster.told.get(RECOVERIES);
  const rows = rowsIn(told, 'recovery').map(({ view }) => view);
  return (
    <ToldPanel title="Recoveries" told={told}>
      {rows.length === 0 ? (
        <p className="note none">No copy is being made or moved, by the newest reading.</p>
      ) : (
        <OwnTable label="Recoveries" columns={COLUMNS} rows={rows} keyOf={keyOf} minWidth={1120} />
      )}
    </ToldPanel>
  );
}

const keyOf = ({ index, number, to }: RecoveryView): string => `${index} ${number} ${to}`;

function fromWords({ from, type }: RecoveryView): string {
  return from ?? type.toLowerCase().replaceAll('_', ' ');
}

function leftBytes({ totalBytes, recoveredBytes }: RecoveryView): number | null {
  return totalBytes === null || recoveredBytes === null ? null : Math.max(0, totalBytes - recoveredBytes);
}

function operationWords({ totalOperations, recoveredOperations }: RecoveryView): string {
  if (recoveredOperations === null) return '–';
  return totalOperations === null
    ? formatCount(recoveredOperations)
    : `${formatCount(recoveredOperations)} of ${formatCount(totalOperations)}`;
}
