'use client';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import useSWR from 'swr';
import type { PastChange } from '#lib/past.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { type Axis, axisAround, keyStep, momentAt, nextAxis, placeOf, SPANS } from './axis.ts';
import { AxisMarks, AxisTicks, Unknown } from './axis-parts.tsx';
import { captionOf } from './caption.ts';
import { readMarks } from './past-client.ts';
import { useTravel } from './travel-context.ts';
import { useTickingNow } from './use-ticking.ts';

const NOW_MS = 5_000;
/** A pointer this near to a mark means it, as a share of the axis. */
const REACH = 0.004;
const FRESH = { refreshInterval: 30_000, keepPreviousData: true, revalidateOnFocus: false };
const DAY = 2;
const NO_CHANGES: readonly PastChange[] = [];

/** The axis of time: where something changed, where nothing is known, and the moment that is looked at, which is dragged or moved by keys. */
export function Scrubber({ at, shownAt }: { at: number; shownAt: number | null }) {
  const format = useTimeFormat();
  const { go } = useTravel();
  const now = useTickingNow(NOW_MS);
  const [spanMs, setSpan] = useState<number>(SPANS[DAY].ms);
  const [isDragging, setDragging] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const place = Number.isNaN(at) ? now : Math.min(at, now);
  const axis = useAxis(place, now, spanMs, isDragging);
  const { data: answer } = useSWR(['past marks', axis.from, axis.to], () => readMarks(axis), FRESH);
  const told = answer?.ok ? answer.value : null;
  const changes = told?.marks ?? NO_CHANGES;
  const line = useRef<HTMLDivElement>(null);
  const pointed = ({ clientX }: PointerEvent): number => {
    const { left, width } = line.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return momentAt((clientX - left) / width, axis, { changes, now, reach: REACH });
  };
  const press = (event: KeyboardEvent): void => {
    const to = targetOf(event, place, { first: told?.keptFrom ?? axis.from, last: now });
    if (to === null) return;
    event.preventDefault();
    go(Math.min(now, to));
  };
  return (
    <div className="scrub">
      <div
        ref={line}
        className={isDragging ? 'pastaxis dragging' : 'pastaxis'}
        role="slider"
        tabIndex={0}
        aria-label="Moment. Arrows move a minute, with Shift ten seconds, Page Up and Page Down an hour, Home and End to the ends of what is kept"
        aria-valuemin={axis.from}
        aria-valuemax={Math.min(axis.to, now)}
        aria-valuenow={place}
        aria-valuetext={format.full(place)}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          go(pointed(event));
        }}
        onPointerMove={(event) => {
          setHovered(pointed(event));
          if (isDragging) go(pointed(event));
        }}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onPointerLeave={() => setHovered(null)}
      >
        <Unknown axis={axis} told={told} now={now} />
        <AxisMarks axis={axis} changes={changes} />
        <AxisTicks axis={axis} />
        {hovered === null || isDragging ? null : <span className="aim" style={{ left: percent(hovered, axis) }} />}
        {shownAt === null || shownAt < axis.from ? null : <span className="drawn" style={{ left: percent(shownAt, axis) }} />}
        <span className="head" style={{ left: percent(place, axis) }} />
      </div>
      <div className="scrub-foot">
        <span className="caption">{captionOf(hovered, { axis, answer, now, format })}</span>
        <fieldset className="spans">
          <legend className="vh">Length of the axis</legend>
          {SPANS.map(({ words, ms }) => (
            <button key={ms} type="button" aria-pressed={ms === spanMs} onClick={() => setSpan(ms)}>
              {words}
            </button>
          ))}
        </fieldset>
      </div>
    </div>
  );
}

/** It stays where it is while somebody drags along it. */
function useAxis(place: number, now: number, spanMs: number, isHeld: boolean): Axis {
  const [axis, setAxis] = useState(() => axisAround(place, now, spanMs));
  const next = isHeld ? axis : nextAxis(axis, place, now, spanMs);
  if (next.from !== axis.from || next.to !== axis.to) setAxis(next);
  return next;
}

function targetOf({ key, shiftKey }: KeyboardEvent, at: number, ends: { first: number; last: number }): number | null {
  if (key === 'Home') return ends.first;
  if (key === 'End') return ends.last;
  const step = keyStep(key, shiftKey);
  return step === null ? null : at + step;
}

function percent(at: number, axis: Axis): string {
  return `${placeOf(at, axis) * 100}%`;
}
