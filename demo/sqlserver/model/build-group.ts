import { createCopy, nextDatabaseId, RUNNING_MS } from './build.ts';
import type {
  AvailabilityMode,
  ClusterType,
  Copy,
  Estate,
  FailoverMode,
  Group,
  Listener,
  PrimaryAllows,
  Replica,
  SecondaryAllows,
} from './estate.ts';
import { instanceOf } from './estate.ts';
import { CATCH_UP_SPEED, REDO_SPEED } from './links.ts';
import { madeId, madeNumber } from './made-id.ts';
import { rateOf } from './orders-data.ts';

/** `writeRate` in bytes of log a second, 0 for an idle database; `heartbeatMs`: how often the primary writes into its heartbeat table. */
export type DatabaseSpec = { name: string; writeRate: number; dataBytes?: number; heartbeatMs?: number };
export type ReplicaSpec = {
  instance: string;
  mode: 'sync' | 'async';
  failover?: FailoverMode;
  allows?: SecondaryAllows;
  primaryAllows?: PrimaryAllows;
  seeding?: 'AUTOMATIC' | 'MANUAL';
  /** How long log is on its way here, ms. */
  delayMs?: number;
};
/** The first replica is the primary. A listener at `ip` where there is one. */
export type GroupSpec = {
  name: string;
  clusterType?: ClusterType;
  cluster?: string;
  listener?: { dnsName: string; ip: string; port?: number };
  replicas: readonly [ReplicaSpec, ...ReplicaSpec[]];
  databases: readonly DatabaseSpec[];
};

const GB = 1024 ** 3;
const ASYNC_DELAY_MS = 80;
const REDO_DELAY_MS = 20;

/** Adds an availability group that has run for six hours at `now` (epoch ms): all replicas connected, all databases caught up. Throws where its cluster or an instance is not there. */
export function addGroup(estate: Estate, spec: GroupSpec, now: number): Group {
  if ((spec.clusterType ?? 'WSFC') === 'WSFC' && !estate.clusters.has(spec.cluster ?? ''))
    throw new Error(`stand-in: no cluster for ${spec.name}`);
  const id = madeId('group', spec.cluster ?? '', spec.name);
  const [primary] = spec.replicas;
  const group: Group = {
    id,
    resourceId: madeId('resource', id).toLowerCase(),
    name: spec.name,
    clusterType: spec.clusterType ?? 'WSFC',
    cluster: spec.cluster ?? null,
    replicas: [],
    listener: spec.listener ? listenerOf(spec.name, spec.listener) : null,
    rates: Object.fromEntries(spec.databases.map(({ name, writeRate }) => [name, writeRate])),
    stampedBy: instanceOf(estate, primary.instance).name,
  };
  estate.groups.push(group);
  for (const each of spec.replicas) group.replicas.push(replicaFor({ estate, group, spec, each }, now));
  for (const replica of group.replicas)
    replica.routing = group.replicas.filter((other) => other !== replica && other.allows !== 'NO').map(({ id: to }) => to);
  return group;
}

type Making = { estate: Estate; group: Group; spec: GroupSpec; each: ReplicaSpec };

function replicaFor({ estate, group, spec, each }: Making, now: number): Replica {
  const instance = instanceOf(estate, each.instance);
  const isPrimary = group.replicas.length === 0;
  const mode: AvailabilityMode = each.mode === 'sync' ? 'SYNCHRONOUS_COMMIT' : 'ASYNCHRONOUS_COMMIT';
  const startedAt = now - RUNNING_MS;
  const first = nextDatabaseId(estate, instance.name);
  return {
    instance: instance.name,
    id: madeId('replica', group.id, instance.name),
    role: isPrimary ? 'PRIMARY' : 'SECONDARY',
    mode,
    failover: each.failover ?? (each.mode === 'sync' && group.clusterType === 'WSFC' ? 'AUTOMATIC' : 'MANUAL'),
    allows: each.allows ?? 'ALL',
    primaryAllows: each.primaryAllows ?? 'ALL',
    seeding: each.seeding ?? 'MANUAL',
    endpointUrl: `TCP://${instance.host.toLowerCase()}.example.net:5022`,
    routing: [],
    backupPriority: 50,
    sessionTimeoutSeconds: 10,
    createdAt: startedAt - 90 * 86_400_000,
    link: { isUp: true, since: startedAt, error: null },
    isIsolated: false,
    isCommitting: each.mode === 'sync' && spec.replicas[0].mode === 'sync',
    follows: isPrimary ? null : group.stampedBy,
    copies: spec.databases.map((database, index) => {
      const source = group.replicas[0]?.copies[index];
      const copy = source ? secondaryCopy(source, { ...each, startedAt }) : primaryCopy(group, database, startedAt);
      return { ...copy, localId: first + index };
    }),
    heard: null,
  };
}

function primaryCopy(group: Group, database: DatabaseSpec, startedAt: number): Copy {
  const dataBytes = database.dataBytes ?? (1 + madeNumber(40, group.name, database.name)) * GB;
  const copy = createCopy({ name: database.name, localId: 0, startedAt, recoveryModel: 'FULL', dataBytes, writeRate: database.writeRate });
  copy.groupDatabaseId = madeId('database', group.id, database.name);
  copy.heartbeatMs = database.heartbeatMs ?? null;
  for (const stretch of copy.stream.stretches) stretch.rate = rateOf(group, copy);
  return copy;
}

function secondaryCopy(source: Copy, each: ReplicaSpec & { startedAt: number }): Copy {
  const delayMs = each.delayMs ?? (each.mode === 'sync' ? 0 : ASYNC_DELAY_MS);
  return {
    ...source,
    isWriting: false,
    log: { ...source.log, speed: CATCH_UP_SPEED, delayMs },
    redo: { ...source.redo, speed: REDO_SPEED, delayMs: REDO_DELAY_MS },
    written: { ...source.written },
  };
}

function listenerOf(group: string, { dnsName, ip, port }: { dnsName: string; ip: string; port?: number }): Listener {
  const subnet = ip.replace(/\.\d+$/, '.0');
  return {
    id: madeId('listener', group, dnsName).toLowerCase(),
    dnsName,
    port: port ?? 1433,
    isConformant: true,
    addresses: [{ ip, mask: '255.255.255.0', subnet, prefix: 24 }],
  };
}
