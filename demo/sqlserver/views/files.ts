import { writtenBytes } from '../model/copy.ts';
import type { Copy, Volume } from '../model/estate.ts';
import { madeId, madeNumber } from '../model/made-id.ts';
import { usedBytes } from '../model/orders-instance.ts';
import { type Asked, localCopies, type Row, type Seen } from './asked.ts';
import { logSpace } from './log-space.ts';

type File = { copy: Copy; seen: Seen | null; fileId: 1 | 2 };

const PAGE_BYTES = 8192;
const GROWTH_PAGES = 8192;
const LARGEST_LOG_PAGES = 268_435_456;
/** A disk answers in about a thousandth of a second; a hundred thousandth for each KB. */
const STALL_MS_PER_WRITE = 0.6;

/** sys.master_files: every database has a data file and a log file. Rows are left out without VIEW ANY DEFINITION or the right to make or alter databases. */
export function masterFiles(asked: Asked): Row[] {
  const mayRead = ['VIEW ANY DEFINITION', 'ALTER ANY DATABASE', 'CREATE DATABASE'].some((permission) => asked.hasPermission(permission));
  return mayRead ? filesOf(asked, null, null).map((file) => ({ database_id: file.copy.localId, ...fileRow(asked, file) })) : [];
}

/** sys.database_files: those of the database that the session is in. */
export function databaseFiles(asked: Asked): Row[] {
  return filesOf(asked, null, null)
    .filter(({ copy }) => copy.name.toLowerCase() === asked.database.toLowerCase())
    .map((file) => ({ ...fileRow(asked, file), is_persistent_log_buffer: false }));
}

/** sys.dm_io_virtual_file_stats(database, file): what went through the files since the start; NULL stands for all. It knows nothing of HADR. */
export function virtualFileStats(asked: Asked, [database, file]: readonly (number | null)[]): Row[] {
  const { instance, now } = asked;
  const upMs = Math.max(0, now - instance.startedAt);
  return filesOf(asked, database ?? null, file ?? null).map(({ copy, seen, fileId }) => {
    const isLog = fileId === 2;
    const written = isLog ? writtenBytes(copy, now) : Math.floor(writtenBytes(copy, now) * 1.4);
    const writes = Math.ceil(written / (isLog ? copy.stream.blockBytes : PAGE_BYTES * 4));
    const reads = Math.floor((upMs / 1000) * (isLog ? 0.1 : 1 + madeNumber(40, instance.name, copy.name)));
    const stalledWriting = Math.floor(writes * STALL_MS_PER_WRITE);
    return {
      database_id: copy.localId,
      file_id: fileId,
      sample_ms: upMs,
      num_of_reads: reads,
      num_of_bytes_read: reads * PAGE_BYTES * 2,
      io_stall_read_ms: reads,
      num_of_writes: writes,
      num_of_bytes_written: written,
      io_stall_write_ms: stalledWriting,
      io_stall: reads + stalledWriting,
      size_on_disk_bytes: fileBytes(copy, { seen, fileId }, now),
      file_handle: Uint8Array.of(0, 0, 0, 0, 0, 0, copy.localId % 256, fileId),
      io_stall_queued_read_ms: 0,
      io_stall_queued_write_ms: 0,
    };
  });
}

/** sys.dm_os_volume_stats(database, file): the volume that a file lies on. */
export function volumeStats(asked: Asked, [database, file]: readonly (number | null)[]): Row[] {
  if (typeof database !== 'number' || typeof file !== 'number') return [];
  return filesOf(asked, database, file).map(({ copy, fileId }) => {
    const volume = volumeOf(asked, fileId);
    return {
      database_id: copy.localId,
      file_id: fileId,
      volume_mount_point: volume.mount,
      volume_id: `\\\\?\\Volume{${madeId(asked.instance.host, volume.mount).toLowerCase()}}\\`,
      logical_volume_name: fileId === 2 ? 'LOG' : 'DATA',
      file_system_type: 'NTFS',
      total_bytes: volume.totalBytes,
      available_bytes: volume.totalBytes - usedBytes(volume, asked.now),
      supports_compression: 1,
      supports_alternate_streams: 1,
      supports_sparse_files: 1,
      is_read_only: 0,
      is_compressed: 0,
      incurs_seek_penalty: 0,
    };
  });
}

function filesOf(asked: Asked, database: number | null, file: number | null): File[] {
  return localCopies(asked)
    .filter(({ copy }) => database === null || copy.localId === database)
    .flatMap(({ copy, seen }) => ([1, 2] as const).map((fileId) => ({ copy, seen, fileId })))
    .filter(({ fileId }) => file === null || fileId === file);
}

function fileRow(asked: Asked, { copy, seen, fileId }: File): Row {
  const isLog = fileId === 2;
  const { mount } = volumeOf(asked, fileId);
  return {
    file_id: fileId,
    file_guid: madeId('file', asked.instance.name, copy.name, String(fileId)),
    type: isLog ? 1 : 0,
    type_desc: isLog ? 'LOG' : 'ROWS',
    data_space_id: isLog ? 0 : 1,
    name: isLog ? `${copy.name}_log` : copy.name,
    physical_name: `${mount}MSSQL\\${copy.name}${isLog ? '_log.ldf' : '.mdf'}`,
    state: 0,
    state_desc: 'ONLINE',
    size: Math.ceil(fileBytes(copy, { seen, fileId }, asked.now) / PAGE_BYTES),
    max_size: isLog ? LARGEST_LOG_PAGES : -1,
    growth: GROWTH_PAGES,
    is_media_read_only: false,
    is_read_only: false,
    is_sparse: false,
    is_percent_growth: false,
    is_name_reserved: false,
  };
}

function fileBytes(copy: Copy, { seen, fileId }: { seen: Seen | null; fileId: 1 | 2 }, now: number): number {
  return fileId === 2 ? logSpace(copy, seen, now).sizeBytes : Math.ceil(copy.dataBytes / PAGE_BYTES) * PAGE_BYTES;
}

function volumeOf({ instance }: Asked, fileId: 1 | 2): Volume {
  return fileId === 2 ? instance.volumes.log : instance.volumes.data;
}
