import { ParseError } from '../../failure.ts';
import type { Loading, MasterLink, Memory, Persistence, RedisInfo, RedisRole, ReplicaClaim } from './model.ts';
import { type InfoFields, readFields, readNumber, readPairs } from './parse-info.ts';
import { parseRole, type RoleAnswer } from './parse-role.ts';

/** What a node said at one moment: INFO and ROLE in one go. */
export type RawAnswer = { info: unknown; role: unknown };

/** Reads INFO and ROLE as one. What a version does not tell is null and never 0. Throws ParseError. */
export function parseRedis({ info, role }: RawAnswer): RedisInfo {
  if (typeof info !== 'string') throw new ParseError('the answer to INFO is no text', JSON.stringify(info ?? null)?.slice(0, 400));
  const fields = readFields(info);
  const own = roleOf(fields.text('role'));
  const said = parseRole(role);
  const databases = fields.numbered('db').map(([name, value]) => readDatabase(name, value));
  return {
    version: readVersion(fields),
    // Valkey calls it so.
    mode: fields.maybeText('server_mode') ?? fields.text('redis_mode'),
    runId: fields.text('run_id'),
    port: fields.maybeNumber('tcp_port'),
    uptimeSeconds: fields.number('uptime_in_seconds'),
    role: own,
    isTurning: said.role !== own,
    link: own === 'replica' ? readLink(fields, said) : null,
    replicas: fields.numbered('slave').map(([name, value]) => readReplica(name, value)),
    replicationId: fields.maybeText('master_replid'),
    olderReplicationId: unlessNone(fields.maybeText('master_replid2')),
    isWritable: own === 'replica' ? isWritable(fields) : null,
    backlogBytes: fields.maybeNumber('repl_backlog_size'),
    offset: own === 'replica' ? fields.maybeNumber('slave_repl_offset') : fields.maybeNumber('master_repl_offset'),
    memory: readMemory(fields),
    clients: fields.number('connected_clients'),
    maxClients: fields.maybeNumber('maxclients'),
    blockedClients: fields.number('blocked_clients'),
    rejectedTotal: fields.number('rejected_connections'),
    opsPerSecond: fields.number('instantaneous_ops_per_sec'),
    netInPerSecond: fromKbps(fields.maybeNumber('instantaneous_input_kbps')),
    netOutPerSecond: fromKbps(fields.maybeNumber('instantaneous_output_kbps')),
    hitsTotal: fields.number('keyspace_hits'),
    missesTotal: fields.number('keyspace_misses'),
    evictedTotal: fields.number('evicted_keys'),
    expiredTotal: fields.number('expired_keys'),
    fullSyncsTotal: fields.maybeNumber('sync_full'),
    keys: databases.reduce((sum, { keys }) => sum + keys, 0),
    databases,
    persistence: readPersistence(fields),
    loading: readLoading(fields),
  };
}

/** Valkey says which Redis it is compatible with where Redis says what it is (valkey/src/server.c genValkeyInfoString). */
function readVersion(fields: InfoFields): string {
  const redis = fields.text('redis_version');
  const valkey = fields.maybeText('valkey_version');
  return valkey === null ? redis : `Valkey ${valkey} (${redis} compatible)`;
}

function roleOf(said: string): RedisRole {
  if (said === 'master') return 'master';
  if (said === 'slave') return 'replica';
  throw new ParseError('INFO has a role that is neither master nor slave', `role:${said}`);
}

function readLink(fields: InfoFields, { role, said }: RoleAnswer): MasterLink {
  const status = fields.text('master_link_status');
  if (status !== 'up' && status !== 'down')
    throw new ParseError('INFO has a link that is neither up nor down', `master_link_status:${status}`);
  return {
    host: fields.text('master_host'),
    port: fields.number('master_port'),
    isUp: status === 'up',
    said: role === 'replica' ? said : '',
    lastIoSeconds: unlessNegative(fields.maybeNumber('master_last_io_seconds_ago')),
    // -1: it has never been up since it was told its master.
    downSeconds: unlessNegative(fields.maybeNumber('master_link_down_since_seconds')),
    readOffset: fields.maybeNumber('slave_read_repl_offset'),
    appliedOffset: fields.maybeNumber('slave_repl_offset'),
    sync: readSync(fields),
  };
}

