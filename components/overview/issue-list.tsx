'use client';
import { useState } from 'react';
import type { Attended } from '#lib/attention/attend.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { HoldContext } from '../ui/hold-context.tsx';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { IssueLine } from './issue-line.tsx';

/** Lines beyond this many wait behind a button, which says how many. */
const SHOWN = 12;

type ListProps = { issues: readonly Attended[]; probes: readonly ProbeRow[]; label?: string; most?: number };

/** What is wrong, worst first. The order stays while the mouse or the focus is in it, or a menu of it is open. */
export function IssueList({ issues, probes, label, most = SHOWN }: ListProps) {
  const [isOver, handlers] = usePointerHold();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const isHeld = isOver || isMenuOpen;
  const order = useHeld(issues.map(keyOf), isHeld);
  const ordered = isHeld ? inHeldOrder(issues, keyOf, order) : issues;
  const shown = isWhole ? ordered : ordered.slice(0, most);
  const more = ordered.length - shown.length;
  return (
    <div {...handlers}>
      <HoldContext value={setMenuOpen}>
        <ul className="wrong" aria-label={label}>
          {shown.map((attended) => (
            <IssueLine key={attended.issue.key} attended={attended} probes={probes} />
          ))}
        </ul>
      </HoldContext>
      {more > 0 ? (
        <button type="button" className="btn plain rest" onClick={() => setWhole(true)}>
          {more} more, show
        </button>
      ) : null}
    </div>
  );
}

function keyOf({ issue }: Attended): string {
  return issue.key;
}
