import { hardenedBytes } from '../model/copy.ts';
import type { Copy } from '../model/estate.ts';
import { producedBytes, wholeBlocks } from '../model/log-stream.ts';
import { blockLsn } from '../model/lsn.ts';
import { madeId } from '../model/made-id.ts';
import { zoneOffsetMs } from '../model/zone.ts';
import { type Asked, here, localCopies, type Row } from './asked.ts';
import { COLLATION } from './databases.ts';
import { LOG_BACKUP_MS, lastLogBackup } from './log-space.ts';

const DAY_MS = 86_400_000;
/** Older backups of the log are cleared away. */
const LOGS_KEPT = 4;
const QUARTER_HOUR_MS = 15 * 60_000;

type Backup = { copy: Copy; type: 'D' | 'L'; at: number; tookMs: number; bytes: number };

/** All backups that are made on an instance, numbered by their place. */
function made(asked: Asked): Backup[] {
  return localCopies(asked)
    .filter(({ copy, seen }) => copy.name !== 'tempdb' && (seen === null || seen.replica.role === 'PRIMARY'))
    .flatMap(({ copy }) => backupsOf(copy, asked.now));
}

/** msdb.dbo.backupmediafamily: every backup is a file of its own. */
export function backupMedia(asked: Asked): Row[] {
  const { instance } = asked;
  return made(asked).map(({ copy, type, at }, index) => ({
    media_set_id: index + 1,
    family_sequence_number: 1,
    media_family_id: madeId('media', instance.name, copy.name, type, String(at)),
    media_count: 1,
    logical_device_name: null,
    physical_device_name: `\\\\NY-BACKUP01\\sql\\${instance.host}\\${copy.name}.${type === 'D' ? 'bak' : 'trn'}`,
    device_type: 2,
    physical_block_size: 65_536,
    mirror: 0,
  }));
}

/** msdb.dbo.backupset: what was backed up on this very instance: a database of a group only where it is primary. Times are local, time_zone in quarters of an hour. */
export function backupSets(asked: Asked): Row[] {
  const { instance } = asked;
  return made(asked).map(({ copy, type, at, tookMs, bytes }, index) => {
    const end = wholeBlocks(copy.stream, Math.min(hardenedBytes(copy, asked.now), producedBytes(copy.stream, at)));
    const start = wholeBlocks(copy.stream, producedBytes(copy.stream, at - (type === 'L' ? LOG_BACKUP_MS : 0)));
    return {
      backup_set_id: index + 1,
      backup_set_uuid: madeId('backup', instance.name, copy.name, type, String(at)),
      media_set_id: index + 1,
      position: 1,
      name: `${copy.name} ${type === 'D' ? 'full' : 'log'}`,
      user_name: 'sa',
      software_major_version: Number(instance.release.productVersion.split('.')[0]),
      time_zone: zoneOffsetMs(instance.zone, at) / QUARTER_HOUR_MS,
      first_lsn: blockLsn(copy.stream, start),
      last_lsn: blockLsn(copy.stream, end),
      checkpoint_lsn: blockLsn(copy.stream, start),
      database_creation_date: here(asked, copy.createdAt),
      backup_start_date: here(asked, at),
      backup_finish_date: here(asked, at + tookMs),
      type,
      backup_size: bytes,
      compressed_backup_size: Math.ceil(bytes / 4),
      database_name: copy.name,
      server_name: instance.name,
      machine_name: instance.host,
      collation_name: COLLATION,
      recovery_model: copy.recoveryModel,
      ...{ is_password_protected: false, has_bulk_logged_data: false, is_snapshot: false, is_readonly: false, is_single_user: false },
      ...{
        has_backup_checksums: true,
        is_damaged: false,
        begins_log_chain: false,
        has_incomplete_metadata: false,
        is_force_offline: false,
      },
      ...{ is_copy_only: false, database_guid: madeId('guid', copy.name), family_guid: madeId('guid', copy.name) },
    };
  });
}

function backupsOf(copy: Copy, now: number): Backup[] {
  const tookMs = Math.ceil(copy.dataBytes / 400_000);
  // The newest one that has ended: it begins at midnight, and the one of the day before counts until then.
  const fullAt = Math.floor((now - tookMs) / DAY_MS) * DAY_MS;
  const full: Backup = { copy, type: 'D', at: fullAt, tookMs, bytes: copy.dataBytes };
  if (copy.recoveryModel !== 'FULL') return [full];
  const last = lastLogBackup(now);
  const logs = Array.from({ length: LOGS_KEPT }, (_, index): Backup => {
    const at = last - index * LOG_BACKUP_MS;
    const bytes = producedBytes(copy.stream, at) - producedBytes(copy.stream, at - LOG_BACKUP_MS);
    return { copy, type: 'L', at, tookMs: 900, bytes: Math.max(66_560, Math.floor(bytes)) };
  });
  return [full, ...logs].filter(({ at, tookMs }) => at + tookMs <= now);
}
