import { isSeeding, standing, writtenBytes } from '../model/copy.ts';
import type { Copy } from '../model/estate.ts';
import { isHeardBy } from '../model/links.ts';
import { type Asked, localCopies, localGroups, type Row, type Seen } from './asked.ts';
import { logSpace } from './log-space.ts';

/** cntr_type: the value now, and one that only grows, of which two readings make a rate. */
const NOW = 65_792;
const GROWING = 272_696_576;
/** A share of the counter that is called the same with "base" behind; and an average, of which both grow. */
const RATIO = 537_003_264;
const AVERAGE = 1_073_874_176;
const BASE = 1_073_939_712;
/** What the transport adds to log: envelopes and heartbeats. */
const ENVELOPE = 1.02;

type Counter = { object: string; counter: string; of?: string; value: number; type: number };

/** sys.dm_os_performance_counters: text in 128 characters, names as the instance writes them (MSSQL$NAME: on a named one). */
export function performanceCounters(asked: Asked): Row[] {
  const named = asked.instance.name.split('\\')[1];
  const prefix = named ? `MSSQL$${named}` : 'SQLServer';
  return [...serverCounters(asked), ...databaseCounters(asked), ...replicaCounters(asked)].map(({ object, counter, of, value, type }) => ({
    object_name: `${prefix}:${object}`.padEnd(128),
    counter_name: counter.padEnd(128),
    instance_name: (of ?? '').padEnd(128),
    cntr_value: Math.floor(value),
    cntr_type: type,
  }));
}

function serverCounters({ instance, now }: Asked): Counter[] {
  const { load, memoryKb, startedAt } = instance;
  const seconds = Math.max(0, now - startedAt) / 1000;
  const since = (rate: number) => seconds * rate;
  return [
    { object: 'SQL Statistics', counter: 'Batch Requests/sec', value: since(load.batchesPerSecond), type: GROWING },
    { object: 'SQL Statistics', counter: 'SQL Compilations/sec', value: since(load.batchesPerSecond / 20), type: GROWING },
    { object: 'Buffer Manager', counter: 'Page life expectancy', value: Math.min(load.pageLifeSeconds, seconds), type: NOW },
    { object: 'Buffer Manager', counter: 'Page reads/sec', value: since(40), type: GROWING },
    { object: 'General Statistics', counter: 'User Connections', value: load.connections, type: NOW },
    { object: 'General Statistics', counter: 'Logins/sec', value: since(load.connections / 300), type: GROWING },
    { object: 'General Statistics', counter: 'Processes blocked', value: 0, type: NOW },
    { object: 'Memory Manager', counter: 'Total Server Memory (KB)', value: memoryKb * 0.9, type: NOW },
    { object: 'Memory Manager', counter: 'Target Server Memory (KB)', value: memoryKb * 0.9, type: NOW },
    { object: 'Memory Manager', counter: 'Memory Grants Pending', value: 0, type: NOW },
    { object: 'SQL Statistics', counter: 'SQL Re-Compilations/sec', value: since(load.batchesPerSecond / 900), type: GROWING },
    { object: 'SQL Errors', counter: 'Errors/sec', of: '_Total', value: since(0.2), type: GROWING },
    { object: 'Buffer Manager', counter: 'Page writes/sec', value: since(60), type: GROWING },
    { object: 'Buffer Manager', counter: 'Page lookups/sec', value: since(load.batchesPerSecond * 90), type: GROWING },
    { object: 'Buffer Manager', counter: 'Lazy writes/sec', value: since(1.5), type: GROWING },
    { object: 'Buffer Manager', counter: 'Buffer cache hit ratio', value: 24_860, type: RATIO },
    { object: 'Buffer Manager', counter: 'Buffer cache hit ratio base', value: 24_900, type: BASE },
    { object: 'Plan Cache', counter: 'Cache Pages', of: '_Total', value: (memoryKb * 0.036) / 8, type: NOW },
    { object: 'Memory Manager', counter: 'Database Cache Memory (KB)', value: memoryKb * 0.79, type: NOW },
    { object: 'Transactions', counter: 'Free Space in tempdb (KB)', value: 11_500_000, type: NOW },
    { object: 'Locks', counter: 'Lock Waits/sec', of: '_Total', value: since(load.batchesPerSecond / 1500), type: GROWING },
    { object: 'Locks', counter: 'Average Wait Time (ms)', of: '_Total', value: since(load.batchesPerSecond / 75), type: AVERAGE },
    { object: 'Locks', counter: 'Average Wait Time Base', of: '_Total', value: since(load.batchesPerSecond / 1500), type: BASE },
    { object: 'Locks', counter: 'Number of Deadlocks/sec', of: '_Total', value: 0, type: GROWING },
  ];
}

