import { ParseError } from '../../../failure.ts';
import { type RowReader, rowsOf } from '../ag/parse-row.ts';
import type { CpuInfo, CpuRecord, LoadCounters, LoadInfo, MemoryInfo, WaitCount, WaitsInfo } from './model.ts';
import type { RawCpu, RawLoad, RawWaits } from './statements-load.ts';
import { isIgnorable } from './wait-types.ts';

const BYTES_PER_KB = 1_024;
const PAGE_BYTES = 8_192;

/** Counters that grow, as "object: counter" in lower case, by what Vigil calls them. */
const GROWING: Readonly<Record<keyof LoadCounters, string>> = {
  batches: 'sql statistics: batch requests/sec',
  compilations: 'sql statistics: sql compilations/sec',
  recompilations: 'sql statistics: sql re-compilations/sec',
  transactions: 'databases: transactions/sec',
  logins: 'general statistics: logins/sec',
  pageReads: 'buffer manager: page reads/sec',
  pageWrites: 'buffer manager: page writes/sec',
  pageLookups: 'buffer manager: page lookups/sec',
  lazyWrites: 'buffer manager: lazy writes/sec',
  deadlocks: 'locks: number of deadlocks/sec',
  lockWaits: 'locks: lock waits/sec',
  errors: 'sql errors: errors/sec',
  logFlushedBytes: 'databases: log bytes flushed/sec',
};

/** Reads how much a server has to do (sys.dm_os_sys_info, the scheduler monitor, memory, counters, sessions). Throws ParseError. */
export function parseLoad(raw: RawLoad): LoadInfo {
  const info = only(rowsOf(raw, 'info'), 'info');
  const [schedulers] = rowsOf(raw, 'schedulers');
  const processors = info.number('cpu_count');
  const perSocket = info.number('hyperthread_ratio');
  const counter = countersOf(raw);
  const kb = (name: string): number | null => times(counter(name), BYTES_PER_KB);
  return {
    ...ticksOf(info),
    processors,
    sockets: processors === null || !perSocket ? null : Math.max(1, Math.round(processors / perSocket)),
    virtualMachine: info.word('virtual_machine_type_desc'),
    cpu: recordsOf(raw),
    memory: memoryOf(raw, info),
    counters: growingOf(counter),
    gauges: {
      pageLifeSeconds: counter('buffer manager: page life expectancy'),
      blocked: counter('general statistics: processes blocked'),
      grantsPending: counter('memory manager: memory grants pending'),
      tempdbFreeBytes: kb('transactions: free space in tempdb (kb)'),
      planCacheBytes: times(counter('plan cache: cache pages'), PAGE_BYTES),
      bufferPoolBytes: kb('memory manager: database cache memory (kb)'),
    },
    sessions: only(rowsOf(raw, 'sessions'), 'sessions').number('sessions'),
    connections: counter('general statistics: user connections'),
    running: only(rowsOf(raw, 'requests'), 'requests').number('running'),
    workers: schedulers?.number('active_workers') ?? null,
    maxWorkers: info.number('max_workers_count'),
    runnableTasks: schedulers?.number('runnable_tasks') ?? null,
  };
}

/** Reads all minutes that the scheduler monitor keeps, oldest first. Throws ParseError. */
export function parseCpu(raw: RawCpu): CpuInfo {
  return { records: recordsOf(raw) };
}

/** Reads what was waited for; what says nothing of what holds anybody up is only counted. Throws ParseError. */
export function parseWaits(raw: RawWaits): WaitsInfo {
  const clock = only(rowsOf(raw, 'clock'), 'clock');
  const all = rowsOf(raw, 'waits').map(
    (row): WaitCount => ({
      name: row.needed('wait_type'),
      tasks: needed(row, 'waiting_tasks_count'),
      waitMs: needed(row, 'wait_time_ms'),
      signalMs: needed(row, 'signal_wait_time_ms'),
      longestMs: needed(row, 'max_wait_time_ms'),
    }),
  );
  const waits = all.filter(({ name }) => !isIgnorable(name));
  return { ...ticksOf(clock), waits, ignored: all.length - waits.length };
}

