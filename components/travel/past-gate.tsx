'use client';
import { Fragment, type ReactNode, useLayoutEffect, useRef } from 'react';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { Void } from '../ui/void.tsx';
import { BackToLive } from './live-only.tsx';
import { type PastTrouble, useTravel } from './travel-context.ts';

/**
 * The page itself, where now is looked at or a board of the past is there; else why there is none. Nothing of a page that was drawn of now goes on in one of the past. Another moment keeps
 * the page: what is open and where it is scrolled to stay.
 */
export function PastGate({ children }: { children: ReactNode }) {
  const { past } = useTravel();
  const isShown = past === null || (past.trouble === null && past.shownAt !== null);
  useKeptScroll(past === null ? 'live' : 'past', isShown);
  if (past === null) return <Fragment key="live">{children}</Fragment>;
  if (past.trouble !== null) return <NoBoard trouble={past.trouble} />;
  if (past.shownAt === null) return <Loading at={past.at} />;
  return (
    <div key="past" className={past.isLoading ? 'past-board old' : 'past-board'} aria-busy={past.isLoading}>
      {children}
    </div>
  );
}

function Loading({ at }: { at: number }) {
  const format = useTimeFormat();
  return (
    <section className="panel" aria-label="The past">
      <Void status="unknown" title={`Reading the board of ${format.full(at)}`} isRunning>
        Nothing of now is shown in its place.
      </Void>
    </section>
  );
}

function NoBoard({ trouble: { words, nearest } }: { trouble: PastTrouble }) {
  const format = useTimeFormat();
  const { go } = useTravel();
  const found = [nearest?.before ?? null, nearest?.after ?? null].flatMap((at) => (at === null ? [] : [at]));
  return (
    <section className="panel" aria-label="The past">
      <Void status="unknown" title="No board of that moment" action={<BackToLive />}>
        {sentence(words)}{' '}
        {found.map((at, index) => (
          <button
            key={at}
            type="button"
            className="btn"
            onClick={() => go(index === 0 && nearest?.before !== null ? at : Math.ceil(at / 1_000) * 1_000)}
          >
            {index === 0 && nearest?.before !== null ? 'The last before' : 'The first after'}: {format.full(at)}
          </button>
        ))}
      </Void>
    </section>
  );
}

/** Between live and past the page is drawn anew: it goes on where it was scrolled to. */
function useKeptScroll(side: 'live' | 'past', isShown: boolean): void {
  const kept = useRef({ side, top: 0 });
  useLayoutEffect(() => {
    if (kept.current.side === side || !isShown) return;
    const { top } = kept.current;
    kept.current = { side, top };
    window.scrollTo({ top, behavior: 'instant' });
  }, [side, isShown]);
  useLayoutEffect(() => {
    const note = (): void => {
      if (kept.current.side === side && isShown) kept.current = { side, top: window.scrollY };
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [side, isShown]);
}
