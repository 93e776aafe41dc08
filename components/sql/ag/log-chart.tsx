'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatUtc } from '#lib/format/time.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { isStanding, sideOf, type WroteSince } from './figures.ts';
import { isPrimary } from './groups.ts';
import { type AgState, type Judging, type ReplicaState, rank } from './judge.ts';
import { type BothEnds, bothEnds, type Rise } from './log-rise.ts';
import type { Written } from './use-written.ts';

const WIDTH = 600;
const HEIGHT = 120;

type ChartProps = { state: AgState; judging: Judging; written: Written; wroteSince: WroteSince };

/**
 * What was written to the log of one database at its primary and at the replica that is worst off, from the first kept reading of both: a log that stands is a level line. Not drawn where no replica
 * besides the primary has a log that is read.
 */
export function LogChart({ state, judging, written, wroteSince }: ChartProps) {
  const { ag } = state;
  const primary = ag.primary?.node ?? null;
  const copy = worstCopy(state);
  const node = copy?.replica.node ?? null;
  const database = copy === null ? null : loudestDatabase(state, copy, { judging, wroteSince });
  if (primary?.logs == null || copy === null || node?.logs == null || database === null) return null;
  const [theirs, own] = [written.of(primary, database.id), written.of(node, database.id)];
  const ends = theirs === null || own === null ? null : bothEnds(theirs.points, own.points);
  const { movement } = sideOf(ag, copy.replica, database.id, judging.found);
  const stands = isStanding(movement) ? movement.verdict.since.at : null;
  const isOld = [primary.logs, node.logs].some((probe) => !isReliedOn(probe, judging.board));
  return (
    <figure className={`logchart${isOld ? ' hatch' : ''}`}>
      <header>
        <h4>Written to the log of {database.name}, both ends</h4>
        <span className="grow" />
        <span className="q small">
          {ag.primary?.name} <Age probe={primary.logs} /> · {copy.replica.name} <Age probe={node.logs} />
        </span>
      </header>
      {ends === null ? (
        <p className="note">Too few readings of both logs without a gap: what was written is not known yet.</p>
      ) : (
        <>
          <Lines ends={ends} stands={stands} />
          <figcaption className="small">
            {`Since ${formatUtc(ends.from)}: `}
            <b>{`${ag.primary?.name} ${formatBytes(ends.primary.at(-1)?.bytes ?? null)}`}</b>
            {', '}
            <b className={stands === null ? '' : 'w critical'}>{`${copy.replica.name} ${formatBytes(ends.copy.at(-1)?.bytes ?? null)}`}</b>
            {stands === null ? '' : `. ${formatUtc(stands)}: last movement at ${copy.replica.name}`}
            <span className="q">. Bytes of the log files, each counted from 0 there.</span>
          </figcaption>
        </>
      )}
    </figure>
  );
}

function Lines({ ends, stands }: { ends: BothEnds; stands: number | null }) {
  const x = (at: number): number => ((at - ends.from) / Math.max(1, ends.to - ends.from)) * WIDTH;
  const path = (rise: Rise): string =>
    rise.map(({ at, bytes }) => `${x(at).toFixed(1)},${(HEIGHT - (ends.most > 0 ? bytes / ends.most : 0) * HEIGHT).toFixed(1)}`).join(' ');
  const isMarked = stands !== null && stands >= ends.from && stands <= ends.to;
  return (
    <svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline className="source" points={path(ends.primary)} />
      <polyline className={stands === null ? 'copy' : 'copy stands'} points={path(ends.copy)} />
      {isMarked ? <line className="mark" x1={x(stands)} x2={x(stands)} y1={0} y2={HEIGHT} /> : null}
    </svg>
  );
}

/** The replica beside the primary that is worst off. */
function worstCopy({ replicas }: AgState): ReplicaState | null {
  const copies = replicas.filter(({ replica }) => !isPrimary(replica) && replica.node?.logs != null && replica.rows !== null);
  return copies.toSorted((a, b) => rank(a.verdict.status) - rank(b.verdict.status))[0] ?? null;
}

type Weighed = { judging: Judging; wroteSince: WroteSince };

/** The database that stands with the most written since, else the one that is written most. */
function loudestDatabase(
  { ag }: AgState,
  { replica }: ReplicaState,
  { judging, wroteSince }: Weighed,
): { id: string; name: string } | null {
  const weighed = ag.databases.map((database) => {
    const { movement } = sideOf(ag, replica, database.id, judging.found);
    const stands = isStanding(movement);
    const bytes = stands
      ? wroteSince(database.id, movement.verdict.since.at)
      : ag.primary?.node?.logFiles.get(database.id)?.view.bytesPerSecond;
    return { database, stands, bytes: bytes ?? -1 };
  });
  return weighed.toSorted((a, b) => Number(b.stands) - Number(a.stands) || b.bytes - a.bytes)[0]?.database ?? null;
}