function databaseCounters(asked: Asked): Counter[] {
  const { now } = asked;
  const counters = localCopies(asked)
    .filter(({ copy }) => !isSeeding(copy, now))
    .map(({ copy, seen }) => {
      const space = logSpace(copy, seen, now);
      const written = writtenBytes(copy, now);
      return {
        'Log File(s) Size (KB)': { value: Math.floor(space.sizeBytes / 1024), type: NOW },
        'Log File(s) Used Size (KB)': { value: Math.floor(space.usedBytes / 1024), type: NOW },
        'Log Bytes Flushed/sec': { value: written, type: GROWING },
        'Log Flushes/sec': { value: written / copy.stream.blockBytes, type: GROWING },
        'Transactions/sec': { value: written / 700, type: GROWING },
        name: copy.name,
      };
    });
  const names = [
    'Log File(s) Size (KB)',
    'Log File(s) Used Size (KB)',
    'Log Bytes Flushed/sec',
    'Log Flushes/sec',
    'Transactions/sec',
  ] as const;
  return names.flatMap((counter) => {
    const each = counters.map((all) => ({ object: 'Databases', counter, of: all.name, ...all[counter] }));
    const total = each.reduce((sum, { value }) => sum + value, 0);
    return [...each, { object: 'Databases', counter, of: '_Total', value: total, type: each[0]?.type ?? NOW }];
  });
}

/** What goes between replicas, by "group:replica", and of each database here what is redone. */
function replicaCounters(asked: Asked): Counter[] {
  return localGroups(asked).flatMap((seen) => {
    const { group, replica } = seen;
    const partners =
      replica.role === 'PRIMARY'
        ? group.replicas.filter((other) => other !== replica)
        : group.replicas.filter(({ instance }) => instance === replica.follows);
    return [
      ...partners.flatMap(({ instance }) => transport(asked, seen, instance)),
      ...(replica.role === 'PRIMARY' ? [] : redoCounters(asked, replica.copies)),
    ];
  });
}

function transport({ now }: Asked, { group, replica }: Seen, partner: string): Counter[] {
  const other = group.replicas.find(({ instance }) => instance === partner);
  const isPrimary = replica.role === 'PRIMARY';
  const taking = isPrimary ? other : replica;
  const isCounted = !isPrimary || (other !== undefined && (isHeardBy(replica, other) || other.role === 'SECONDARY'));
  const log = isCounted ? (taking?.copies ?? []).reduce((sum, copy) => sum + writtenBytes(copy, now), 0) * ENVELOPE : 0;
  const answers = log / 200;
  const [sent, received] = isPrimary ? [log, answers] : [answers, log];
  const of = `${group.name}:${partner}`;
  const all: [string, number][] = [
    ['Bytes Sent to Replica/sec', sent],
    ['Sends to Replica/sec', sent / 30_000],
    ['Bytes Sent to Transport/sec', sent],
    ['Sends to Transport/sec', sent / 30_000],
    ['Bytes Received from Replica/sec', received],
    ['Receives from Replica/sec', received / 30_000],
    ['Flow Control/sec', 0],
    ['Resent Messages/sec', 0],
  ];
  return all.map(([counter, value]) => ({ object: 'Availability Replica', counter, of, value, type: GROWING }));
}

function redoCounters({ now }: Asked, copies: readonly Copy[]): Counter[] {
  return copies.flatMap((copy) => {
    const { hardened, redone } = standing(copy, now);
    const received = writtenBytes(copy, now);
    const of = copy.name;
    const waiting = hardened - redone;
    return [
      { object: 'Database Replica', counter: 'Log Bytes Received/sec', of, value: received, type: GROWING },
      { object: 'Database Replica', counter: 'Redone Bytes/sec', of, value: Math.max(0, received - waiting), type: GROWING },
      { object: 'Database Replica', counter: 'Recovery Queue', of, value: waiting / 1024, type: NOW },
    ];
  });
}
