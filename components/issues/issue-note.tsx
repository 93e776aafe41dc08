'use client';
import type { Attended } from '#lib/attention/attend.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';

/** What people have said of an issue: why it is quiet, or that what was said of it no longer counts. Nothing where nobody said anything. */
export function IssueNote({ attended }: { attended: Attended }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { issue, quiet, outgrown } = attended;
  if (quiet?.is === 'planned') {
    const { by, endAt, reason } = quiet.maintenance;
    return (
      <p className="said">
        planned maintenance until <time title={format.describe(endAt)}>{format.minute(endAt, own.now)}</time> by {by}: {reason}
      </p>
    );
  }
  if (quiet?.is === 'acknowledged') {
    const { by, at, text, until } = quiet.acknowledgement;
    return (
      <p className="said">
        acknowledged by {by} at <time title={format.describe(at)}>{format.minute(at, own.now)}</time>, until{' '}
        <time title={format.describe(until)}>{format.minute(until, own.now)}</time>: {text}
      </p>
    );
  }
  if (outgrown === null) return null;
  return (
    <p className="said">
      acknowledged by {outgrown.by} as <span className={`w ${outgrown.status}`}>{outgrown.status}</span>, is{' '}
      <span className={`w ${issue.verdict.status}`}>{issue.verdict.status}</span> now: {outgrown.text}
    </p>
  );
}
