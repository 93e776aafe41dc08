import { ParseError } from '../../../failure.ts';
import { type RowReader, rowsOf } from '../ag/parse-row.ts';
import type { ClerksAnswer, ConnectionsAnswer, CountersAnswer, RecentBackupsAnswer, TempdbAnswer } from './model-asked.ts';
import { needed, only, ticksOf, times } from './parse-load.ts';
import { backupTime, growthOf, offsetOf } from './parse-storage.ts';
import { isRestarted } from './runs.ts';
import type { RawClerks, RawConnections, RawRecentBackups, RawSample, RawTempdb } from './statements-asked.ts';

const PAGE_BYTES = 8_192;
const BYTES_PER_KB = 1_024;

/** transaction_isolation_level of sys.dm_exec_sessions. */
const ISOLATIONS: readonly string[] = ['not told', 'read uncommitted', 'read committed', 'repeatable read', 'serializable', 'snapshot'];
/** type of msdb.dbo.backupset. */
const BACKUP_TYPES: Readonly<Record<string, string>> = {
  ...{ D: 'full', I: 'differential', L: 'log', F: 'file', G: 'differential file', P: 'partial', Q: 'differential partial' },
};
/** What clerks hold that take the most, in words. */
const CLERKS: Readonly<Record<string, string>> = {
  MEMORYCLERK_SQLBUFFERPOOL: 'data pages',
  CACHESTORE_SQLCP: 'plans of statements',
  CACHESTORE_OBJCP: 'plans of procedures and triggers',
  CACHESTORE_PHDR: 'algebrized views and rules',
  MEMORYCLERK_SQLGENERAL: 'general use',
  MEMORYCLERK_SQLOPTIMIZER: 'compiling queries',
  MEMORYCLERK_SQLQUERYEXEC: 'running queries',
  MEMORYCLERK_SQLQUERYPLAN: 'query plans',
  MEMORYCLERK_SQLSTORENG: 'storage engine',
  MEMORYCLERK_SQLLOGPOOL: 'log in memory',
  MEMORYCLERK_SQLCLR: 'CLR',
  MEMORYCLERK_SOSNODE: 'scheduling',
  MEMORYCLERK_XE: 'extended events',
  MEMORYCLERK_XTP: 'memory-optimized tables',
  MEMORYCLERK_QUERYDISKSTORE_HASHMAP: 'Query Store',
  OBJECTSTORE_LOCK_MANAGER: 'locks',
  USERSTORE_TOKENPERM: 'security tokens',
  USERSTORE_SCHEMAMGR: 'metadata',
};

/** Reads who holds memory, largest first. Throws ParseError. */
export function parseClerks(raw: RawClerks): ClerksAnswer {
  const clerks = rowsOf(raw, 'clerks').map((row) => ({ type: row.needed('type'), bytes: needed(row, 'pages_kb') * BYTES_PER_KB }));
  const totalBytes = clerks.reduce((sum, { bytes }) => sum + bytes, 0);
  const shared = clerks.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes);
  return {
    totalBytes,
    clerks: shared.map(({ type, bytes }) => ({ type, bytes, title: CLERKS[type] ?? null, percent: (bytes / totalBytes) * 100 })),
  };
}

/** Reads who is connected, those with the most connections first. Throws ParseError. */
export function parseConnections(raw: RawConnections): ConnectionsAnswer {
  const offset = needed(only(rowsOf(raw, 'clock'), 'clock'), 'offset_minutes');
  const groups = rowsOf(raw, 'connections').map((row) => ({
    login: row.text('login_name'),
    host: row.text('host_name'),
    program: row.text('program_name'),
    isolation: ISOLATIONS[needed(row, 'transaction_isolation_level')] ?? 'not told',
    connections: needed(row, 'connections'),
    reads: row.number('reads'),
    writes: row.number('writes'),
    lastLoginAt: row.local('last_login_at', offset),
  }));
  return {
    total: groups.reduce((sum, { connections }) => sum + connections, 0),
    groups: groups.toSorted((a, b) => b.connections - a.connections),
  };
}

/** Reads tempdb as it is now. Throws ParseError. */
export function parseTempdb(raw: RawTempdb): TempdbAnswer {
  const space = only(rowsOf(raw, 'space'), 'space');
  const bytes = (column: string): number => needed(space, column) * PAGE_BYTES;
  return {
    totalBytes: bytes('total_pages'),
    freeBytes: bytes('free_pages'),
    userObjectBytes: bytes('user_pages'),
    internalObjectBytes: bytes('internal_pages'),
    versionStoreBytes: bytes('version_pages'),
    mixedExtentBytes: bytes('mixed_pages'),
    files: rowsOf(raw, 'files').map((row) => ({
      ...{ name: row.needed('name'), path: row.needed('physical_name'), type: row.word('type_desc') ?? 'not told' },
      ...{ sizeBytes: needed(row, 'pages') * PAGE_BYTES, ...growthOf(row) },
    })),
  };
}

