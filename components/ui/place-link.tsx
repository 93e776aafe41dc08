'use client';
import type { MouseEvent, ReactNode } from 'react';
import { namePlace } from './use-place.ts';

type LinkProps = {
  id: string;
  className?: string;
  /** Read out, where what is drawn does not say it. */
  label?: string;
  children?: ReactNode;
};

/** Puts the address of a place into the bar of the browser, from where it can be sent to a colleague; marks the place, and moves nothing. */
export function PlaceLink({ id, className, label, children }: LinkProps) {
  const name = (event: MouseEvent<HTMLAnchorElement>) => {
    // With a key held down it is the browser's: a new tab, a new window.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.currentTarget.focus();
    namePlace(id);
  };
  return (
    <a
      className={className}
      href={`#${encodeURIComponent(id)}`}
      data-place={id}
      aria-label={label}
      title="Address of this place"
      onClick={name}
    >
      {children}
    </a>
  );
}
