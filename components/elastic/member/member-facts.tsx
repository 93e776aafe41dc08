'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { ALLOCATION, type Collector, LOAD, MEMBERS } from '#lib/systems/elastic/model.ts';
import { When } from '../../reading/when.tsx';
import { heapRatio } from '../board/columns.ts';
import { DiskMeter, ShareMeter } from '../board/disk-meter.tsx';
import { Fact, FactPart } from '../board/fact-part.tsx';
import type { MemberLine } from '../board/member-lines.ts';
import { MemberSparkline } from '../board/member-sparkline.tsx';
import type { ClusterLine } from '../lines.ts';

type FactsProps = { cluster: ClusterLine; line: MemberLine };

/** What is told of a member all the time. What is not told of it is said. */
export function MemberFacts({ cluster: { told }, line }: FactsProps) {
  return (
    <div className="figures es-facts">
      <FactPart title="Work" told={told.get(LOAD)}>
        <WorkFacts line={line} />
      </FactPart>
      <FactPart title="Machine and heap" told={told.get(LOAD)}>
        <MachineFacts line={line} />
      </FactPart>
      <FactPart title="What it holds" told={told.get(ALLOCATION)}>
        <HoldingFacts line={line} />
      </FactPart>
      <FactPart title="Who it is" told={told.get(MEMBERS)}>
        <IdentityFacts line={line} />
      </FactPart>
    </div>
  );
}

const UNTOLD = <Fact name="not told">it is not in the newest answer</Fact>;

function WorkFacts({ line: { load, name } }: Pick<FactsProps, 'line'>) {
  if (load === null) return UNTOLD;
  const { probe, view } = load;
  const { rates } = view;
  const over = rates.overMs === null ? '' : ` in ${formatAge(rates.overMs)}`;
  return (
    <>
      <Fact name="searches/s">
        <span className="es-spark">
          <MemberSparkline probe={probe} member={name} figure="Searches" />
          {rates.searchesPerSecond === null ? '–' : formatRate(rates.searchesPerSecond)}
        </span>
      </Fact>
      <Fact name="one takes">{rates.searchMs === null ? '–' : `${formatCount(Math.round(rates.searchMs))} ms`}</Fact>
      <Fact name="indexed/s">
        <span className="es-spark">
          <MemberSparkline probe={probe} member={name} figure="Indexed" />
          {rates.indexingPerSecond === null ? '–' : formatRate(rates.indexingPerSecond)}
        </span>
      </Fact>
      <Fact name="rejected">{rates.rejected === null ? '–' : `${formatCount(rates.rejected)}${over}`}</Fact>
      <Fact name="breakers tripped">{rates.tripped === null ? '–' : `${formatCount(rates.tripped)}${over}`}</Fact>
      <Fact name="received">{rates.receivedBytesPerSecond === null ? '–' : `${formatBytes(rates.receivedBytesPerSecond)}/s`}</Fact>
      <Fact name="sent">{rates.sentBytesPerSecond === null ? '–' : `${formatBytes(rates.sentBytesPerSecond)}/s`}</Fact>
    </>
  );
}

function MachineFacts({ line: { load, name } }: Pick<FactsProps, 'line'>) {
  if (load === null) return UNTOLD;
  const { probe, view } = load;
  const { memoryTotalBytes, memoryUsedBytes, heapUsedBytes, heapMaxBytes, openFiles, maxFiles, startedAt } = view;
  return (
    <>
      <Fact name="CPU">
        <span className="es-spark">
          <MemberSparkline probe={probe} member={name} figure="Processor" />
          {view.cpuPercent === null ? '–' : `${formatCount(view.cpuPercent)} %`}
        </span>
      </Fact>
      <Fact name="load">{view.load1 === null ? '–' : formatRate(view.load1)}</Fact>
      <Fact name="memory">
        {formatBytes(memoryUsedBytes)} of {formatBytes(memoryTotalBytes)}
      </Fact>
      <Fact name="heap">
        <span className="es-spark">
          <MemberSparkline probe={probe} member={name} figure="Heap" />
          <ShareMeter share={heapRatio(view)} title={`${formatBytes(heapUsedBytes)} of ${formatBytes(heapMaxBytes)}`} />
        </span>
      </Fact>
      {view.collectors.map((collector) => (
        <Fact key={collector.name} name={`GC ${collector.name}`}>
          {collectorWords(collector)}
        </Fact>
      ))}
      <Fact name="open files">
        {formatCount(openFiles)}
        {maxFiles === null ? '' : ` of ${formatCount(maxFiles)}`}
      </Fact>
      <Fact name="started">{startedAt === null ? '–' : <When at={startedAt} />}</Fact>
    </>
  );
}

function HoldingFacts({ line: { holding } }: Pick<FactsProps, 'line'>) {
  if (holding === null) return <Fact name="data">none, by the newest answer</Fact>;
  const { view } = holding;
  return (
    <>
      <Fact name="shards">{formatCount(view.shards)}</Fact>
      <Fact name="indices">{formatBytes(view.indicesBytes)}</Fact>
      <Fact name="disk">
        <DiskMeter holding={view} />
      </Fact>
      <Fact name="left">
        {formatBytes(view.diskAvailableBytes)} of {formatBytes(view.diskTotalBytes)}
      </Fact>
      {view.isExcluded ? <Fact name="new shards">none: it is being drained</Fact> : null}
      {view.shutdown === null ? null : <Fact name="shuts down">{view.shutdown}</Fact>}
    </>
  );
}

function IdentityFacts({ line: { identity } }: Pick<FactsProps, 'line'>) {
  if (identity === null) return UNTOLD;
  const { id, version, ip, publishAddress, attributes } = identity.view;
  return (
    <>
      <Fact name="version">{version ?? '–'}</Fact>
      <Fact name="address">{publishAddress ?? ip ?? '–'}</Fact>
      <Fact name="id">
        <span className="m">{id}</span>
      </Fact>
      {Object.entries(attributes).map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </>
  );
}

function collectorWords({ runs, tookMs }: Collector): string {
  if (runs === null) return '–';
  return `${formatCount(runs)} runs${tookMs === null ? '' : `, ${formatAge(tookMs)} altogether`}, since its start`;
}
