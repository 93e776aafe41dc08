'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { RecentBackupsAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { When } from '../../reading/when.tsx';
import { bytesColumn, textColumn } from './table-columns.tsx';

type Backup = RecentBackupsAnswer['backups'][number];

const COLUMNS: readonly LongColumn<Backup>[] = [
  textColumn({ id: 'database', head: 'Database', width: 170 }, ({ database }) => database),
  textColumn({ id: 'type', head: 'Kind', width: 130 }, ({ type, isCopyOnly }) => (isCopyOnly ? `${type}, copy only` : type)),
  {
    ...{ id: 'finished', head: 'Finished', isNumber: false, width: 190 },
    cell: ({ finishedAt }) => (finishedAt === null ? <span className="q">{NO_VALUE}</span> : <When at={finishedAt} />),
    sortedBy: ({ finishedAt }) => finishedAt,
  },
  {
    ...{ id: 'took', head: 'Took', isNumber: true, width: 90 },
    cell: (backup) => {
      const took = tookMs(backup);
      return took === null ? <span className="q">{NO_VALUE}</span> : formatAge(took);
    },
    sortedBy: tookMs,
  },
  bytesColumn({ id: 'bytes', head: 'Size', width: 100 }, ({ bytes }) => bytes),
  bytesColumn({ id: 'compressed', head: 'Compressed', width: 110 }, ({ compressedBytes }) => compressedBytes),
  textColumn({ id: 'device', head: 'Written to' }, ({ device }) => device),
];
const IDS = COLUMNS.map(({ id }) => id);

/** The newest backups that were made on this instance; those made on other replicas stand on theirs. */
export function RecentBackupsAnswered({ answer: { backups } }: { answer: RecentBackupsAnswer }) {
  return (
    <>
      <p className="ask-bar note">
        {backups.length === 0
          ? 'Its history holds no backup: none was made on this instance, or the history was cleared.'
          : `The newest ${formatCount(backups.length)} that were made on this instance.`}
      </p>
      {backups.length === 0 ? null : (
        <SortedTable
          label="Backups"
          columns={COLUMNS}
          ids={IDS}
          rows={backups}
          keyOf={({ database, type, startedAt, device }) => JSON.stringify([database, type, startedAt, device])}
          minWidth={1000}
        />
      )}
    </>
  );
}

function tookMs({ startedAt, finishedAt }: Backup): number | null {
  return startedAt === null || finishedAt === null ? null : finishedAt - startedAt;
}
