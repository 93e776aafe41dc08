import { seededAt } from '../model/copy.ts';
import type { Copy, Group, Replica, Seeding } from '../model/estate.ts';
import { madeId } from '../model/made-id.ts';
import { type Asked, here, type Row, seenGroups } from './asked.ts';

type Run = { group: Group; replica: Replica; copy: Copy; seeding: Seeding; isSource: boolean; at: number };

/** sys.dm_hadr_automatic_seeding: on the primary every seeding that it sends, elsewhere only what arrives here. */
export function automaticSeeding(asked: Asked): Row[] {
  return runs(asked).map((run) => {
    const { group, replica, copy, seeding, isSource, at } = run;
    const endedAt = seeding.failedAt ?? (at >= seededAt(copy) ? seededAt(copy) : null);
    const hasFailed = seeding.failedAt !== null;
    return {
      start_time: here(asked, seeding.at),
      completion_time: endedAt === null ? null : here(asked, endedAt),
      ag_id: group.id,
      ag_db_id: copy.groupDatabaseId,
      ag_remote_replica_id: isSource ? replica.id : (group.replicas.find(({ instance }) => instance === seeding.fromHost)?.id ?? null),
      operation_id: idOf(run, 'operation'),
      is_source: isSource,
      current_state: hasFailed ? 'FAILED' : endedAt === null ? 'SEEDING' : 'COMPLETED',
      performed_seeding: endedAt !== null && !hasFailed,
      failure_state: hasFailed ? 15 : 0,
      failure_state_desc: hasFailed ? 'Seeding' : null,
      error_code: 0,
      number_of_attempts: 1,
    };
  });
}

/** sys.dm_hadr_physical_seeding_stats: how far the seedings that run now have come; one that is done is gone from it. */
export function physicalSeedingStats(asked: Asked): Row[] {
  return runs(asked)
    .filter(({ copy, seeding, at }) => seeding.failedAt !== null || at < seededAt(copy))
    .map((run) => {
      const { copy, seeding, isSource } = run;
      const at = seeding.failedAt ?? run.at;
      const hasFailed = seeding.failedAt !== null;
      return {
        local_physical_seeding_id: idOf(run, isSource ? 'source' : 'destination'),
        remote_physical_seeding_id: idOf(run, isSource ? 'destination' : 'source'),
        local_database_id: copy.localId,
        local_database_name: copy.name,
        remote_machine_name: isSource ? seeding.toHost : seeding.fromHost,
        role_desc: isSource ? 'Source' : 'Destination',
        internal_state_desc: hasFailed ? 'Failed' : 'ReadingAndSendingData',
        transfer_rate_bytes_per_second: hasFailed ? 0 : seeding.bytesPerSecond,
        transferred_size_bytes: Math.min(seeding.bytes, Math.floor(((at - seeding.at) / 1000) * seeding.bytesPerSecond)),
        database_size_bytes: seeding.bytes,
        start_time_utc: new Date(seeding.at),
        end_time_utc: hasFailed ? new Date(at) : null,
        estimate_time_complete_utc: hasFailed ? null : new Date(seededAt(copy)),
        total_disk_io_wait_time_ms: Math.floor((at - seeding.at) / 40),
        total_network_wait_time_ms: Math.floor((at - seeding.at) / 12),
        failure_code: hasFailed ? 1200 : 0,
        failure_message: hasFailed ? 'The seeding was broken off.' : null,
        failure_time_utc: hasFailed ? new Date(at) : null,
        is_compression_enabled: false,
      };
    });
}

function runs(asked: Asked): Run[] {
  const { seen, at } = seenGroups(asked);
  return seen.flatMap(({ group, replica: viewer }) => {
    const shown = viewer.role === 'PRIMARY' ? group.replicas : [viewer];
    return shown.flatMap((replica) =>
      replica.copies.flatMap((copy) =>
        copy.seeding ? [{ group, replica, copy, seeding: copy.seeding, isSource: replica !== viewer, at }] : [],
      ),
    );
  });
}

function idOf({ replica, copy, seeding }: Run, what: string): string {
  return madeId(what, replica.id, copy.name, String(seeding.at));
}
