'use client';
import { StatusShape } from '#components/ui/status-shape.tsx';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** A page of Vigil that failed must not look like a page on which all is well. */
export default function PageError({ error, reset }: ErrorProps) {
  return (
    <main className="alone">
      <h1>
        <StatusShape status="critical" /> This page failed
      </h1>
      <p>Vigil's own error, not the estate's: nothing is known from this page until it is drawn again.</p>
      <p className="received">
        <code>
          {error.message}
          {error.digest ? ` (${error.digest})` : ''}
        </code>
      </p>
      <button type="button" className="btn" onClick={reset}>
        Draw it again
      </button>
    </main>
  );
}
