'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Status } from '#lib/status.ts';
import { StatusShape } from '../../ui/status-shape.tsx';

type FrameProps = {
  title: ReactNode;
  status: Status;
  onClose(): void;
  /** Somebody opened it here and now: it takes the focus. Who came by its address keeps it. */
  isAsked: boolean;
  /** How old what it shows is; null before there is anything. */
  age: ReactNode;
  children: ReactNode;
};

/** The panel at the side of a page: its heading, and the way out. */
export function DrainFrame({ title, status, onClose, isAsked, age, children }: FrameProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    heading.current?.focus({ preventScroll: true });
    // Where it stands above the page, who opened it from below is brought to it; at the side it is in view already.
    heading.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isAsked]);
  return (
    <aside className="panel drain" aria-labelledby={id}>
      <header>
        <h2 id={id} ref={heading} tabIndex={-1}>
          <StatusShape status={status} label={status} />
          <span className="reason">{title}</span>
        </h2>
        <span className="grow" />
        {age}
        <button type="button" className="btn plain" aria-label="Close the drain panel" title="Close (Esc)" onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {children}
    </aside>
  );
}
