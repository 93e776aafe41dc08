import { ParseError } from '../../../failure.ts';
import { type RowReader, rowsOf } from '../ag/parse-row.ts';
import type { BackupInfo, DatabaseFile, DatabaseInfo, FileIo, Volume, VolumeInfo } from './model.ts';
import { needed, only, ticksOf, times } from './parse-load.ts';
import type { RawBackups, RawDatabases, RawVolumes } from './statements-storage.ts';

const PAGE_BYTES = 8_192;
const BYTES_PER_KB = 1_024;
const QUARTER_MINUTES = 15;
/** backupset.time_zone of a backup whose zone is not known. */
const NO_ZONE = 127;

/** Reads the files of all databases with the volumes that they lie on (sys.master_files, sys.dm_io_virtual_file_stats, sys.dm_os_volume_stats). Throws ParseError. */
export function parseVolumes(raw: RawVolumes): VolumeInfo {
  const placed = new Map<string, Volume>();
  for (const row of rowsOf(raw, 'volumes')) {
    const mount = row.text('volume_mount_point');
    if (mount !== null) placed.set(fileKey(row), volumeOf(row, mount));
  }
  return {
    ...ticksOf(only(rowsOf(raw, 'clock'), 'clock')),
    volumes: [...new Map([...placed.values()].map((volume) => [volume.mount, volume])).values()],
    files: rowsOf(raw, 'files').map((row) => fileOf(row, placed.get(fileKey(row))?.mount ?? null)),
  };
}

/** Reads the databases of a server (sys.databases, sys.master_files, the counter of used log). Throws ParseError. */
export function parseDatabases(raw: RawDatabases): readonly DatabaseInfo[] {
  const offset = offsetOf(raw);
  const files = Map.groupBy(rowsOf(raw, 'files'), (row) => needed(row, 'database_id'));
  const used = new Map(rowsOf(raw, 'counters').map((row) => [row.text('instance_name')?.toLowerCase(), row.number('cntr_value')]));
  return rowsOf(raw, 'databases').map((row) => {
    const name = row.needed('name');
    const own = files.get(needed(row, 'database_id')) ?? [];
    const bytes = (isLog: boolean): number | null => bytesOf(own.filter((one) => (one.word('type_desc') === 'log') === isLog));
    return {
      ...databaseOf(row, offset),
      ...{ dataBytes: bytes(false), logBytes: bytes(true) },
      logUsedBytes: times(used.get(name.toLowerCase()) ?? null, BYTES_PER_KB),
      files: own.length === 0 ? null : own.reduce((sum, one) => sum + needed(one, 'files'), 0),
    };
  });
}

/** Reads the newest backups that were made on a server (msdb.dbo.backupset). Throws ParseError. */
export function parseBackups(raw: RawBackups): readonly BackupInfo[] {
  const offset = offsetOf(raw);
  const made = Map.groupBy(rowsOf(raw, 'backups'), (row) => row.needed('database_name').toLowerCase());
  return rowsOf(raw, 'databases').map((row) => {
    const database = row.needed('name');
    const own = made.get(database.toLowerCase()) ?? [];
    const newest = (type: string): number | null => {
      const times = own.filter((one) => one.text('type') === type).map((one) => backupTime(one, 'finished_at', offset));
      return times.reduce<number | null>((max, at) => (at !== null && (max === null || at > max) ? at : max), null);
    };
    return {
      database,
      groupDatabaseId: row.maybeId('group_database_id'),
      recoveryModel: row.word('recovery_model_desc'),
      state: row.word('state_desc') ?? 'not told',
      isSnapshot: row.number('source_database_id') !== null,
      createdAt: row.local('created_at', offset),
      ...{ fullAt: newest('D'), differentialAt: newest('I'), logAt: newest('L') },
    };
  });
}

/** When a backup was, as epoch ms: by the zone that was written down with it, else by the clock of the server as it is now. */
export function backupTime(row: RowReader, column: string, offsetMinutes: number): number | null {
  const zone = row.number('time_zone');
  return row.local(column, zone === null || zone === NO_ZONE ? offsetMinutes : zone * QUARTER_MINUTES);
}

