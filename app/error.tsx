'use client';
import { failedTitle } from '#components/shell/failed-words.ts';
import { PageFailed } from '#components/shell/page-failed.tsx';
import { StatusShape } from '#components/ui/status-shape.tsx';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** A page of Vigil that failed must not look like a page on which all is well. */
export default function PageError({ error, reset }: ErrorProps) {
  return (
    <main className="alone">
      <h1>
        <StatusShape status="critical" /> {failedTitle(error)}
      </h1>
      <PageFailed error={error} reset={reset} />
    </main>
  );
}
