'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, NO_VALUE } from '#lib/format/number.ts';
import type { Moment } from '#lib/reading.ts';
import type { ConfigurationView, LoadView } from '#lib/systems/sql/instance/model.ts';
import type { ServerView } from '#lib/systems/sql/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type Line, Part } from '../../reading/said-part.tsx';
import { type InstanceLine, type Told, viewOf } from './line.ts';
import { Untold } from './told-panel.tsx';
import { percentWords, releaseWords, upWords } from './words.ts';

/** What the instance said of itself last, each part with its age and hatched where that is too old; what may not be asked says which right is missing. */
export function Summary({ line: { told } }: { line: InstanceLine }) {
  const { board } = useBoardTime();
  const server = viewOf(told.server);
  const load = viewOf(told.load);
  const settings = viewOf(told.configuration);
  return (
    <>
      <div className="figures">
        <div className="groups">
          {server && told.server ? (
            <SaidPart title="Identity" told={told.server} lines={identityLines(server, told.server, board)} />
          ) : null}
          {settings && told.configuration ? <SaidPart title="Machine" told={told.configuration} lines={hostLines(settings)} /> : null}
          {load && told.load
            ? loadParts(load).map(([title, lines]) => <SaidPart key={title} title={title} told={told.load} lines={lines} />)
            : null}
        </div>
        {server === null ? <p className="note">Who it is was never read: nothing is known of that.</p> : null}
      </div>
      <Untold told={told.load} what="Load, memory and rates" />
    </>
  );
}

function SaidPart({ title, told, lines }: { title: string; told: Told<unknown> | null; lines: readonly Line[] }) {
  const { board } = useBoardTime();
  return told === null ? null : <Part title={title} lines={lines} probe={told.probe} isOld={!isReliedOn(told.probe, board)} />;
}

function identityLines(server: ServerView, { probe }: Told<unknown>, board: Moment): Line[] {
  return [
    ['calls itself', server.name],
    ['release', releaseWords(server)],
    ['version', server.version],
    ['runs on', server.machine ?? NO_VALUE],
    ['up', upWords(server, probe, board)],
    ['Always On', flagWords(server.isAlwaysOn, 'enabled', 'not enabled')],
    ['failover cluster', flagWords(server.isFailoverCluster, 'yes', 'no')],
    ['clock', clockWords(server)],
  ];
}

function clockWords({ skewMs, offsetMinutes }: ServerView): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const zone = `UTC${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return Math.abs(skewMs) < 1_000 ? zone : `${zone}, ${formatAge(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`;
}

function hostLines({ host, collation }: ConfigurationView): Line[] {
  return [
    ['system', [host?.distribution ?? host?.platform, host?.release].flatMap((word) => word ?? []).join(' ') || NO_VALUE],
    ...(host?.servicePack ? [['service pack', host.servicePack] satisfies Line] : []),
    ['collation', collation ?? NO_VALUE],
  ];
}

function loadParts(load: LoadView): [string, Line[]][] {
  return [
    ['Processors', processorLines(load)],
    ['Memory', memoryLines(load)],
    ['Sessions and workers', sessionLines(load)],
    [`Per second${load.overMs === null ? ': known from the second reading on' : `, over ${formatAge(load.overMs)}`}`, rateLines(load)],
    ['Pages', pageLines(load)],
  ];
}

function processorLines(load: LoadView): Line[] {
  return [
    ['SQL Server', percentWords(load.cpuPercent)],
    ['whole machine', percentWords(load.hostCpuPercent)],
    ['processors', `${formatCount(load.processors)}${load.sockets === null ? '' : ` in ${formatCount(load.sockets)} sockets`}`],
    ['virtual machine', load.virtualMachine ?? NO_VALUE],
  ];
}

function memoryLines({ memory, gauges }: LoadView): Line[] {
  return [
    ['committed', formatBytes(memory.totalBytes)],
    ['aims at', formatBytes(memory.targetBytes)],
    ['of the process', formatBytes(memory.processBytes)],
    ['locked pages', formatBytes(memory.lockedBytes)],
    ['buffer pool', formatBytes(gauges.bufferPoolBytes)],
    ['plan cache', formatBytes(gauges.planCacheBytes)],
    ['machine', `${formatBytes(memory.physicalBytes)}, ${formatBytes(memory.availableBytes)} free`],
    ['short of memory', shortWords(memory)],
    ['grants that wait', formatCount(gauges.grantsPending)],
  ];
}

/** Nothing is short only where both say so. */
function shortWords({ isOsLow, isProcessLow, state }: LoadView['memory']): string {
  const short = [...(isOsLow ? ['the machine'] : []), ...(isProcessLow ? ['SQL Server'] : [])];
  if (short.length > 0) return short.join(' and ');
  return isOsLow === false && isProcessLow === false ? 'no' : (state ?? NO_VALUE);
}

function sessionLines(load: LoadView): Line[] {
  return [
    ['sessions', formatCount(load.sessions)],
    ['connections', formatCount(load.connections)],
    ['running', formatCount(load.running)],
    ['blocked', formatCount(load.gauges.blocked)],
    ['workers', `${formatCount(load.workers)} of at most ${formatCount(load.maxWorkers)}`],
    ['tasks that wait for a processor', formatCount(load.runnableTasks)],
  ];
}

function rateLines({ rates }: LoadView): Line[] {
  return [
    ['batches', formatRate(rates.batchesPerSecond)],
    ['compilations', formatRate(rates.compilationsPerSecond)],
    ['recompilations', formatRate(rates.recompilationsPerSecond)],
    ['transactions', formatRate(rates.transactionsPerSecond)],
    ['logins', formatRate(rates.loginsPerSecond)],
    ['lock waits', formatRate(rates.lockWaitsPerSecond)],
    ['deadlocks', formatRate(rates.deadlocksPerSecond)],
    ['errors', formatRate(rates.errorsPerSecond)],
    ['log flushed', formatBytes(rates.logFlushedBytesPerSecond)],
  ];
}

function pageLines({ gauges, rates }: LoadView): Line[] {
  return [
    ['page life expectancy', gauges.pageLifeSeconds === null ? NO_VALUE : formatAge(gauges.pageLifeSeconds * 1_000)],
    ['lookups per s', formatRate(rates.pageLookupsPerSecond)],
    ['read from disk per s', formatRate(rates.pageReadsPerSecond)],
    ['written per s', formatRate(rates.pageWritesPerSecond)],
    ['lazy writes per s', formatRate(rates.lazyWritesPerSecond)],
    ['tempdb free', formatBytes(gauges.tempdbFreeBytes)],
  ];
}

function flagWords(value: boolean | null, yes: string, no: string): string {
  return value === null ? NO_VALUE : value ? yes : no;
}