/** Reads the newest backups that were made on a server. Throws ParseError. */
export function parseRecentBackups(raw: RawRecentBackups): RecentBackupsAnswer {
  const offset = offsetOf(raw);
  const backups = rowsOf(raw, 'backups').map((row) => ({
    database: row.needed('database_name'),
    type: BACKUP_TYPES[row.text('type') ?? ''] ?? 'not told',
    startedAt: backupTime(row, 'started_at', offset),
    finishedAt: backupTime(row, 'finished_at', offset),
    bytes: row.number('backup_size'),
    compressedBytes: row.number('compressed_backup_size'),
    isCopyOnly: row.flag('is_copy_only'),
    device: row.text('device'),
  }));
  return { backups: backups.toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0)) };
}

/** What cntr_type says of how a counter is to be read (WMI performance counter types). */
const NOW = 65_792;
const PER_SECOND: readonly number[] = [272_696_576, 272_696_320];
const RATIO = 537_003_264;
const AVERAGE = 1_073_874_176;
const BASE = 1_073_939_712;

type Sample = { msTicks: number; startTicks: number; counters: ReadonlyMap<string, Counter> };
type Counter = { object: string; counter: string; instance: string; value: number; type: number };
type Told = CountersAnswer['counters'][number];

/** Reads every counter by its type from two samples, the older first. Throws ParseError where the server was started in between. */
export function parseCounters([first, second]: readonly [RawSample, RawSample]): CountersAnswer {
  const [older, newer] = [sampleOf(first), sampleOf(second)];
  const overMs = newer.msTicks - older.msTicks;
  if (isRestarted(newer, older) || overMs <= 0)
    throw new ParseError('the server was started between two samples of its counters: ask again');
  const counters = [...newer.counters.values()].filter(({ type }) => type !== BASE).map((one) => told(one, { older, newer, overMs }));
  return { overMs, counters };
}

function sampleOf(raw: RawSample): Sample {
  const counters = rowsOf(raw, 'counters').map(counterOf);
  return { ...ticksOf(only(rowsOf(raw, 'clock'), 'clock')), counters: new Map(counters.map((one) => [keyOf(one, one.counter), one])) };
}

function counterOf(row: RowReader): Counter {
  const object = row.needed('object_name');
  return {
    object: object.slice(object.indexOf(':') + 1),
    counter: row.needed('counter_name'),
    instance: row.text('instance_name') ?? '',
    value: needed(row, 'cntr_value'),
    type: needed(row, 'cntr_type'),
  };
}

function keyOf({ object, instance }: Counter, counter: string): string {
  return `${object}|${instance}|${counter}`.toLowerCase();
}

type Between = { older: Sample; newer: Sample; overMs: number };

function told(one: Counter, { older, newer, overMs }: Between): Told {
  const { object, counter, instance, value, type } = one;
  const names = { object, counter, instance };
  const before = older.counters.get(keyOf(one, counter))?.value ?? null;
  const grown = before === null || value < before ? null : value - before;
  if (PER_SECOND.includes(type)) return { ...names, how: 'per second', value: times(grown, 1_000 / overMs) };
  if (type === RATIO) return { ...names, how: 'percent', value: shareOf(value, baseOf(one, newer), 100) };
  if (type !== AVERAGE) return { ...names, how: type === NOW ? 'now' : 'in between', value };
  const [base, earlier] = [baseOf(one, newer), baseOf(one, older)];
  return {
    ...names,
    how: 'average',
    value: grown === null || base === null || earlier === null ? null : shareOf(grown, base - earlier, 1),
  };
}

function shareOf(value: number, base: number | null, by: number): number | null {
  return base === null || base <= 0 ? null : (value / base) * by;
}

/** The base of a ratio is called as it is with "base" behind, in one of three spellings. */
function baseOf(one: Counter, { counters }: Sample): number | null {
  const stem = one.counter.replace(/ \(ms\)$/i, '');
  const found = [`${one.counter} Base`, `${stem} Base`, `${stem} BS`].map((name) => counters.get(keyOf(one, name)));
  return found.find((base) => base?.type === BASE)?.value ?? null;
}
