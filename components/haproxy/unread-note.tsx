'use client';
import Link from 'next/link';
import { sourceId } from '#lib/reading.ts';
import { judgeProbe } from '#lib/status.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { pollerPath } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { Part } from './summary.ts';

/** Says above a list who is not read, so that nothing is missing from it in silence. Nothing while all are. */
export function UnreadNote({ parts }: { parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const unread = parts.filter(({ probe }) => !isReliedOn(probe, board));
  if (unread.length === 0) return null;
  return (
    <ul className="unread small" aria-label="Not read">
      {unread.map(({ probe }) => {
        const { status, reason } = judgeProbe(probe, board);
        return (
          <li key={sourceId(probe.source)}>
            <StatusShape status={status} label={status} />{' '}
            <span className={`w ${status}`}>
              <Link href={pollerPath(probe)} prefetch={false}>
                {probe.source.node}
              </Link>
              {` of ${probe.groupTitle}`}: {reason}.
            </span>{' '}
            <span className="m">{probe.newest ? 'What it said last counts as old.' : 'What it has is in no line below.'}</span>
          </li>
        );
      })}
    </ul>
  );
}