/** How far the clock of the server is ahead of UTC, in minutes. */
export function offsetOf(raw: { readonly clock: RawBackups['clock'] }): number {
  return needed(only(rowsOf(raw, 'clock'), 'clock'), 'offset_minutes');
}

/** By how much a file grows when it is full: bytes, or percent of what it is. */
export function growthOf(row: RowReader): { growthBytes: number | null; growthPercent: number | null } {
  const growth = row.number('growth');
  return row.flag('is_percent_growth') === true
    ? { growthBytes: null, growthPercent: growth }
    : { growthBytes: times(growth, PAGE_BYTES), growthPercent: null };
}

function fileKey(row: RowReader): string {
  return `${needed(row, 'database_id')}/${needed(row, 'file_id')}`;
}

function volumeOf(row: RowReader, mount: string): Volume {
  return {
    mount,
    name: row.text('logical_volume_name'),
    fileSystem: row.text('file_system_type'),
    totalBytes: row.number('total_bytes'),
    freeBytes: row.number('available_bytes'),
    isReadOnly: row.flag('is_read_only'),
  };
}

function fileOf(row: RowReader, volume: string | null): DatabaseFile {
  const maxPages = row.number('max_pages');
  return {
    database: row.needed('database_name'),
    databaseId: needed(row, 'database_id'),
    fileId: needed(row, 'file_id'),
    name: row.needed('name'),
    path: row.needed('physical_name'),
    type: row.word('type_desc') ?? 'not told',
    state: row.word('state_desc') ?? 'not told',
    volume,
    // What the disk holds is newer than what the file was made with: tempdb begins small and grows.
    sizeBytes: row.number('size_bytes') ?? row.number('made_bytes'),
    maxBytes: maxPages === null || maxPages < 0 ? null : maxPages * PAGE_BYTES,
    ...growthOf(row),
    isReadOnly: row.flag('is_read_only'),
    io: ioOf(row),
  };
}

/** Null for a file that the server has not opened. */
function ioOf(row: RowReader): FileIo | null {
  if (row.number('reads') === null) return null;
  return {
    reads: needed(row, 'reads'),
    readBytes: needed(row, 'read_bytes'),
    readStallMs: needed(row, 'read_stall_ms'),
    writes: needed(row, 'writes'),
    writtenBytes: needed(row, 'written_bytes'),
    writeStallMs: needed(row, 'write_stall_ms'),
  };
}

function bytesOf(rows: readonly RowReader[]): number | null {
  if (rows.length === 0) return null;
  return rows.reduce((sum, row) => sum + needed(row, 'pages'), 0) * PAGE_BYTES;
}

type Own = Omit<DatabaseInfo, 'dataBytes' | 'logBytes' | 'logUsedBytes' | 'files'>;

function databaseOf(row: RowReader, offset: number): Own {
  const state = row.word('state_desc');
  if (state === null) throw new ParseError('databases.state_desc is NULL, which it never is');
  return {
    id: needed(row, 'database_id'),
    name: row.needed('name'),
    state,
    userAccess: row.word('user_access_desc'),
    isReadOnly: row.flag('is_read_only'),
    isInStandby: row.flag('is_in_standby'),
    isSnapshot: row.number('source_database_id') !== null,
    compatibilityLevel: row.number('compatibility_level'),
    recoveryModel: row.word('recovery_model_desc'),
    pageVerify: row.word('page_verify_option_desc'),
    logReuseWait: row.word('log_reuse_wait_desc'),
    collation: row.text('collation_name'),
    createdAt: row.local('created_at', offset),
    isAutoClose: row.flag('is_auto_close_on'),
    isAutoShrink: row.flag('is_auto_shrink_on'),
    isReadCommittedSnapshot: row.flag('is_read_committed_snapshot_on'),
    snapshotIsolation: row.word('snapshot_isolation_state_desc'),
    isQueryStoreOn: row.flag('is_query_store_on'),
    isEncrypted: row.flag('is_encrypted'),
    isTrustworthy: row.flag('is_trustworthy_on'),
    containment: row.word('containment_desc'),
    groupDatabaseId: row.maybeId('group_database_id'),
  };
}
