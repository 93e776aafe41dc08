'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import { ALLOCATION, type HoldingView } from '#lib/systems/elastic/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { disksOf, markWords } from '../board/disk-marks.ts';
import { DiskMeter } from '../board/disk-meter.tsx';
import { type ClusterLine, rowsIn, viewIn } from '../lines.ts';
import { ToldPanel } from './told-panel.tsx';

const COLUMNS: readonly LongColumn<HoldingView>[] = [
  { id: 'member', head: 'Member', isNumber: false, cell: ({ name }) => <b>{name}</b>, sortedBy: ({ name }) => name },
  { id: 'state', head: 'Takes shards', isNumber: false, width: 220, cell: takesWords, sortedBy: takesWords },
  { id: 'shards', head: 'Shards', isNumber: true, width: 90, cell: ({ shards }) => formatCount(shards), sortedBy: ({ shards }) => shards },
  {
    id: 'indices',
    head: 'Indices',
    isNumber: true,
    width: 100,
    cell: ({ indicesBytes }) => formatBytes(indicesBytes),
    sortedBy: ({ indicesBytes }) => indicesBytes,
  },
  {
    id: 'disk',
    head: 'Disk',
    isNumber: false,
    width: 170,
    cell: (holding) => <DiskMeter holding={holding} />,
    sortedBy: (holding) => disksOf(holding).used,
  },
  {
    id: 'left',
    head: 'Left',
    isNumber: true,
    width: 100,
    cell: ({ diskAvailableBytes }) => formatBytes(diskAvailableBytes),
    sortedBy: ({ diskAvailableBytes }) => diskAvailableBytes,
  },
  {
    id: 'total',
    head: 'Of',
    isNumber: true,
    width: 100,
    cell: ({ diskTotalBytes }) => formatBytes(diskTotalBytes),
    sortedBy: ({ diskTotalBytes }) => diskTotalBytes,
  },
  {
    id: 'marks',
    head: 'Watermarks',
    isNumber: false,
    width: 260,
    cell: (holding) => markWords(disksOf(holding).marks) || 'none told',
    sortedBy: () => null,
  },
];

/** Who holds how much, which disk is beyond which watermark, and what the settings let happen. */
export function AllocationView({ cluster }: { cluster: ClusterLine }) {
  const told = cluster.told.get(ALLOCATION);
  const settings = viewIn(told, 'settings');
  const holdings = rowsIn(told, 'holding').map(({ view }) => view);
  return (
    <ToldPanel title="Allocation" told={told}>
      {settings === null ? null : (
        <p className="note es-note">
          Allocation: {settings.settings.enable?.value ?? 'all, as by default'}. Rebalancing:{' '}
          {settings.settings.rebalance?.value ?? 'all, as by default'}. Unassigned: {formatCount(settings.unassigned)}.{' '}
          {settings.settings.exclude.length === 0
            ? 'Nobody is excluded.'
            : `Excluded: ${settings.settings.exclude.map(({ attribute, names, at }) => `${names.join(', ')} (by ${attribute}, ${at})`).join('; ')}.`}
        </p>
      )}
      <OwnTable label="Members that hold data" columns={COLUMNS} rows={holdings} keyOf={({ name }) => name} minWidth={1100} />
    </ToldPanel>
  );
}

function takesWords({ isExcluded, shutdown, shards }: HoldingView): string {
  if (shutdown !== null) return `shuts down (${shutdown})`;
  if (!isExcluded) return 'yes';
  return shards === 0 ? 'no: drained' : 'no: is being drained';
}
