'use client';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { sourceId } from '#lib/reading.ts';
import type { LoadView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { chartPath } from '../../charts/chart-path.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Quantity } from '../../ui/quantity.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Bytes, None } from '../ag/cells.tsx';
import { CpuSparkline } from '../instance/cpu-sparkline.tsx';
import { type InstanceLine, type Told, viewOf } from '../instance/line.ts';
import { counted, countsOf, readWords, rolesOf, rolesWords, unknownWords, upWords, versionWords } from '../instance/words.ts';
import { shownPart } from './columns.ts';

/** What an instance says of itself, in the order of COLUMNS. What it does not tell is an en dash and never a zero. */
export function InstanceCells({ line }: { line: InstanceLine }) {
  const { board } = useBoardTime();
  const { told } = line;
  const shown = shownPart(line);
  const server = viewOf(told.server);
  return (
    <>
      <Cell told={told.server} isSpare isText title={server?.version}>
        {server && versionWords(server)}
      </Cell>
      <RolesCell told={told.ag} />
      <LoadCells line={line} />
      <DatabasesCell told={told.databases} />
      <Cell told={told.server} isSpare>
        {server && told.server && upWords(server, told.server.probe, board)}
      </Cell>
      <td className="n">{shown === null ? <None /> : <Age probe={shown} isInRow />}</td>
    </>
  );
}

function LoadCells({ line: { name, told } }: { line: InstanceLine }) {
  const load = viewOf(told.load);
  return (
    <>
      <Cell told={told.load}>
        {load && (
          <>
            <CpuSparkline told={told.cpu} of={name} chart={cpuChart(told.load)} />
            <Percent percent={load.cpuPercent} />
          </>
        )}
      </Cell>
      <Cell told={told.load} isSpare>
        {load && <Percent percent={load.hostCpuPercent} />}
      </Cell>
      <Cell told={told.load} title={load === null ? undefined : memoryWords(load)}>
        {load && <Memory view={load} />}
      </Cell>
      <Cell told={told.load} title={load?.overMs ? `over ${formatAge(load.overMs)}` : 'known from the second reading on'}>
        {load && <Quantity text={formatRate(load.rates.batchesPerSecond)} unit="" />}
      </Cell>
      <Cell told={told.load} title={load === null ? undefined : `${formatCount(load.connections)} connections`}>
        {load && (
          <>
            <Quantity text={formatCount(load.sessions)} unit="" />
            {load.running === null ? null : <span className="u">{formatCount(load.running)} run</span>}
          </>
        )}
      </Cell>
      <Cell told={told.load}>
        {load &&
          (load.gauges.blocked ? <b>{formatCount(load.gauges.blocked)}</b> : <Quantity text={formatCount(load.gauges.blocked)} unit="" />)}
      </Cell>
      <Cell told={told.load} isSpare>
        {load && (load.gauges.pageLifeSeconds === null ? <None /> : formatAge(load.gauges.pageLifeSeconds * 1_000))}
      </Cell>
    </>
  );
}

/** Of what is kept: the readings of the load, which tell the newest minute. */
function cpuChart(load: Told<LoadView> | null): string {
  return chartPath(load === null ? [] : [{ source: sourceId(load.probe.source), row: '', figure: 'Processors' }]);
}

function Percent({ percent }: { percent: number | null }) {
  return <Quantity text={formatCount(percent)} unit="%" />;
}

function Memory({ view: { memory } }: { view: LoadView }) {
  const isLow = memory.isOsLow === true || memory.isProcessLow === true;
  return (
    <>
      <Bytes bytes={memory.totalBytes} />
      {memory.physicalBytes === null ? null : <span className="u">of {formatBytes(memory.physicalBytes)}</span>}
      {isLow ? <b className="w warning"> low</b> : null}
    </>
  );
}

function memoryWords({ memory }: LoadView): string {
  return [
    `aims at ${formatBytes(memory.targetBytes)}`,
    `${formatBytes(memory.availableBytes)} of the machine are free`,
    ...(memory.isOsLow ? ['the machine is short of memory'] : []),
    ...(memory.isProcessLow ? ['SQL Server is short of memory'] : []),
  ].join('; ');
}

function RolesCell({ told }: { told: InstanceLine['told']['ag'] }) {
  const roles = rolesOf(told?.rows ?? []);
  const rest = rolesWords({ ...roles, primary: 0 });
  const isNone = roles.primary + roles.secondary + roles.other === 0;
  return (
    <Cell
      told={told}
      isText
      isKnown={told?.probe.newest != null}
      title={told?.rows.map(({ view }) => `${view.group.name}: ${view.own?.role ?? 'role not told'}`).join('\n')}
    >
      {isNone ? <span className="q">no group</span> : null}
      {roles.primary > 0 ? (
        <span className="chip primary">PRIMARY{roles.primary > 1 ? ` of ${formatCount(roles.primary)}` : ''}</span>
      ) : null}{' '}
      <span className="m">{rest}</span>
    </Cell>
  );
}

function DatabasesCell({ told }: { told: InstanceLine['told']['databases'] }) {
  const { board } = useBoardTime();
  const counts = told === null ? [] : countsOf(told, board);
  return (
    <Cell told={told} isText isKnown={told?.probe.newest != null} title={told === null ? undefined : counted(told.rows.length, 'database')}>
      {counts.map(({ status, count }) => (
        <span key={status} className="healths">
          <StatusShape status={status} small label={status} />
          {status === 'ok' ? formatCount(count) : <b className={`w ${status}`}>{formatCount(count)}</b>}
        </span>
      ))}
      {counts.length === 0 ? <span className="q">none</span> : null} {told === null ? null : <Age probe={told.probe} isInRow />}
    </Cell>
  );
}

type CellProps = {
  told: Told<unknown> | null;
  title?: string | undefined;
  isSpare?: true;
  isText?: true;
  /** Whether there was an answer, where no row is an answer too. */
  isKnown?: boolean;
  children: ReactNode;
};

/** A value with how old it is in its title; hatched where that is too old. Where nothing is known of it: why. */
function Cell({ told, title, isSpare, isText, isKnown, children }: CellProps) {
  const { board } = useBoardTime();
  const look = `${isText ? '' : 'n'}${isSpare ? ' spare' : ''}`;
  if (told === null || !(isKnown ?? told.rows.length > 0))
    return (
      <td className={look} title={unknownWords(told)}>
        <None />
      </td>
    );
  const isOld = !isReliedOn(told.probe, board);
  const said = [...(title ? [title] : []), readWords(told.probe, board)].join('\n');
  return (
    <td className={isOld ? `${look} hatch stale-value` : look} title={said}>
      {children}
    </td>
  );
}