/** The ticks of the machine at the reading and when SQL Server was started, in ms. */
export function ticksOf(row: RowReader): { msTicks: number; startTicks: number } {
  return { msTicks: needed(row, 'ms_ticks'), startTicks: needed(row, 'start_ticks') };
}

/** The one row of a set. */
export function only([row, ...others]: readonly RowReader[], set: string): RowReader {
  if (!row || others.length > 0) throw new ParseError(`"${set}" has ${others.length + (row ? 1 : 0)} rows and not one`);
  return row;
}

/** A number that is never NULL. */
export function needed(row: RowReader, column: string): number {
  const value = row.number(column);
  if (value === null) throw new ParseError(`${column} is NULL, which it never is`);
  return value;
}

/** A product, unknown of what is not known. */
export function times(value: number | null, by: number): number | null {
  return value === null ? null : value * by;
}

function recordsOf(raw: RawCpu): CpuRecord[] {
  const isLinux = rowsOf(raw, 'host')[0]?.text('host_platform')?.toLowerCase() === 'linux';
  return rowsOf(raw, 'processors')
    .map((row): CpuRecord => {
      const [sqlPercent, idle] = [row.number('sql_percent'), row.number('idle_percent')];
      // There it stands for nothing that was measured: what the machine does is not known.
      const idlePercent = isLinux && idle === 0 ? null : idle;
      const otherPercent = sqlPercent === null || idlePercent === null ? null : Math.max(0, 100 - sqlPercent - idlePercent);
      const agoMs = needed(row, 'asked_ticks') - needed(row, 'written_ticks');
      return { id: needed(row, 'record_id'), agoMs, sqlPercent, otherPercent, idlePercent };
    })
    .toSorted((a, b) => b.agoMs - a.agoMs);
}

function memoryOf(raw: RawLoad, info: RowReader): MemoryInfo {
  const row = only(rowsOf(raw, 'memory'), 'memory');
  const kb = (from: RowReader, column: string): number | null => times(from.number(column), BYTES_PER_KB);
  return {
    physicalBytes: kb(row, 'physical_kb'),
    availableBytes: kb(row, 'available_kb'),
    totalBytes: kb(info, 'committed_kb'),
    targetBytes: kb(info, 'committed_target_kb'),
    processBytes: kb(row, 'process_kb'),
    lockedBytes: kb(row, 'locked_kb'),
    isOsLow: row.flag('is_os_low'),
    isProcessLow: row.flag('is_process_low'),
    state: row.text('state_desc'),
  };
}

/** Counters by "object: counter" in lower case, whatever the instance puts before its objects (SQLServer:, MSSQL$NAME:); null for one that the version does not have. */
function countersOf(raw: RawLoad): (name: string) => number | null {
  const all = new Map(
    rowsOf(raw, 'counters').map((row) => {
      const object = row.needed('object_name');
      const name = `${object.slice(object.indexOf(':') + 1)}: ${row.needed('counter_name')}`;
      return [name.toLowerCase(), row.number('cntr_value')];
    }),
  );
  return (name) => all.get(name) ?? null;
}

function growingOf(counter: (name: string) => number | null): LoadCounters {
  return {
    batches: counter(GROWING.batches),
    compilations: counter(GROWING.compilations),
    recompilations: counter(GROWING.recompilations),
    transactions: counter(GROWING.transactions),
    logins: counter(GROWING.logins),
    pageReads: counter(GROWING.pageReads),
    pageWrites: counter(GROWING.pageWrites),
    pageLookups: counter(GROWING.pageLookups),
    lazyWrites: counter(GROWING.lazyWrites),
    deadlocks: counter(GROWING.deadlocks),
    lockWaits: counter(GROWING.lockWaits),
    errors: counter(GROWING.errors),
    logFlushedBytes: counter(GROWING.logFlushedBytes),
  };
}
