import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatFigure } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement } from '../../../system.ts';
import { say, summed } from '../ag/status-words.ts';
import type { InstanceLimits } from './limits.ts';
import { CPU, type CpuInfo, type CpuRecord, type CpuView, LOAD, type LoadInfo, type LoadRates, type LoadView } from './model.ts';
import { perSecond, type Run, runOf } from './runs.ts';

/** A record is written every minute: without one for three the monitor does not run. */
const SILENT_MS = 180_000;
/** How many minutes must be over a limit on average. */
const MINUTES = 5;
const FEWEST = 3;

type Own = { node: string; limits: InstanceLimits };

/** Judges how much a server has to do by the readings that are kept (newest first): one row, with the rates over them. */
export function judgeLoad(window: readonly Reading<LoadInfo>[], { node, limits }: Own): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const value = loadView(window, newest, node);
  const troubles = [
    ...judgeProcessors(newest.value, limits),
    ...judgeMemory(newest.value),
    ...judgeGrants(window),
    ...judgeWorkers(newest.value, limits),
  ];
  const judged = summed(troubles) ?? say('ok', wellWords(value));
  return { judged, rows: [{ id: LOAD, judged, value }] };
}

/** The minutes that the server keeps, each by the moment at which it was written on our clock; judged with the load. */
export function judgeCpu([newest]: readonly Reading<CpuInfo>[], node: string): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const { records } = newest.value;
  const minutes = records.map(({ agoMs, sqlPercent, otherPercent }) => ({ at: newest.observedAt - agoMs, sqlPercent, otherPercent }));
  const value: CpuView = { kind: 'cpu', node, minutes };
  const judged = records.length === 0 ? say('unknown', 'no minute is recorded yet') : say('ok', `${records.length} minutes recorded`);
  return { judged, rows: [{ id: CPU, judged, value }] };
}

/** The view of the load as the row shows it. */
export function loadView(window: readonly Reading<LoadInfo>[], { value, observedAt }: Reading<LoadInfo>, node: string): LoadView {
  const { counters: _, cpu, msTicks, startTicks, ...same } = value;
  const latest = fresh(cpu).at(-1) ?? null;
  const run = runOf(window);
  return {
    ...{ kind: 'load', node, ...same },
    startedAt: observedAt - (msTicks - startTicks),
    cpuPercent: latest?.sqlPercent ?? null,
    hostCpuPercent: latest === null ? null : hostPercent(latest),
    cpuAt: latest === null ? null : observedAt - latest.agoMs,
    rates: ratesOf(run),
    overMs: run?.overMs ?? null,
  };
}

function fresh(records: readonly CpuRecord[]): CpuRecord[] {
  return records.filter(({ agoMs }) => agoMs <= SILENT_MS);
}

function hostPercent({ idlePercent }: CpuRecord): number | null {
  return idlePercent === null ? null : 100 - idlePercent;
}

function ratesOf(run: Run<LoadInfo> | null): LoadRates {
  const rate = (name: keyof LoadInfo['counters']): number | null =>
    run === null ? null : perSecond(run.newest.counters[name], run.oldest.counters[name], run.overMs);
  return {
    batchesPerSecond: rate('batches'),
    compilationsPerSecond: rate('compilations'),
    recompilationsPerSecond: rate('recompilations'),
    transactionsPerSecond: rate('transactions'),
    loginsPerSecond: rate('logins'),
    pageReadsPerSecond: rate('pageReads'),
    pageWritesPerSecond: rate('pageWrites'),
    pageLookupsPerSecond: rate('pageLookups'),
    lazyWritesPerSecond: rate('lazyWrites'),
    deadlocksPerSecond: rate('deadlocks'),
    lockWaitsPerSecond: rate('lockWaits'),
    errorsPerSecond: rate('errors'),
    logFlushedBytesPerSecond: rate('logFlushedBytes'),
  };
}

function judgeProcessors({ cpu, msTicks, startTicks }: LoadInfo, limits: InstanceLimits): Judged[] {
  const newest = cpu.at(-1);
  if (!newest || newest.agoMs > SILENT_MS) {
    if (msTicks - startTicks < SILENT_MS) return [];
    const since = newest ? `for ${formatAge(newest.agoMs)}` : 'lately';
    return [say('unknown', `its scheduler monitor recorded nothing ${since}: how busy its processors are is not known`)];
  }
  const latest = cpu.slice(-MINUTES);
  const whole = latest.flatMap((record) => hostPercent(record) ?? []);
  // What the whole machine does is not told everywhere: what SQL Server does alone is no more than that.
  const isAlone = whole.length === 0;
  const known = isAlone ? latest.flatMap(({ sqlPercent }) => sqlPercent ?? []) : whole;
  if (known.length === 0) return [say('unknown', 'its scheduler monitor does not tell how busy its processors are')];
  if (known.length < FEWEST) return [];
  const mean = known.reduce((sum, percent) => sum + percent, 0) / known.length;
  const { cpuWarningPercent: warning, cpuCriticalPercent: critical } = limits;
  const over = (status: 'warning' | 'critical', limit: number): Judged[] => [
    say(
      status,
      `its processors are ${formatFigure(Math.round(mean))} % busy${isAlone ? ' with SQL Server alone' : ''} over ${known.length} minutes: the ${status} limit is ${limit} %`,
    ),
  ];
  if (critical !== null && mean >= critical) return over('critical', critical);
  return warning !== null && mean >= warning ? over('warning', warning) : [];
}

function judgeMemory({ memory }: LoadInfo): Judged[] {
  const free = `${formatBytes(memory.availableBytes)} of ${formatBytes(memory.physicalBytes)} free`;
  return [
    ...(memory.isOsLow === true ? [say('warning', `its machine says that memory is low: ${free}`)] : []),
    ...(memory.isProcessLow === true ? [say('warning', `SQL Server says that it is short of memory: ${free}`)] : []),
  ];
}

/** In the two newest readings: one query waits for memory now and then. */
function judgeGrants([newest, before]: readonly Reading<LoadInfo>[]): Judged[] {
  const [now, then] = [newest?.value.gauges.grantsPending ?? 0, before?.value.gauges.grantsPending ?? 0];
  if (now === 0 || then === 0) return [];
  return [say('warning', `${formatFigure(now)} ${now === 1 ? 'query waits' : 'queries wait'} for memory before it can begin`)];
}

function judgeWorkers({ workers, maxWorkers }: LoadInfo, { workersWarningPercent: limit }: InstanceLimits): Judged[] {
  if (limit === null || workers === null || !maxWorkers || (workers / maxWorkers) * 100 < limit) return [];
  return [
    say('warning', `${workers} of ${maxWorkers} workers are in use: the warning limit is ${limit} %; without one no query can begin`),
  ];
}

function wellWords({ hostCpuPercent, cpuPercent, rates }: LoadView): string {
  const own =
    cpuPercent === null ? 'how busy its processors are is not known yet' : `processors ${cpuPercent} % busy with SQL Server alone`;
  const cpu = hostCpuPercent === null ? own : `processors ${hostCpuPercent} % busy`;
  const batches = rates.batchesPerSecond === null ? '' : `, ${formatFigure(Math.round(rates.batchesPerSecond))} batches/s`;
  return `${cpu}${batches}`;
}
