'use client';
import { worst } from '#lib/status.ts';
import type { OpenIssues } from '../issues/open-issues.ts';
import { Ago } from '../reading/age.tsx';
import { oldestPart } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { AllWell } from './all-well.tsx';

/** Stands where there is no issue to look at: all is well, or all that is wrong is known to somebody, or it cannot be told. */
export function NothingLoud({ issues }: { issues: OpenIssues }) {
  const { board } = useBoardTime();
  const parts = issues.parts.filter(({ probe }) => probe.scope === 'node');
  const isDoubted = board.doubtBefore === Number.POSITIVE_INFINITY;
  if (!isDoubted && issues.quiet.length === 0) return <AllWell parts={parts} />;
  const status = worst(isDoubted ? ['stale'] : issues.quiet.map(({ issue }) => issue.verdict.status));
  const isRead = parts.every(({ probe }) => probe.newest !== null);
  const oldest = isRead ? oldestPart(parts.map(({ probe }) => probe)) : null;
  return (
    <div className="well">
      <StatusShape status={status} label={status} />
      <div>
        <h2>{isDoubted ? 'Whether anything else is wrong is not known' : `Nothing else is wrong: ${quietWords(issues.quiet)}`}</h2>
        <p>
          {isDoubted
            ? 'Everything that was read is in doubt until it is read again. '
            : `What is quiet is still wrong, the worst of it ${status}. `}
          {oldest?.newest ? (
            <>
              The oldest reading is <Ago at={oldest.newest.observedAt} /> old.
            </>
          ) : (
            'Not everything was read yet.'
          )}
        </p>
      </div>
    </div>
  );
}

/** "2 acknowledged, 1 under planned maintenance". */
function quietWords(quiet: OpenIssues['quiet']): string {
  const acknowledged = quiet.filter((one) => one.quiet?.is === 'acknowledged').length;
  const planned = quiet.length - acknowledged;
  return [
    ...(acknowledged > 0 ? [`${acknowledged} acknowledged`] : []),
    ...(planned > 0 ? [`${planned} under planned maintenance`] : []),
  ].join(', ');
}
