'use client';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useContext, useRef } from 'react';
import { CursorContext, drawnUp, usePointed } from './cursor.ts';
import { BOTTOM_PX, momentAt, placeOf, TOP_PX } from './frame.ts';
import type { PlotProps } from './plot.tsx';
import type { Period } from './view.ts';
import { SHORTEST_MS } from './view.ts';

// The library of charts is fetched when there is one to draw.
const Plot = memo(dynamic(() => import('./plot.tsx').then((loaded) => loaded.Plot), { ssr: false }));

/** A drag that is shorter was a click. */
const DRAG_PX = 6;
/** Presses of a key from one end to the other, and of one that goes further. */
const KEY_STEPS = 200;
const FAR = 10;

type ChartProps = PlotProps & {
  /** What it shows, for who cannot see it. */
  label: string;
  /** What stands at a moment, in words: read out when the cursor is moved by keys. */
  saysAt(at: number): string;
  /** The same as a note beside the cursor; none where this is null. */
  tip: ((at: number) => ReactNode) | null;
  /** Only one that is large is worth a stop of the tab key. */
  hasKeys: boolean;
  onZoom(period: Period): void;
  /** Takes the last zoom back. */
  onBack(): void;
};

/** A chart that can be pointed at, and drawn over to see a part of it. Mouse and finger: drag. Keys: arrows move, shift draws up a period, Enter shows it, Escape takes back. */
export function TimeChart({ label, saysAt, tip, hasKeys, onZoom, onBack, ...plot }: ChartProps) {
  const { period, height } = plot;
  const cursor = useContext(CursorContext);
  const began = useRef<{ px: number; at: number } | null>(null);
  const momentOf = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return momentAt(clientX - left, width, period);
  };
  const zoom = (): void => {
    const chosen = drawnUp(cursor.read());
    cursor.point(null, null);
    if (chosen && chosen.to - chosen.from >= SHORTEST_MS) onZoom(chosen);
  };
  const pointer = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      began.current = { px: event.clientX, at: momentOf(event) };
      cursor.point(began.current.at, null);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = began.current;
      const isDrag = from !== null && Math.abs(event.clientX - from.px) >= DRAG_PX;
      cursor.point(momentOf(event), isDrag ? from.at : null);
    },
    onPointerUp() {
      const isDrag = began.current !== null && cursor.read().anchor !== null;
      began.current = null;
      if (isDrag) zoom();
    },
    onPointerCancel() {
      began.current = null;
      cursor.point(null, null);
    },
    onPointerLeave() {
      if (began.current === null) cursor.point(null, null);
    },
  };
  return (
    <div className="timechart" style={{ height }}>
      <Plot {...plot} />
      <div className="over" {...pointer}>
        {hasKeys ? <Keys {...{ label, saysAt, period, onBack }} onEnter={zoom} /> : null}
        <Over period={period} tip={tip} />
      </div>
    </div>
  );
}

type KeysProps = { label: string; saysAt(at: number): string; period: Period; onEnter(): void; onBack(): void };

function Keys({ label, saysAt, period: { from, to }, onEnter, onBack }: KeysProps) {
  const cursor = useContext(CursorContext);
  const { at } = usePointed();
  const moveBy = (steps: number, isDrawing: boolean): void => {
    const { at: now, anchor } = cursor.read();
    const start = now ?? to;
    const next = Math.min(to, Math.max(from, start + ((to - from) / KEY_STEPS) * steps));
    cursor.point(next, isDrawing ? (anchor ?? start) : null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = STEPS_OF[event.key];
    if (steps !== undefined) moveBy(steps, event.shiftKey);
    else if (event.key === 'Enter') onEnter();
    else if (event.key !== 'Escape') return;
    else if (cursor.read().at !== null) cursor.point(null, null);
    else onBack();
    event.preventDefault();
  };
  const shown = at ?? to;
  return (
    <div
      className="keys"
      role="slider"
      tabIndex={0}
      aria-label={`${label}. Arrows move, shift and arrows draw up a part, Enter shows it, Escape takes back`}
      aria-valuemin={Math.round(from)}
      aria-valuemax={Math.round(to)}
      aria-valuenow={Math.round(Math.min(to, Math.max(from, shown)))}
      aria-valuetext={saysAt(shown)}
      onKeyDown={onKeyDown}
      onBlur={() => cursor.point(null, null)}
    />
  );
}

const STEPS_OF: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -FAR, PageUp: FAR, Home: -KEY_STEPS, End: KEY_STEPS },
};

/** What moves with the cursor, and nothing else: the lines under it are not drawn again. */
function Over({ period, tip }: { period: Period; tip: ChartProps['tip'] }) {
  const pointed = usePointed();
  const chosen = drawnUp(pointed);
  const at = pointed.at === null ? null : placeOf(pointed.at, period);
  const [from, to] = chosen ? [placeOf(chosen.from, period), placeOf(chosen.to, period)] : [null, null];
  const isLate = pointed.at !== null && pointed.at > (period.from + period.to) / 2;
  const inside = { top: TOP_PX, bottom: BOTTOM_PX };
  return (
    <>
      {from !== null && to !== null ? <div className="chosen" style={{ ...inside, left: from, width: `calc(${to} - ${from})` }} /> : null}
      {at !== null && pointed.at !== null ? (
        <div className="cursor" style={{ ...inside, left: at }}>
          {tip === null ? null : <div className={isLate ? 'tip late' : 'tip'}>{tip(pointed.at)}</div>}
        </div>
      ) : null}
    </>
  );
}
