'use client';
import Link from 'next/link';
import { formatAge } from '#lib/format/age.ts';
import type { Part } from '#lib/issues/issue.ts';
import { provenSince } from '#lib/issues/tally.ts';
import { rollUp } from '#lib/roll-up.ts';
import { Ago, pollerPath } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { nodesWords } from './nodes-words.ts';

/** That nothing is wrong, since when that is proven, and how old the proof is. */
export function AllWell({ parts }: { parts: readonly Part[] }) {
  const { own, board } = useBoardTime();
  const probes = parts.map(({ probe }) => probe);
  const { counts } = rollUp(probes, board);
  const since = provenSince(parts);
  const oldest = probes.reduce((found, one) => ((one.newest?.observedAt ?? 0) < (found.newest?.observedAt ?? 0) ? one : found));
  const nodes = nodesWords(parts);
  return (
    <div className="well">
      <StatusShape status="ok" />
      <div>
        <h2>{counts.maintenance > 0 ? `Nothing is wrong: ${nodes}, some of it out on purpose` : `All ${nodes} ok`}</h2>
        <p>
          {since === null ? null : (
            <>
              Proven without a gap since{' '}
              <b>
                <When at={since} />
              </b>
              , for {formatAge(own.now - since)}.{' '}
            </>
          )}
          The oldest reading is{' '}
          <Link href={pollerPath(oldest)} prefetch={false}>
            <Ago at={oldest.newest?.observedAt ?? null} />
          </Link>{' '}
          old.
        </p>
      </div>
    </div>
  );
}