/** Of a diskless sync the total is 0 and what is left below 0; of one from disk the total is -1 until it is known. */
function readSync(fields: InfoFields): MasterLink['sync'] {
  if (fields.number('master_sync_in_progress') !== 1) return null;
  const total = fields.maybeNumber('master_sync_total_bytes');
  return { readBytes: fields.maybeNumber('master_sync_read_bytes') ?? 0, totalBytes: total !== null && total > 0 ? total : null };
}

function readReplica(name: string, value: string): ReplicaClaim {
  const pairs = readPairs(value);
  const host = pairs.get('ip');
  const port = pairs.get('port');
  if (host === undefined || port === undefined) throw new ParseError(`INFO has ${name} without an address`, `${name}:${value}`);
  const figure = (key: string): number | null => {
    const said = pairs.get(key);
    return said === undefined ? null : readNumber(`${name}.${key}`, said);
  };
  return {
    host,
    port: readNumber(`${name}.port`, port),
    state: pairs.get('state') ?? '',
    offset: figure('offset'),
    lagSeconds: unlessNegative(figure('lag')),
  };
}

function readMemory(fields: InfoFields): Memory {
  const max = fields.maybeNumber('maxmemory');
  return {
    usedBytes: fields.number('used_memory'),
    maxBytes: max === 0 ? null : max,
    policy: fields.maybeText('maxmemory_policy'),
    peakBytes: fields.maybeNumber('used_memory_peak'),
    residentBytes: fields.maybeNumber('used_memory_rss'),
    fragmentation: fields.maybeNumber('mem_fragmentation_ratio'),
    machineBytes: fields.maybeNumber('total_system_memory'),
  };
}

function readDatabase(name: string, value: string): RedisInfo['databases'][number] {
  const pairs = readPairs(value);
  const expires = pairs.get('expires');
  const ttl = pairs.get('avg_ttl');
  return {
    name,
    keys: readNumber(`${name}.keys`, pairs.get('keys') ?? ''),
    expires: expires === undefined ? null : readNumber(`${name}.expires`, expires),
    // 0 is what it says where no key expires, or it has not looked yet.
    averageTtlMs: ttl === undefined ? null : readNumber(`${name}.avg_ttl`, ttl) || null,
  };
}

function readPersistence(fields: InfoFields): Persistence {
  // Redis counts its own start as a save; from 7.0 on it also says how many there were.
  const savedAt = fields.maybeNumber('rdb_saves') === 0 ? null : fields.maybeNumber('rdb_last_save_time');
  return {
    rdb: {
      isOk: fields.text('rdb_last_bgsave_status') === 'ok',
      savedAt: savedAt === null || savedAt <= 0 ? null : savedAt * 1_000,
      changesSince: fields.maybeNumber('rdb_changes_since_last_save'),
      isSaving: fields.maybeNumber('rdb_bgsave_in_progress') === 1,
    },
    aof: {
      isEnabled: fields.number('aof_enabled') === 1,
      isWriteOk: fields.text('aof_last_write_status') === 'ok',
      isRewriteOk: fields.text('aof_last_bgrewrite_status') === 'ok',
    },
  };
}

function readLoading(fields: InfoFields): Loading | null {
  const isAsync = fields.maybeNumber('async_loading') === 1;
  if (fields.number('loading') !== 1 && !isAsync) return null;
  const startedAt = fields.maybeNumber('loading_start_time');
  return { isAsync, percent: fields.maybeNumber('loading_loaded_perc'), startedAt: startedAt ? startedAt * 1_000 : null };
}

/** What INFO calls kbps is KiB a second (redis/src/server.c). */
function fromKbps(kibs: number | null): number | null {
  return kibs === null ? null : kibs * 1_024;
}

function unlessNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value;
}

function isWritable(fields: InfoFields): boolean | null {
  const isReadOnly = fields.maybeNumber('slave_read_only');
  return isReadOnly === null ? null : isReadOnly === 0;
}

/** A history that there is not is written as zeros. */
function unlessNone(id: string | null): string | null {
  return id === null || /^0*$/.test(id) ? null : id;
}
