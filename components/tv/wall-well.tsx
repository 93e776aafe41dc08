'use client';
import { formatAge } from '#lib/format/age.ts';
import type { Part } from '#lib/issues/issue.ts';
import { countRows, provenSince } from '#lib/issues/tally.ts';
import { rollUp } from '#lib/roll-up.ts';
import { STATUSES, type Status, worst } from '#lib/status.ts';
import { nodesWords } from '../overview/nodes-words.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { WallTime } from './wall-time.tsx';

/** That nothing new is wrong, since when that is proven, and how old the proof is. `quiet` is how bad each is that is wrong and known: it keeps its shape and colour. */
export function WallWell({ parts, quiet }: { parts: readonly Part[]; quiet: readonly Status[] }) {
  const { own, board } = useBoardTime();
  const probes = parts.map(({ probe }) => probe);
  const { counts } = rollUp(probes, board);
  const rows = countRows(parts, board);
  const isAllOk = STATUSES.every((status) => status === 'ok' || counts[status] + rows[status] === 0);
  const since = quiet.length === 0 ? provenSince(parts) : null;
  const read = probes.map(({ newest }) => newest?.observedAt ?? null);
  const oldest = read.includes(null) ? null : Math.min(...read.flatMap((one) => one ?? []));
  return (
    <section className="fine" aria-label="Nothing new is wrong">
      <StatusShape status={quiet.length > 0 ? worst(quiet) : isAllOk ? 'ok' : 'maintenance'} />
      <div>
        <h2>{headline(parts, isAllOk, quiet.length)}</h2>
        {since === null ? null : (
          <p>
            Proven without a gap since{' '}
            <b>
              <WallTime at={since} />
            </b>
            , for {formatAge(own.now - since)}
          </p>
        )}
        <p>{oldest === null ? 'Not everything was read yet' : `The oldest reading is ${formatAge(own.now - oldest)} old`}</p>
      </div>
    </section>
  );
}

function headline(parts: readonly Part[], isAllOk: boolean, quiet: number): string {
  if (quiet > 0) return 'Nothing is wrong besides what is known';
  return isAllOk ? `All ${nodesWords(parts)} ok` : 'Nothing is wrong, some of it is out on purpose';
}
