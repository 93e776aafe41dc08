'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import type { ClerksAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { bytesColumn, rateColumn, textColumn } from './table-columns.tsx';

type Clerk = ClerksAnswer['clerks'][number];

const COLUMNS: readonly LongColumn<Clerk>[] = [
  textColumn({ id: 'title', head: 'What for' }, ({ title }) => title),
  textColumn({ id: 'type', head: 'Clerk' }, ({ type }) => type),
  bytesColumn({ id: 'bytes', head: 'Holds', width: 120 }, ({ bytes }) => bytes),
  rateColumn({ id: 'share', head: 'Share', width: 100 }, '%', ({ percent }) => percent),
];
const IDS = COLUMNS.map(({ id }) => id);

/** Who holds the memory of the server, the largest first. */
export function ClerksAnswered({ answer: { totalBytes, clerks } }: { answer: ClerksAnswer }) {
  return (
    <>
      <p className="ask-bar note">
        {clerks.length === 0 ? 'It told of no clerk.' : `${formatBytes(totalBytes)} in all, the largest first.`}
      </p>
      {clerks.length === 0 ? null : (
        <SortedTable label="Memory clerks" columns={COLUMNS} ids={IDS} rows={clerks} keyOf={({ type }) => type} minWidth={560} />
      )}
    </>
  );
}
