'use client';
import { useState } from 'react';
import { useTimeFormat } from '../display/display-context.tsx';
import { isOfOldBuild } from './failed-words.ts';
import { LoadAgain } from './load-again.tsx';

type FailedProps = { error: Error & { digest?: string }; reset(): void };

/** What stands where a page would, when it could not be drawn: what happened, when, what it means, and what to do. */
export function PageFailed({ error, reset }: FailedProps) {
  const format = useTimeFormat();
  const [at] = useState(() => Date.now());
  const isOld = isOfOldBuild(error);
  return (
    <>
      <p>
        {isOld
          ? 'A part of it could not be loaded: Vigil was updated since, or does not answer. It says nothing about the estate.'
          : "Vigil's own error, not the estate's: nothing is known from this page until it is drawn again."}
      </p>
      <p className="received">
        <span className="q">{format.moment(at, at)}, by this browser’s clock:</span>{' '}
        <code>
          {error.message}
          {error.digest ? ` (${error.digest})` : ''}
        </code>
      </p>
      <p className="line">
        <LoadAgain />
        {isOld ? null : (
          <button type="button" className="btn plain" onClick={reset}>
            Draw it again
          </button>
        )}
      </p>
    </>
  );
}
