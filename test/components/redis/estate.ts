import { type NodeLine, toLine } from '#components/redis/node-line.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Status } from '#lib/status.ts';
import type { MasterLink, RedisView } from '#lib/systems/redis/model.ts';
import { NOW, probe } from '../estate.ts';

/** A link that is up to a master at a port of 10.0.0.1. */
export function link(port: number, over: Partial<MasterLink> = {}): MasterLink {
  return {
    host: '10.0.0.1',
    port,
    isUp: true,
    said: 'connected',
    lastIoSeconds: 0,
    downSeconds: null,
    readOffset: 900,
    appliedOffset: 900,
    sync: null,
    ...over,
  };
}

/** A master that listens on a port of 10.0.0.1, without replicas, read 2 s ago. */
export function view(name: string, port: number, over: Partial<RedisView> = {}): RedisView {
  return {
    name,
    address: { host: '10.0.0.1', port },
    version: '7.0.15',
    mode: 'standalone',
    runId: `run of ${name}`,
    port,
    role: over.link ? 'replica' : 'master',
    isTurning: false,
    link: null,
    replicas: [],
    replicationId: 'history',
    offset: over.link?.appliedOffset ?? 1_000,
    offsetPerSecond: 50,
    memory: {
      usedBytes: 1e6,
      maxBytes: null,
      policy: 'noeviction',
      peakBytes: 2e6,
      residentBytes: 1.5e6,
      fragmentation: 1.5,
      machineBytes: 8e9,
    },
    clients: 8,
    maxClients: 10_000,
    blockedClients: 0,
    rejected: { count: 0, overMs: 55_000 },
    opsPerSecond: 963,
    netInPerSecond: 2_048,
    netOutPerSecond: 4_096,
    hitRatio: 0.97,
    evictedPerSecond: 0,
    expiredPerSecond: 0,
    keys: 102_813,
    databases: [],
    persistence: {
      rdb: { isOk: true, savedAt: NOW - 182_000, changesSince: 5, isSaving: false },
      aof: { isEnabled: false, isWriteOk: true, isRewriteOk: true },
    },
    loading: null,
    startedAt: NOW - 3_600_000,
    downSince: null,
    forkRoomBytes: 7e9,
    ...over,
  };
}

export function redisProbe(name: string, port: number, over: Partial<ProbeRow> = {}): ProbeRow {
  return probe(
    {
      source: { system: 'redis', group: 'sessions', node: name, probe: 'info' },
      question: 'INFO and ROLE',
      systemTitle: 'Redis',
      groupTitle: 'Sessions',
      address: `10.0.0.1:${port}`,
      host: '10.0.0.1',
      acting: null,
      verdict: { status: 'ok', reason: 'master', since: { at: NOW - 60_000, how: 'seen' } },
      ...over,
    },
    name,
  );
}

export function rowOf(shown: RedisView, status: Status = 'ok', reason = 'as it should be') {
  return { id: 'server', verdict: { status, reason, since: { at: NOW - 60_000, how: 'source' as const } }, value: shown };
}

/** A node that was read 2 s ago. */
export function node(name: string, port: number, over: Partial<RedisView> = {}, ofProbe: Partial<ProbeRow> = {}): NodeLine {
  return toLine(redisProbe(name, port, ofProbe), [rowOf(view(name, port, over))]);
}

/** A node that was never read. */
export function unread(name: string, port: number): NodeLine {
  return toLine(redisProbe(name, port, { newest: null, verdict: null, attempt: null }), []);
}
