import type { Seeding, Transfer } from './model-seeding.ts';
import { type RowReader, rowsOf, type Sets } from './parse-row.ts';

/** A transfer as the node tells it: by the name of its own database, and of the machine at the other end. */
export type NamedTransfer = {
  database: string | null;
  machine: string | null;
  isSource: boolean;
  transfer: Transfer;
  failure: Seeding['failure'];
};

/** What ended is told for so long. */
const LATELY_MS = 3_600_000;

/** The transfers of sys.dm_hadr_physical_seeding_stats that run, or ended within the last hour before `saidAt` (epoch ms), the newest first. Throws ParseError. */
export function readTransfers(raw: Sets<'transfers'>, saidAt: number): NamedTransfer[] {
  return rowsOf(raw, 'transfers')
    .map(readOne)
    .filter(({ transfer: { endedAt } }) => endedAt === null || saidAt - endedAt < LATELY_MS)
    .toSorted((a, b) => (b.transfer.startedAt ?? 0) - (a.transfer.startedAt ?? 0));
}

function readOne(row: RowReader): NamedTransfer {
  return {
    ...{ database: row.text('local_database_name'), machine: row.text('remote_machine_name') },
    // Source, Destination, Forwarder and ForwarderDestination.
    isSource: !(row.word('role_desc') ?? '').endsWith('destination'),
    transfer: {
      ...{ state: row.word('internal_state_desc'), transferredBytes: row.number('transferred_size_bytes') },
      ...{ totalBytes: row.number('database_size_bytes'), bytesPerSecond: row.number('transfer_rate_bytes_per_second') },
      ...{ startedAt: row.local('start_time_utc', 0), endedAt: row.local('end_time_utc', 0) },
      estimatedAt: row.local('estimate_time_complete_utc', 0),
    },
    failure: readFailure(row),
  };
}

function readFailure(row: RowReader): Seeding['failure'] {
  const [code, message] = [row.number('failure_code'), row.text('failure_message')];
  if ((code === null || code === 0) && !message) return null;
  const number = code === null || code === 0 ? '' : `error ${code}`;
  return { words: [message || null, number || null].filter((one) => one !== null).join(', '), at: row.local('failure_time_utc', 0) };
}

/**
 * The newest transfer of a seeding: of the same database in the same direction, by the machine at the other end, or where that is none of those by name and there is but one of both. Null where none
 * is told, or it ended before the seeding began.
 */
export function transferOf(seeding: Seeding, seedings: readonly Seeding[], transfers: readonly NamedTransfer[]): NamedTransfer | null {
  const isAlike = ({ database, isSource }: Pick<Seeding, 'database' | 'isSource'>): boolean =>
    isSame(database, seeding.database) && isSource === seeding.isSource;
  const own = transfers.filter(isAlike);
  const isOnly = seedings.filter(isAlike).length === 1 && new Set(own.map(({ machine }) => machineOf(machine))).size === 1;
  const other = machineOf(seeding.isSource ? seeding.to : seeding.from);
  const newest = own.find(({ machine }) => machineOf(machine) === other) ?? (isOnly ? own[0] : undefined);
  if (!newest) return null;
  const { endedAt } = newest.transfer;
  return endedAt !== null && seeding.startedAt !== null && endedAt < seeding.startedAt ? null : newest;
}

function isSame(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

/** "ny-sql02" of NY-SQL02\TWO, tcp://ny-sql02.ds.example:5022 and ny-sql02. */
function machineOf(name: string | null): string | null {
  const bare = name?.toLowerCase().replace(/^tcp:\/\//, '') ?? '';
  return bare.split(/[.\\:,]/)[0] || null;
}
