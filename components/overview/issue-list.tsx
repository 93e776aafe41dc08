'use client';
import { useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { IssueLine } from './issue-line.tsx';

/** Lines beyond this many wait behind a button, which says how many. */
const SHOWN = 12;

/** What is wrong, worst first. The order stays while the mouse or the focus is in it. */
export function IssueList({ issues, probes }: { issues: readonly Issue[]; probes: readonly ProbeRow[] }) {
  const [isHeld, handlers] = usePointerHold();
  const [isWhole, setWhole] = useState(false);
  const order = useHeld(
    issues.map(({ key }) => key),
    isHeld,
  );
  const ordered = isHeld ? inHeldOrder(issues, ({ key }) => key, order) : issues;
  const shown = isWhole ? ordered : ordered.slice(0, SHOWN);
  const more = ordered.length - shown.length;
  return (
    <div {...handlers}>
      <ul className="wrong">
        {shown.map((issue) => (
          <IssueLine key={issue.key} issue={issue} probes={probes} />
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" className="btn plain rest" onClick={() => setWhole(true)}>
          {more} more, show
        </button>
      ) : null}
    </div>
  );
}
