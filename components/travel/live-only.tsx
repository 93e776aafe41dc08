'use client';
import type { ReactNode } from 'react';
import { Void } from '../ui/void.tsx';
import { useIsPast, useTravel } from './travel-context.ts';

/** Stands where something would that is only ever asked now: shown beside a board of the past it would pass for what was then. */
export function LiveOnly({ what }: { what: string }) {
  return (
    <Void status="unknown" title="Asked live only" action={<BackToLive />}>
      {what} not kept, so nothing is known of then.
    </Void>
  );
}

/** The same in the place of a whole page; the page itself where now is looked at. */
export function LivePage({ title, what, children }: { title: string; what: string; children: ReactNode }) {
  const isPast = useIsPast();
  if (!isPast) return children;
  return (
    <>
      <div className="crumb">
        <h1>{title}</h1>
      </div>
      <section className="panel" aria-label={title}>
        <LiveOnly what={what} />
      </section>
    </>
  );
}

/** Leaves the past, and nothing else does but going back in the browser. */
export function BackToLive({ isStrong = false }: { isStrong?: boolean }) {
  const { leave } = useTravel();
  return (
    <button type="button" className={isStrong ? 'btn strong' : 'btn'} onClick={leave}>
      Back to live
    </button>
  );
}
