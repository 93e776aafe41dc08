'use client';
import { type PointerEvent, useState } from 'react';

/** Less is a click. */
const LEAST_PX = 6;

type Drag = { startX: number; nowX: number; left: number; width: number };

type Dragging = {
  selected: { left: string; width: string } | null;
  handlers: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent<HTMLElement>) => void>;
};

/** Selects a part of the axis by dragging over it; what was selected is told when the button is let go. */
export function useDrag(axis: { from: number; to: number } | null, onSelect: (from: number, to: number) => void): Dragging {
  const [drag, setDrag] = useState<Drag | null>(null);
  const isWide = drag !== null && Math.abs(drag.nowX - drag.startX) >= LEAST_PX;
  const part = (x: number): number => (drag === null ? 0 : Math.min(1, Math.max(0, (x - drag.left) / drag.width)));
  const edges = drag === null ? null : { first: part(Math.min(drag.startX, drag.nowX)), last: part(Math.max(drag.startX, drag.nowX)) };
  return {
    selected: isWide && edges ? { left: `${edges.first * 100}%`, width: `${(edges.last - edges.first) * 100}%` } : null,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0 || event.pointerType === 'touch' || event.target instanceof Element === false) return;
        const { left, width } = event.currentTarget.getBoundingClientRect();
        setDrag({ startX: event.clientX, nowX: event.clientX, left, width });
      },
      onPointerMove(event) {
        if (drag === null) return;
        if (!isWide && Math.abs(event.clientX - drag.startX) >= LEAST_PX) event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ ...drag, nowX: event.clientX });
      },
      onPointerUp() {
        setDrag(null);
        if (!isWide || !edges || !axis) return;
        const lengthMs = axis.to - axis.from;
        onSelect(axis.from + edges.first * lengthMs, axis.from + edges.last * lengthMs);
      },
      onPointerCancel: () => setDrag(null),
    },
  };
}
