'use client';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, measureMs, NO_VALUE } from '#lib/format/number.ts';
import type { MemberView } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Quantity } from '../../ui/quantity.tsx';
import { rolesWords } from '../words.ts';
import { heapRatio } from './columns.ts';
import { DiskMeter, ShareMeter } from './disk-meter.tsx';
import { type MemberLine, type Part, rolesOf } from './member-lines.ts';
import { MemberSparkline } from './member-sparkline.tsx';

/** What is told of a member, in the order of COLUMNS. What nobody tells is an en dash and never a zero; what is too old is hatched, each by its own age. */
export function MemberCells({ line, hasVersion }: { line: MemberLine; hasVersion: boolean }) {
  const { holding, identity } = line;
  const roles = rolesOf(line);
  return (
    <>
      <td className="es-roles">{roles === null ? <None /> : rolesWords(roles)}</td>
      {hasVersion ? <td className="spare">{identity?.view.version ?? <None />}</td> : null}
      <Cell part={holding}>{(view) => <Quantity text={formatCount(view.shards)} unit="" />}</Cell>
      <Cell part={holding}>{(view) => <DiskMeter holding={view} />}</Cell>
      <LoadCells line={line} />
    </>
  );
}

function LoadCells({ line: { load, name } }: { line: MemberLine }) {
  const { board } = useBoardTime();
  return (
    <>
      <Cell part={load}>{(view) => <ShareMeter share={heapRatio(view)} title={heapWords(view)} />}</Cell>
      <Cell part={load}>{({ cpuPercent }) => <Quantity text={formatCount(cpuPercent)} unit={cpuPercent === null ? '' : '%'} />}</Cell>
      <Cell part={load} isSpare>
        {({ load1 }) => <Quantity text={formatRate(load1)} unit="" />}
      </Cell>
      <Cell part={load}>
        {({ rates }, probe) => (
          <>
            <MemberSparkline probe={probe} member={name} figure="Searches" />
            <Quantity text={formatRate(rates.searchesPerSecond)} unit="" />
          </>
        )}
      </Cell>
      <Cell part={load} isSpare>
        {({ rates }) => <Quantity {...measureMs(rates.searchMs)} />}
      </Cell>
      <Cell part={load}>
        {({ rates }, probe) => (
          <>
            <MemberSparkline probe={probe} member={name} figure="Indexed" />
            <Quantity text={formatRate(rates.indexingPerSecond)} unit="" />
          </>
        )}
      </Cell>
      <Cell part={load} isSpare>
        {({ rates: { collectingRatio: ratio } }) => (
          <Quantity text={formatRate(ratio === null ? null : ratio * 100)} unit={ratio === null ? '' : '%'} />
        )}
      </Cell>
      <Cell part={load} title={overWords}>
        {({ rates }) => <Count value={rates.rejected} />}
      </Cell>
      <Cell part={load} title={overWords}>
        {({ rates }) => <Count value={rates.tripped} />}
      </Cell>
      <Cell part={load} isSpare>
        {({ startedAt }, probe) =>
          startedAt === null
            ? null
            : formatAge(Math.max(0, (isReliedOn(probe, board) ? board.now : (probe.newest?.observedAt ?? board.now)) - startedAt))
        }
      </Cell>
      <td className="n">{load === null ? <None /> : <Age probe={load.probe} isInRow />}</td>
    </>
  );
}

type CellProps<View> = {
  part: Part<View> | null;
  isSpare?: true;
  title?: (view: View) => string | undefined;
  children(view: View, probe: Part<View>['probe']): ReactNode;
};

function Cell<View>({ part, isSpare, title, children }: CellProps<View>) {
  const { board } = useBoardTime();
  const isOld = part !== null && !isReliedOn(part.probe, board);
  return (
    <td
      className={`n${isSpare ? ' spare' : ''}${isOld ? ' hatch stale-value' : ''}`}
      title={part === null ? undefined : title?.(part.view)}
    >
      {(part === null ? null : children(part.view, part.probe)) ?? <None />}
    </td>
  );
}

/** What is counted and is none is grey: only what happened is to be seen. */
function Count({ value }: { value: number | null }) {
  return value === 0 ? <span className="q">0</span> : <Quantity text={formatCount(value)} unit="" />;
}

function None() {
  return <span className="q">{NO_VALUE}</span>;
}

function heapWords({ heapUsedBytes, heapMaxBytes }: MemberView): string {
  return `${formatBytes(heapUsedBytes)} of ${formatBytes(heapMaxBytes)}`;
}

function overWords({ rates: { overMs } }: MemberView): string | undefined {
  return overMs === null ? undefined : `in the last ${formatAge(overMs)}`;
}
