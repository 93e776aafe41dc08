import { endOfLog, hardenedBytes, isSeeding, missingBytes, sendRateKb, standing } from '../model/copy.ts';
import type { Copy, Group, Replica } from '../model/estate.ts';
import { isHeardBy, REDO_SPEED } from '../model/links.ts';
import { producedAt } from '../model/log-stream.ts';
import { blockLsn, recordLsn } from '../model/lsn.ts';
import { copyHealth, HEALTHS, isFailoverReady, SYNC_STATES, syncState } from '../model/synchronization.ts';
import { type Asked, coded, type Row, reachesCluster, seenGroups, stamped } from './asked.ts';

const DATABASE_STATES = ['ONLINE', 'RESTORING', 'RECOVERING', 'RECOVERY_PENDING', 'SUSPECT', 'EMERGENCY', 'OFFLINE'] as const;
const REASONS = ['SUSPEND_FROM_USER', 'SUSPEND_FROM_PARTNER'] as const;

/** One copy as one replica sees it: `at` is when what is told was true, `now` the moment of the view. `isLost`: the primary no longer hears of it. */
type Sighting = {
  asked: Asked;
  group: Group;
  replica: Replica;
  copy: Copy;
  primary: Copy | null;
  isLocal: boolean;
  at: number;
  now: number;
  isLost: boolean;
};

/** sys.dm_hadr_database_replica_states: on a primary the databases of all replicas, elsewhere only those of the replica itself. */
export function databaseReplicaStates(asked: Asked): Row[] {
  const { seen, at } = seenGroups(asked);
  return seen.flatMap(({ group, replica }) => {
    const own = replica.copies.filter((copy) => !isSeeding(copy, at));
    const base = { asked, group, now: at };
    const local = own.map((copy) => stateRow({ ...base, replica, copy, primary: null, isLocal: true, at, isLost: false }));
    if (replica.role !== 'PRIMARY') return local;
    const others = group.replicas.filter((other) => other !== replica);
    return [...local, ...others.flatMap((other) => remoteRows({ asked, group, viewer: replica, now: at }, other))];
  });
}

/** sys.dm_hadr_database_replica_cluster_states: what the cluster keeps of every database at every replica; told to all of them. */
export function databaseClusterStates(asked: Asked): Row[] {
  const { seen, at } = seenGroups(asked);
  return seen.flatMap(({ group, replica: viewer }) => {
    const isReached = reachesCluster(asked, { group, replica: viewer });
    return group.replicas.flatMap((replica) =>
      replica.copies.map((copy) => ({
        replica_id: replica.id,
        group_database_id: copy.groupDatabaseId,
        database_name: copy.name,
        is_failover_ready: !isSeeding(copy, at) && isFailoverReady(replica, copy, at),
        is_pending_secondary_suspend: isReached ? false : null,
        is_database_joined: isReached ? !isSeeding(copy, at) : null,
        recovery_lsn: replica.role === 'PRIMARY' ? recoveryLsn(copy) : null,
        truncation_lsn: truncationLsn(group, copy, at),
      })),
    );
  });
}

function remoteRows({ asked, group, viewer, now }: { asked: Asked; group: Group; viewer: Replica; now: number }, other: Replica): Row[] {
  const isHeard = isHeardBy(viewer, other);
  const { at, copies } = isHeard || !other.heard ? { at: now, copies: other.copies } : other.heard;
  // What is not heard of is no secondary in touch, whatever it takes itself for.
  const replica: Replica = isHeard ? other : { ...other, role: 'SECONDARY', link: { ...other.link, isUp: false } };
  return copies.map((copy) => {
    const primary = viewer.copies.find(({ name }) => name === copy.name) ?? null;
    return stateRow({ asked, group, replica, copy, primary, isLocal: false, at, now, isLost: !isHeard });
  });
}

function stateRow(sighting: Sighting): Row {
  const { group, replica, copy, isLocal, now, isLost } = sighting;
  const health = copyHealth(replica, copy, now);
  const isWriting = isLocal && replica.role === 'PRIMARY';
  return {
    database_id: copy.localId,
    group_id: group.id,
    replica_id: replica.id,
    group_database_id: copy.groupDatabaseId,
    is_local: isLocal,
    is_primary_replica: isWriting,
    ...coded('synchronization_state', SYNC_STATES, syncState(replica, copy, now)),
    is_commit_participant: !isLost && syncState(replica, copy, now) === 'SYNCHRONIZED',
    ...coded('synchronization_health', HEALTHS, HEALTHS[health]),
    ...coded('database_state', DATABASE_STATES, databaseState(replica, copy, now)),
    is_suspended: copy.suspended !== null,
    ...coded('suspend_reason', REASONS, copy.suspended?.reason ?? null),
    recovery_lsn: recoveryLsn(copy),
    truncation_lsn: truncationLsn(group, copy, now),
    low_water_mark_for_ghosts: Math.floor(standing(copy, sighting.at).redone / 40_960),
    filestream_send_rate: isWriting ? null : 0,
    ...(isWriting ? primaryPositions(sighting) : secondaryPositions(sighting)),
  };
}

