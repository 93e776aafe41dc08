import type { LogFile, LogInfo, LogVolume } from './model.ts';
import { type RowReader, rowsOf, type Sets } from './parse-row.ts';

/** What the statements of the probe "logs" told, each set by its name. */
export type LogSets = Sets<'databases' | 'files' | 'volumes' | 'counters'>;

const BYTES_PER_KB = 1_024;

/**
 * Reads the log files of all databases of a node, those of one database added up, with the volume that has the least room where there are several (sys.dm_io_virtual_file_stats,
 * sys.dm_os_volume_stats, the counters of Databases and Availability Replica). Throws ParseError.
 */
export function parseLogs(raw: LogSets): LogInfo {
  const counters = readCounters(raw);
  const files = Map.groupBy(rowsOf(raw, 'files'), (row) => row.number('database_id'));
  const volumes = readVolumes(raw);
  return {
    files: rowsOf(raw, 'databases').map((row): LogFile => {
      const id = row.number('database_id');
      const own = files.get(id) ?? [];
      const name = row.needed('name');
      const usedKb = counters.get(`log file(s) used size (kb) ${name.toLowerCase()}`) ?? null;
      const sizeKb = counters.get(`log file(s) size (kb) ${name.toLowerCase()}`) ?? null;
      const onDisk = sumOf(own, 'size_bytes');
      const [volume = null, ...others] = mountsOf(volumes.filter(({ database }) => database === id));
      return {
        database: name,
        groupDatabaseId: row.maybeId('group_database_id'),
        writtenBytes: sumOf(own, 'bytes_written'),
        sizeBytes: sizeKb === null ? onDisk : sizeKb * BYTES_PER_KB,
        usedBytes: usedKb === null ? null : usedKb * BYTES_PER_KB,
        reuseWait: row.word('log_reuse_wait_desc'),
        volume,
        otherVolumes: others,
      };
    }),
    volumes: [...new Map(volumes.map(({ database, ...volume }) => [volume.mount, volume])).values()],
    transport: readTransport(raw),
  };
}

/** One unknown makes the sum unknown, and none is no zero. */
function sumOf(rows: readonly RowReader[], column: string): number | null {
  const values = rows.map((row) => row.number(column)).filter((value) => value !== null);
  return rows.length === 0 || values.length < rows.length ? null : values.reduce((sum, value) => sum + value, 0);
}

type Volume = LogVolume & { database: number | null };

function readVolumes(raw: LogSets): Volume[] {
  return rowsOf(raw, 'volumes').map((row) => ({
    database: row.number('database_id'),
    mount: row.text('volume_mount_point') ?? '',
    totalBytes: row.number('total_bytes'),
    freeBytes: row.number('available_bytes'),
  }));
}

/** Each once, that of the least room first; what does not tell its room may have none. */
function mountsOf(volumes: readonly Volume[]): string[] {
  return [...new Set(volumes.toSorted((a, b) => (a.freeBytes ?? 0) - (b.freeBytes ?? 0)).map(({ mount }) => mount))];
}

/** By "name of the counter, name of the database", in lower case; the counters of the object Databases alone. */
function readCounters(raw: LogSets): Map<string, number | null> {
  const rows = rowsOf(raw, 'counters').filter((row) => /:databases$/.test(row.word('object_name') ?? ''));
  return new Map(rows.map((row) => [`${row.word('counter_name')} ${row.text('instance_name')?.toLowerCase()}`, row.number('cntr_value')]));
}

/** The instances of Availability Replica are "group:replica"; "_Total" is no replica. A group name may hold a colon, the name of a server does not. */
function readTransport(raw: LogSets): LogInfo['transport'] {
  const rows = rowsOf(raw, 'counters').filter((row) => /:availability replica$/.test(row.word('object_name') ?? ''));
  const byInstance = Map.groupBy(rows, (row) => row.text('instance_name') ?? '');
  return [...byInstance].flatMap(([instance, own]) => {
    const at = instance.lastIndexOf(':');
    if (at <= 0) return [];
    const counted = (counter: string): number | null =>
      own.find((row) => row.word('counter_name') === counter)?.number('cntr_value') ?? null;
    return [
      {
        ...{ group: instance.slice(0, at), replica: instance.slice(at + 1) },
        sentBytes: counted('bytes sent to transport/sec'),
        receivedBytes: counted('bytes received from replica/sec'),
      },
    ];
  });
}
