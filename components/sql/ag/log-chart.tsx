'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Age } from '../../reading/age.tsx';
import { isStanding, sideOf, type WroteSince } from './figures.ts';
import { isPrimary } from './groups.ts';
import { type AgState, type Judging, type ReplicaState, rank } from './judge.ts';
import { LogLines } from './log-lines.tsx';
import { bothEnds } from './log-rise.ts';
import { WRONG } from './movement.ts';
import type { Written } from './use-written.ts';

type ChartProps = { state: AgState; judging: Judging; written: Written; wroteSince: WroteSince };

/**
 * What was written to the log of one database at its primary and at the replica that is worst off, from the first kept reading of both: a log that stands is a level line. Not drawn where no replica
 * besides the primary has a log that is read.
 */
export function LogChart({ state, judging, written, wroteSince }: ChartProps) {
  const { ag } = state;
  const format = useTimeFormat();
  const primaryName = ag.primary?.name ?? '';
  const primary = ag.primary?.node ?? null;
  const copy = worstCopy(state);
  const node = copy?.replica.node ?? null;
  const database = copy === null ? null : loudestDatabase(state, copy, { judging, wroteSince });
  if (primary?.logs == null || copy === null || node?.logs == null || database === null) return null;
  const [theirs, own] = [written.of(primary, database.id), written.of(node, database.id)];
  const ends = theirs === null || own === null ? null : bothEnds(theirs.points, own.points);
  const [wrote, reached] = [ends?.primary.at(-1)?.bytes ?? 0, ends?.copy.at(-1)?.bytes ?? 0];
  const { movement } = sideOf(ag, copy.replica, database.id, judging.found);
  const mark = isStanding(movement) ? movement.verdict.since.at : null;
  // A frozen view says nothing of what its log got.
  const stands = movement?.kind === 'frozen' ? null : mark;
  const isOld = [primary.logs, node.logs].some((probe) => !isReliedOn(probe, judging.board));
  return (
    <figure className={`logchart${isOld ? ' hatch' : ''}`}>
      <header>
        <h4>Written to the log of {database.name}, both ends</h4>
        <span className="grow" />
        <span className="q small">
          {primaryName} <Age probe={primary.logs} /> · {copy.replica.name} <Age probe={node.logs} />
        </span>
      </header>
      {ends === null ? (
        <p className="note">Too few readings of both logs without a gap: what was written is not known yet.</p>
      ) : (
        <>
          <LogLines {...{ ends, stands, mark }} names={{ primary: primaryName, copy: copy.replica.name }} now={judging.board.now} />
          <figcaption className="small">
            {`Since ${format.moment(ends.from, judging.board.now)}: `}
            <b>{`${primaryName} ${formatBytes(wrote)}`}</b>
            {', '}
            <b className={stands === null ? '' : 'w critical'}>{`${copy.replica.name} ${formatBytes(reached)}`}</b>
            {stands === null ? '' : `, ${formatBytes(Math.max(0, wrote - reached))} apart`}
            {mark === null || stands !== null
              ? ''
              : `. What ${copy.replica.name} says of it has not changed since ${format.moment(mark, judging.board.now)}`}
            {stands === null ? '' : `. Last movement at ${copy.replica.name}: ${format.moment(stands, judging.board.now)}`}
            <span className="q">. Bytes written to the log files, each counted from 0 there; straight lines between readings.</span>
          </figcaption>
        </>
      )}
    </figure>
  );
}

/** The replica beside the primary that is worst off: one of which trouble is found before one that is only not read. */
function worstCopy({ replicas }: AgState): ReplicaState | null {
  const copies = replicas.filter(({ replica }) => !isPrimary(replica) && replica.node?.logs != null && replica.rows !== null);
  const isWrong = ({ movements }: ReplicaState): boolean => WRONG.some((one) => movements?.counts.has(one));
  const byTrouble = (a: ReplicaState, b: ReplicaState): number => Number(isWrong(b)) - Number(isWrong(a));
  return copies.toSorted((a, b) => byTrouble(a, b) || rank(a.verdict.status) - rank(b.verdict.status))[0] ?? null;
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