/** Of a synchronous primary last_hardened_lsn is the least that its synchronized secondaries have; of any other it is NULL. Nothing is sent to oneself. */
function primaryPositions({ asked, group, replica, copy, now }: Sighting): Row {
  const stands = standing(copy, now);
  const committing = group.replicas
    .filter((other) => other.role === 'SECONDARY' && other.mode === 'SYNCHRONOUS_COMMIT' && isHeardBy(replica, other))
    .flatMap((other) => other.copies.filter((each) => each.name === copy.name && syncState(other, each, now) === 'SYNCHRONIZED'))
    .map((each) => told(each, now).hardened);
  const least = replica.mode === 'SYNCHRONOUS_COMMIT' && committing.length > 0 ? Math.min(...committing) : null;
  return {
    last_hardened_lsn: least === null ? null : blockLsn(copy.stream, least),
    last_hardened_time: least === null ? null : stamped(asked, group, producedAt(copy.stream, least)),
    end_of_log_lsn: blockLsn(copy.stream, stands.hardened),
    last_commit_lsn: recordLsn(copy.stream, stands.hardened),
    last_commit_time: stamped(asked, group, stands.committedAt),
  };
}

/** What is sent is told by the primary, what is received by the secondary itself; suspended, it has no queue and no lag that is told. */
function secondaryPositions({ asked, group, copy, primary, isLocal, at, now }: Sighting): Row {
  const stands = told(copy, at);
  const hardened = blockLsn(copy.stream, stands.hardened);
  const hardenedAt = stamped(asked, group, stands.hardenedAt);
  const missing = primary ? missingBytes(primary, stands.hardened, copy.pretendsSince ?? now) : localMissing(copy, at);
  return {
    last_sent_lsn: isLocal ? null : hardened,
    last_sent_time: isLocal ? null : hardenedAt,
    last_received_lsn: isLocal ? hardened : null,
    last_received_time: isLocal ? hardenedAt : null,
    last_hardened_lsn: hardened,
    last_hardened_time: hardenedAt,
    last_redone_lsn: recordLsn(copy.stream, stands.redone),
    last_redone_time: stamped(asked, group, stands.redoneAt),
    log_send_queue_size: copy.suspended ? null : Math.floor(missing / 1024),
    log_send_rate: sendRateKb(copy, at),
    redo_queue_size: Math.floor((stands.hardened - stands.redone) / 1024),
    redo_rate: Math.round((copy.redo.speed || REDO_SPEED) / 1024),
    end_of_log_lsn: hardened,
    last_commit_lsn: recordLsn(copy.stream, stands.redone),
    last_commit_time: stamped(asked, group, stands.committedAt),
    secondary_lag_seconds: primary ? lagSeconds(copy, primary, stands.hardened, now) : null,
  };
}

/** Since when the primary has log on disk that the copy has not, in whole seconds. */
function lagSeconds(copy: Copy, primary: Copy, has: number, now: number): number {
  if (copy.suspended || copy.pretendsSince !== null || hardenedBytes(primary, now) <= has) return 0;
  return Math.max(0, Math.floor((now - producedAt(primary.stream, has + primary.stream.blockBytes)) / 1000));
}

/** Where a copy says that it stands: one that pretends says it of the moment when it stopped, redo and all. */
function told(copy: Copy, at: number) {
  return standing(copy, copy.pretendsSince ?? at);
}

/** What a secondary itself knows to be on its way: it has heard of no more than it is being sent. */
function localMissing(copy: Copy, at: number): number {
  return copy.log.speed === 0 ? 0 : Math.max(0, endOfLog(copy, at - copy.log.delayMs) - hardenedBytes(copy, at));
}

function databaseState(replica: Replica, copy: Copy, now: number): (typeof DATABASE_STATES)[number] {
  if (isSeeding(copy, now)) return 'RESTORING';
  return replica.role === 'RESOLVING' || now < copy.revertingUntil ? 'RECOVERING' : 'ONLINE';
}

function recoveryLsn(copy: Copy): bigint {
  return blockLsn(copy.stream, copy.stream.stretches.at(-1)?.bytes ?? 0);
}

function truncationLsn(group: Group, copy: Copy, now: number): bigint {
  const all = group.replicas.flatMap(({ copies }) => copies.filter((each) => each.name === copy.name));
  return blockLsn(copy.stream, Math.min(...all.map((each) => hardenedBytes(each, now))));
}
