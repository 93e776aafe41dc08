'use client';
import { useMemo, useState } from 'react';
import { formatAge } from '#lib/format/age.ts';
import type { FileView, VolumeView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Meter } from '../ag/cells.tsx';
import { type Stand, standOf } from './database-lines.ts';
import type { Told } from './line.ts';
import { bytesColumn, rateColumn, textColumn } from './table-columns.tsx';
import { ToldPanel } from './told-panel.tsx';
import { counted, growthWords } from './words.ts';

type VolumeLine = VolumeView & Stand;

/** The volumes that hold files of the instance: how full they are, and how long a read and a write took over the last readings. Under them each file, on demand. */
export function VolumesPanel({ told }: { told: Told<VolumeView> | null }) {
  const { board } = useBoardTime();
  const [isOpen, setOpen] = useState(false);
  const isTrusted = told !== null && isReliedOn(told.probe, board);
  const lines = useMemo(
    () => (told?.rows ?? []).map((one): VolumeLine => ({ ...one.view, ...standOf(one, [], isTrusted) })),
    [told, isTrusted],
  );
  const files = useMemo(() => lines.flatMap((line) => line.files).toSorted((a, b) => slowest(b) - slowest(a)), [lines]);
  const overMs = lines[0]?.overMs ?? null;
  const note = overMs === null ? 'latency is known from the second reading on' : `latency over ${formatAge(overMs)}`;
  return (
    <ToldPanel title="Volumes" told={told} note={note}>
      {lines.length === 0 ? (
        <p className="note">It was asked and told of no volume.</p>
      ) : (
        <OwnTable label="Volumes" columns={VOLUME_COLUMNS} rows={lines} keyOf={({ volume }) => volume.mount} minWidth={680} />
      )}
      {files.length === 0 ? null : (
        <button type="button" className="rest" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide the files' : `Show ${counted(files.length, 'file')}, the slowest first`}
        </button>
      )}
      {isOpen ? (
        <OwnTable
          label="Files"
          columns={FILE_COLUMNS}
          rows={files}
          keyOf={({ databaseId, fileId }) => `${databaseId}/${fileId}`}
          minWidth={860}
        />
      ) : null}
    </ToldPanel>
  );
}

function slowest({ latency: { readMs, writeMs } }: Pick<FileView, 'latency'>): number {
  return Math.max(readMs ?? -1, writeMs ?? -1);
}

const usedShare = ({ volume: { totalBytes, freeBytes } }: VolumeLine): number | null =>
  totalBytes === null || freeBytes === null || totalBytes <= 0 ? null : (totalBytes - freeBytes) / totalBytes;

const LATENCY = {
  read: { id: 'read', head: 'Read', width: 76, title: 'How long one read took on average; a dash where there was none' },
  write: { id: 'write', head: 'Write', width: 76, title: 'How long one write took on average; a dash where there was none' },
};

const VOLUME_COLUMNS: readonly LongColumn<VolumeLine>[] = [
  {
    ...{ id: 'mount', head: 'Volume', isNumber: false },
    cell: ({ volume, status, reason }) => (
      <span className="cell" title={reason || undefined}>
        <StatusShape status={status} small label={status} /> <b>{volume.mount}</b> <span className="q small">{volume.name}</span>
        {reason === '' ? null : <span className={`w ${status} small`}> {reason}</span>}
      </span>
    ),
    sortedBy: ({ volume }) => volume.mount,
  },
  { ...{ id: 'used', head: 'Used', isNumber: true, width: 120 }, cell: (line) => <Meter share={usedShare(line)} />, sortedBy: usedShare },
  bytesColumn({ id: 'free', head: 'Free', width: 84 }, ({ volume }) => volume.freeBytes),
  bytesColumn({ id: 'total', head: 'Of', width: 84 }, ({ volume }) => volume.totalBytes),
  rateColumn(LATENCY.read, 'ms', ({ latency }) => latency.readMs),
  rateColumn(LATENCY.write, 'ms', ({ latency }) => latency.writeMs),
  bytesColumn({ id: 'readRate', head: 'Read/s', width: 84 }, ({ latency }) => latency.readBytesPerSecond),
  bytesColumn({ id: 'writeRate', head: 'Written/s', width: 84 }, ({ latency }) => latency.writtenBytesPerSecond),
];

const FILE_COLUMNS: readonly LongColumn<FileView>[] = [
  textColumn({ id: 'database', head: 'Database', width: 150 }, ({ database }) => database),
  {
    ...{ id: 'file', head: 'File', isNumber: false },
    cell: ({ name, path }) => <span title={path}>{name}</span>,
    sortedBy: ({ path }) => path,
  },
  textColumn({ id: 'type', head: 'Type', width: 70 }, ({ type, state }) => (state === 'online' ? type : `${type}, ${state}`)),
  bytesColumn({ id: 'size', head: 'Size', width: 84 }, ({ sizeBytes }) => sizeBytes),
  textColumn({ id: 'grows', head: 'Grows by', width: 100 }, growthWords),
  rateColumn(LATENCY.read, 'ms', ({ latency }) => latency.readMs),
  rateColumn(LATENCY.write, 'ms', ({ latency }) => latency.writeMs),
  rateColumn({ id: 'reads', head: 'Reads/s', width: 76 }, '', ({ latency }) => latency.readsPerSecond),
  rateColumn({ id: 'writes', head: 'Writes/s', width: 76 }, '', ({ latency }) => latency.writesPerSecond),
];
