'use client';
import { type RefObject, useContext, useState } from 'react';
import { sentence } from '#lib/text/sentence.ts';
import type { AxisLane, AxisMark } from '#lib/timeline/axis.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useHeld } from '../ui/use-held.ts';
import { Void } from '../ui/void.tsx';
import { AxisLaneRow } from './axis-lane.tsx';
import { AxisShades } from './axis-shades.tsx';
import { type Around, barWords, laneTitle, markWords, type Pointed } from './axis-words.ts';
import { PlaceContext } from './place-context.ts';
import { ticksOf } from './ticks.ts';
import type { LookedAt } from './timeline-url.ts';
import type { ReadAxis } from './use-axis.ts';
import { useDrag } from './use-drag.ts';
import { useMarkKeys } from './use-mark-keys.ts';

type PanelProps = { read: ReadAxis; period: LookedAt; room: RefObject<HTMLDivElement | null>; onPeriod(next: LookedAt): void };

const MOST_TICKS = 8;

/** One axis for everything: what happened when, and how long it lasted. Drag to look closer; the arrow keys go from mark to mark. */
export function AxisPanel({ read, period, room, onPeriod }: PanelProps) {
  const { titles } = useContext(PlaceContext);
  const format = useTimeFormat();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  // What somebody looks at does not move on under the mouse.
  const answer = useHeld(read.answer, pointed !== null && read.answer !== null, JSON.stringify(period));
  const axis = answer?.axis ?? null;
  const zoom = (from: number, to: number) => {
    setPointed(null);
    onPeriod({ is: 'fixed', from, to });
  };
  const drag = useDrag(axis, zoom);
  const onKeyDown = useMarkKeys();
  const open = (mark: AxisMark) => {
    if (mark.event !== null) document.getElementById(`e${mark.event.id}`)?.scrollIntoView({ block: 'center' });
    if (mark.event === null && axis) zoom(mark.at, mark.at + axis.stepMs);
  };
  return (
    <section className="panel timeaxis" aria-label="Axis">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is one way to look closer; the ranges and the marks are the others */}
      <div className="lanes" onKeyDown={onKeyDown} onPointerLeave={() => setPointed(null)}>
        <div className="axisroom" ref={room} {...drag.handlers}>
          {axis ? <Ticks ticks={ticksOf(axis, MOST_TICKS, format)} axis={axis} /> : null}
          {answer ? <AxisShades answer={answer} onPoint={setPointed} /> : null}
          {drag.selected ? <div className="selected" style={drag.selected} /> : null}
        </div>
        {(axis?.lanes ?? NO_LANES).map((lane) => (
          <AxisLaneRow
            key={lane.id}
            lane={lane}
            title={laneTitle(lane.id, titles)}
            axis={axis}
            handlers={drag.handlers}
            onPoint={setPointed}
            onOpen={open}
          />
        ))}
      </div>
      {read.failed !== null ? (
        <Void status={answer ? 'warning' : 'critical'} title={answer ? 'The axis could not be read again' : 'The axis could not be read'}>
          {sentence(read.failed)}
        </Void>
      ) : null}
      {answer === null && read.failed === null ? (
        <Void status="unknown" title="Reading what happened…" isRunning>
          Vigil answers within 10 s.
        </Void>
      ) : null}
      <Readout pointed={pointed} answer={answer} />
    </section>
  );
}

const NO_LANES: readonly AxisLane[] = [];

function Ticks({ ticks, axis }: { ticks: ReturnType<typeof ticksOf>; axis: { from: number; to: number } }) {
  return (
    <div className="ticks" aria-hidden="true">
      {ticks.map(({ at, text }) => (
        <span key={at} style={{ left: `${((at - axis.from) / (axis.to - axis.from)) * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}

/** What is under the mouse, or has the focus, in words: always at the same place, so that nothing covers anything. */
function Readout({ pointed, answer }: { pointed: Pointed | null; answer: ReadAxis['answer'] }) {
  const { titles } = useContext(PlaceContext);
  const format = useTimeFormat();
  if (answer === null) return null;
  const around = { format, titles, stepMs: answer.axis.stepMs, now: answer.now };
  return (
    <p className="readout small" aria-live="off">
      {pointed === null ? (
        <span className="q">Point at a mark to read it. Drag to look closer. Times are in {format.zone}.</span>
      ) : (
        pointedWords(pointed, around)
      )}
    </p>
  );
}

function pointedWords(pointed: Pointed, around: Around): string {
  switch (pointed.is) {
    case 'mark':
      return `${laneTitle(pointed.lane, around.titles)}, ${markWords(pointed.mark, around)}`;
    case 'bar':
      return `${laneTitle(pointed.lane, around.titles)}, ${barWords(pointed.bar, around)}`;
    case 'words':
      return pointed.words;
  }
}
