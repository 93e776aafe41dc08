'use client';
import { type ComponentType, type ReactNode, type RefObject, useRef, useState } from 'react';
import { useHolding } from './hold-context.tsx';
import { useLate } from './use-late.ts';

/** What every menu is given: the button that it hangs on, and how to shut it. */
export type Hung = { button: RefObject<HTMLButtonElement | null>; onShut(): void };

type ButtonProps<About> = {
  /** Read out: what the menu is for. */
  label: string;
  className: string;
  /** What kind of thing opens. */
  opens?: 'menu' | 'dialog';
  /** Fetches the menu when it is first opened. Never changes. */
  load(): Promise<ComponentType<Hung & { about: About }>>;
  about: About;
  children: ReactNode;
};

/** A button that opens a menu. The menu is fetched when somebody first opens one: the page does not pay for it before. */
export function MenuButton<About>({ label, className, opens = 'menu', load, about, children }: ButtonProps<About>) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useHolding(isOpen);
  const { loaded: Menu, trouble } = useLate(load, isOpen);
  return (
    <span className="hung">
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup={opens}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && Menu ? <Menu button={button} onShut={() => setOpen(false)} about={about} /> : null}
      {trouble ? (
        <span className="w critical small" role="alert">
          The menu could not be loaded: {trouble}. Load the page again.
        </span>
      ) : null}
    </span>
  );
}
