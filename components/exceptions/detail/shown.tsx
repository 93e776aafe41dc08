'use client';
import Link from 'next/link';
import { When } from '../../reading/when.tsx';
import type { Shown as Showing } from './use-shown.ts';

/** How what is hidden is seen and hidden again, or why it is not. */
export function Shown({ shown, mayDetails, words }: { shown: Showing<unknown>; mayDetails: boolean; words: string }) {
  const { answer, observedAt, isAsking, show, hide } = shown;
  if (!mayDetails) return <span className="q small">hidden: needs the right “details” on exceptions</span>;
  if (answer === null)
    return (
      <button type="button" className="btn plain" disabled={isAsking} onClick={show}>
        {isAsking ? 'Asking…' : words}
      </button>
    );
  return (
    <>
      <span className="q small">
        {observedAt === null ? null : (
          <>
            read <When at={observedAt} />,{' '}
          </>
        )}
        <Link className="see" href="/audit?result=looked+at" prefetch={false}>
          in the audit
        </Link>
      </span>
      <button type="button" className="btn plain" onClick={hide}>
        Hide
      </button>
    </>
  );
}
