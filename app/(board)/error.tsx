'use client';
import { failedTitle } from '#components/shell/failed-words.ts';
import { PageFailed } from '#components/shell/page-failed.tsx';
import { StatusShape } from '#components/ui/status-shape.tsx';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** The same within the board, whose bar and tabs stay. */
export default function BoardPageError({ error, reset }: ErrorProps) {
  return (
    <section className="alone">
      <h1>
        <StatusShape status="critical" /> {failedTitle(error)}
      </h1>
      <PageFailed error={error} reset={reset} />
    </section>
  );
}
