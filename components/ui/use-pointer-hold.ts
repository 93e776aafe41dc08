'use client';
import { type FocusEvent, type PointerEvent, useMemo, useState } from 'react';

type Handlers = {
  onPointerEnter(event: PointerEvent): void;
  onPointerLeave(): void;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
};

/**
 * True while a mouse is over an element or the keyboard's focus is in it. Spread the handlers on that element.
 * A finger leaves no pointer behind and a click no visible focus, so that neither holds anything for hours.
 */
export function usePointerHold(): [boolean, Handlers] {
  const [isOver, setOver] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const handlers = useMemo<Handlers>(
    () => ({
      onPointerEnter: (event) => setOver(event.pointerType !== 'touch'),
      onPointerLeave: () => setOver(false),
      onFocus: (event) => setFocused(event.target.matches(':focus-visible')),
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    }),
    [],
  );
  return [isOver || isFocused, handlers];
}
