'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { sourceId } from '#lib/reading.ts';
import { usedRatio } from '#lib/systems/elastic/disk.ts';
import { ALLOCATION, type HoldingView, LOAD, type MemberView, VOLUME } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { ChartAnchor } from '../../charts/chart-anchor.tsx';
import { chartPath } from '../../charts/chart-path.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sparkWords } from '../../reading/spark-words.ts';
import { Sparkline } from '../../reading/sparkline.tsx';
import { gapMsOf } from '../../reading/sparkline-path.ts';
import { type ClusterLine, rowsIn, type Told, viewIn } from '../lines.ts';
import { heapRatio } from './columns.ts';
import { disksOf, markWords } from './disk-marks.ts';
import { DiskMeter } from './disk-meter.tsx';
import { Fact, FactPart } from './fact-part.tsx';

/** How much is asked of the members, and how the worst of them does. */
export function LoadFacts({ cluster: { told, board } }: { cluster: ClusterLine }) {
  const load = told.get(LOAD);
  const members = rowsIn(load, 'member').map(({ view }) => view);
  if (load === undefined) return null;
  return (
    <FactPart title="Work" told={load}>
      <Fact name="searches/s">
        <Figure told={load} name="Searches" of={board.title} />
      </Fact>
      <Fact name="indexed/s">
        <Figure told={load} name="Indexed" of={board.title} />
      </Fact>
      <Fact name="heap">{worstWords(members, heapRatio, percentWords)}</Fact>
      <Fact name="CPU">
        {worstWords(
          members,
          ({ cpuPercent }) => cpuPercent,
          (value) => `${formatCount(value)} %`,
        )}
      </Fact>
      <Fact name="rejected">{sumWords(members, ({ rates }) => rates.rejected)}</Fact>
      <Fact name="breakers tripped">{sumWords(members, ({ rates }) => rates.tripped)}</Fact>
    </FactPart>
  );
}

/** The size of what is in it, and its disks against their watermarks. */
export function DataFacts({ cluster: { told } }: { cluster: ClusterLine }) {
  const volume = told.get(VOLUME);
  const allocation = told.get(ALLOCATION);
  const total = viewIn(volume, 'total');
  const settings = viewIn(allocation, 'settings')?.settings ?? null;
  const fullest = worstDisk(rowsIn(allocation, 'holding').map(({ view }) => view));
  return (
    <>
      <FactPart title="Data" told={volume}>
        <Fact name="indices">{formatCount(total?.indices ?? null)}</Fact>
        <Fact name="documents">{formatCount(total?.docs ?? null)}</Fact>
        <Fact name="size">{formatBytes(total?.totalBytes ?? null)}</Fact>
        <Fact name="of it primaries">{formatBytes(total?.primaryBytes ?? null)}</Fact>
        {total?.failedShards ? <Fact name="not in it">{formatCount(total.failedShards)} copies that did not answer</Fact> : null}
      </FactPart>
      <FactPart title="Disks and allocation" told={allocation}>
        <Fact name="fullest">{fullest === null ? '–' : <Fullest holding={fullest} />}</Fact>
        <Fact name="watermarks">{fullest === null ? '–' : markWords(disksOf(fullest).marks) || 'none told'}</Fact>
        <Fact name="allocation">{settings === null ? '–' : <Switched said={settings.enable?.value ?? null} />}</Fact>
        <Fact name="rebalance">{settings === null ? '–' : <Switched said={settings.rebalance?.value ?? null} />}</Fact>
        {(settings?.exclude ?? []).map(({ attribute, names }) => (
          <Fact key={attribute} name={`excluded by ${attribute}`}>
            <b>{names.join(', ')}</b>
          </Fact>
        ))}
      </FactPart>
    </>
  );
}

function Fullest({ holding }: { holding: HoldingView }) {
  return (
    <>
      {holding.name} <DiskMeter holding={holding} />
    </>
  );
}

/** What is not the default is to be seen. */
function Switched({ said }: { said: string | null }) {
  if (said === null || said === 'all') return <span className="q">all, as by default</span>;
  return <b className="w warning">{said.replaceAll('_', ' ')}</b>;
}

function worstDisk(holdings: readonly HoldingView[]): HoldingView | null {
  return holdings.reduce<HoldingView | null>((worst, one) => {
    const used = usedRatio(one);
    return used === null || (worst !== null && used <= (usedRatio(worst) ?? 0)) ? worst : one;
  }, null);
}

function worstWords(members: readonly MemberView[], of: (view: MemberView) => number | null, write: (value: number) => string): string {
  const told = members.flatMap((view) => {
    const value = of(view);
    return value === null ? [] : [{ name: view.name, value }];
  });
  const worst = told.reduce<{ name: string; value: number } | null>(
    (most, one) => (most === null || one.value > most.value ? one : most),
    null,
  );
  if (worst === null) return '–';
  const part = told.length < members.length ? `, of ${told.length} of ${members.length} that told it` : '';
  return `at most ${write(worst.value)}, ${worst.name}${part}`;
}

/** Of what is counted: the sum over those that tell it, and over which time. */
function sumWords(members: readonly MemberView[], of: (view: MemberView) => number | null): string {
  const told = members.flatMap((view) => {
    const value = of(view);
    return value === null ? [] : [{ value, overMs: view.rates.overMs ?? 0 }];
  });
  if (told.length === 0) return '–';
  const sum = told.reduce((all, { value }) => all + value, 0);
  const over = Math.max(...told.map(({ overMs }) => overMs));
  const part = told.length < members.length ? `, told by ${told.length} of ${members.length}` : '';
  return `${formatCount(sum)} in ${formatAge(over)}${part}`;
}

function percentWords(ratio: number): string {
  return `${Math.floor(ratio * 100)} %`;
}

/** Intervals that a line spans. */
const INTERVALS = 59;

/** A key figure of the cluster with its line. */
function Figure({ told: { probe }, name, of }: { told: Told; name: string; of: string }) {
  const { board } = useBoardTime();
  const figure = probe.keyFigures.find((one) => one.name === name);
  if (figure === undefined) return '–';
  const isStale = !isReliedOn(probe, board);
  const { trend } = figure;
  const to = isStale ? board.now : (trend.at(-1)?.[0] ?? board.now);
  const span = { from: to - INTERVALS * probe.intervalMs, to, gapMs: gapMsOf(probe.intervalMs) };
  const words = sparkWords({ title: `${name}/s of ${of}`, trend, span, isStale });
  return (
    <span className="es-spark">
      <ChartAnchor className="drawn" href={chartPath([{ source: sourceId(probe.source), row: '', figure: name }])} words={words}>
        <Sparkline trend={trend} span={span} isStale={isStale} label={words} width={60} />
      </ChartAnchor>
      {formatRate(figure.value)}
    </span>
  );
}
