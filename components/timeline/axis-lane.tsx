'use client';
import type { HTMLAttributes } from 'react';
import type { Axis, AxisLane, AxisMark } from '#lib/timeline/axis.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { markWords, type Pointed } from './axis-words.ts';
import { EventShape } from './event-shape.tsx';

type LaneProps = {
  lane: AxisLane;
  title: string;
  axis: Axis | null;
  handlers: HTMLAttributes<HTMLElement>;
  onPoint(pointed: Pointed | null): void;
  onOpen(mark: AxisMark): void;
};

/** One lane: its marks, and under them how long things lasted. */
export function AxisLaneRow({ lane, title, axis, handlers, onPoint, onOpen }: LaneProps) {
  const format = useTimeFormat();
  if (axis === null) return null;
  const { from, to, stepMs } = axis;
  const left = (at: number): string => `${(Math.max(0, at - from) / (to - from)) * 100}%`;
  return (
    <div className="lane">
      <span className="lanetitle">{title}</span>
      <div className="track" {...handlers}>
        {lane.bars.map((bar) => (
          <span
            key={bar.from}
            className={`bar ${bar.status ?? 'plain'}`}
            style={{ left: left(bar.from), width: `${((bar.to - Math.max(from, bar.from)) / (to - from)) * 100}%` }}
            onPointerEnter={() => onPoint({ is: 'bar', lane: lane.id, bar })}
          />
        ))}
        {lane.marks.map((mark, index) => (
          <button
            key={mark.at}
            type="button"
            className="lanemark"
            data-lane={lane.id}
            data-at={mark.at}
            // One stop for each lane: from there the arrow keys go on.
            tabIndex={index === lane.marks.length - 1 ? 0 : -1}
            style={{ left: left(mark.event?.at ?? mark.at + stepMs / 2) }}
            aria-label={`${title}, ${markWords(mark, { format, stepMs, now: to })}`}
            onPointerEnter={() => onPoint({ is: 'mark', lane: lane.id, mark })}
            onFocus={() => onPoint({ is: 'mark', lane: lane.id, mark })}
            onBlur={() => onPoint(null)}
            onClick={() => onOpen(mark)}
          >
            <EventShape status={mark.status} kind={mark.kinds[0] ?? 'status'} />
            {mark.count > 1 ? <span className="count">{mark.count > 999 ? '999+' : mark.count}</span> : null}
          </button>
        ))}
      </div>
    </div>
  );
}
