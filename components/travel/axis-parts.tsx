'use client';
import { memo } from 'react';
import type { PastChange, PastMarks } from '#lib/past.ts';
import type { Status } from '#lib/status.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { type Axis, placeOf, ticksOf } from './axis.ts';

const BOX = { width: 1_000, middle: 26, up: 22, down: 10 };
const LEAST = 0.35;

/** What got worse stands above the line, what got better under it: the more at once, the taller. */
export const AxisMarks = memo(function AxisMarks({ axis, changes }: { axis: Axis; changes: readonly PastChange[] }) {
  const most = Math.log2(1 + Math.max(1, ...changes.map(({ count }) => count)));
  return (
    <svg className="marks" viewBox={`0 0 ${BOX.width} ${BOX.middle + BOX.down}`} preserveAspectRatio="none" aria-hidden="true">
      {changes.map(({ at, status, count }) => {
        const share = LEAST + (1 - LEAST) * (Math.log2(1 + count) / most);
        const x = placeOf(at, axis) * BOX.width;
        const y = isWorse(status) ? BOX.middle - share * BOX.up : BOX.middle + share * BOX.down;
        return <line key={at} className={status ?? 'happened'} x1={x} x2={x} y1={BOX.middle} y2={y} />;
      })}
    </svg>
  );
});

function isWorse(status: Status | null): boolean {
  return status === 'critical' || status === 'stale' || status === 'warning';
}

/** Where nothing was kept, what is still to come, and what is not marked because there is too much of it. */
export function Unknown({ axis, told, now }: { axis: Axis; told: PastMarks | null; now: number }) {
  if (told === null) return <Part axis={axis} from={axis.from} to={axis.to} is="asking" />;
  const { blanks, keptFrom, toldFrom } = told;
  return (
    <>
      {keptFrom === null || keptFrom > axis.from ? <Part axis={axis} from={axis.from} to={keptFrom ?? axis.to} is="blank" /> : null}
      {toldFrom === null ? null : <Part axis={axis} from={axis.from} to={toldFrom} is="untold" />}
      {blanks.map(({ from, to }) => (
        <Part key={`${from} ${to}`} axis={axis} from={from} to={to} is="blank" />
      ))}
      {now < axis.to ? <Part axis={axis} from={now} to={axis.to} is="ahead" /> : null}
    </>
  );
}

type PartProps = { axis: Axis; from: number; to: number; is: 'asking' | 'blank' | 'untold' | 'ahead' };

function Part({ axis, from, to, is }: PartProps) {
  const left = placeOf(from, axis);
  return <span className={`part ${is}`} style={{ left: `${left * 100}%`, width: `${(placeOf(to, axis) - left) * 100}%` }} />;
}

const MOST_TICKS = 12;

/** Whole hours or days, as the clocks of the reader show them. */
export const AxisTicks = memo(function AxisTicks({ axis }: { axis: Axis }) {
  const format = useTimeFormat();
  const aheadMs = (at: number): number => Date.parse(`${format.field(at)}Z`) - Math.floor(at / 1_000) * 1_000;
  return ticksOf(axis, MOST_TICKS, aheadMs).map((at, index) => {
    const [day = '', clock = ''] = format.field(at).split('T');
    return (
      <span key={at} className={index % 3 === 0 ? 'tick' : 'tick wide'} style={{ left: `${placeOf(at, axis) * 100}%` }}>
        {clock.startsWith('00:00') ? day.slice(5) : clock}
      </span>
    );
  });
});
