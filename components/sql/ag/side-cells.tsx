'use client';
import { toldInUtc } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatUtc } from '#lib/format/time.ts';
import { mayBeOff } from '#lib/text/changed-clock.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Bytes, Figure, Meter, None, Seconds } from './cells.tsx';
import type { Placed } from './database-lines.ts';
import { positionWords } from './evidence.ts';
import { commitAt, distanceOf, isStanding, lagSeconds, logShare, redoOf, type WroteSince } from './figures.ts';
import { type Ag, isPrimary } from './groups.ts';
import { type Judging, knownUntil, type ReplicaState } from './judge.ts';
import { lossOf } from './loss.ts';
import { redoWords, sendWords } from './rate-words.ts';
import type { SideColumnId } from './side-columns.ts';
import { sideTone } from './side-tone.ts';
import { databaseWords, suspendedWords } from './words.ts';
import { WritesSparkline } from './writes-sparkline.tsx';

export type SideProps = {
  id: SideColumnId;
  place: Placed;
  state: ReplicaState;
  ag: Ag;
  database: { id: string; name: string };
  judging: Judging;
  /** Whether what the primary says can be relied on. */
  isTold: boolean;
  wroteSince: WroteSince;
  isFirst: boolean;
};

/** One cell of a database at a replica. What is not told is an en dash, and never a zero. */
export function SideCell(props: SideProps) {
  const { id, place, state, ag, database, judging, isTold, isFirst } = props;
  const { side, replica } = place;
  const tone = `${sideTone(state)}${isFirst ? ' first' : ''}`;
  const heard = isTold ? tone : `${tone} hatch stale-value`;
  const logs = replica.node?.logs ?? null;
  const ofLogs = logs !== null && isReliedOn(logs, judging.board) ? tone : `${tone} hatch stale-value`;
  const wrote = ag.primary?.node?.logs ?? null;
  const primaryLogs = wrote !== null && isReliedOn(wrote, judging.board) ? tone : `${tone} hatch stale-value`;
  switch (id) {
    case 'hardened':
      return (
        <Position {...props} tone={tone} lsn={side.own?.view.own.positions.lastHardened ?? side.own?.view.own.positions.endOfLog ?? null} />
      );
    case 'received':
      return (
        <Position
          {...props}
          tone={tone}
          lsn={side.own?.view.own.positions.lastReceived ?? side.own?.view.own.positions.lastHardened ?? null}
        />
      );
    case 'writes':
      return (
        <Figure tone={ofLogs}>
          {replica.node && side.log ? (
            <WritesSparkline node={replica.node} databases={[database.id]} of={`${database.name} on ${replica.name}`} />
          ) : null}
          <Bytes bytes={side.log?.view.bytesPerSecond ?? null} isRate />
        </Figure>
      );
    case 'log':
      return (
        <Figure
          tone={ofLogs}
          title={
            side.log?.view.file.reuseWait
              ? `what its log waits for: ${side.log.view.file.reuseWait.replaceAll('_', ' ').toLowerCase()}`
              : undefined
          }
        >
          <Meter share={logShare(side)} />
        </Figure>
      );
    case 'movement':
      return <MovementCell {...props} tone={tone} />;
    case 'behind':
      return (
        <Figure
          tone={isStanding(side.movement) ? primaryLogs : heard}
          title={
            isStanding(side.movement)
              ? `What the primary wrote to its log since ${formatUtc(side.movement.verdict.since.at)}, by the readings that are kept: at least so much`
              : sendWords(side)
          }
        >
          <Bytes bytes={distanceOf(side, database.id, props.wroteSince)} />
        </Figure>
      );
    case 'redo':
      return <RedoCell {...props} tone={tone} />;
    case 'lag':
      return (
        <Figure tone={heard}>
          <Seconds seconds={lagSeconds(side)} />
        </Figure>
      );
    case 'loss':
      return <LossCell {...{ place, state, ag, database, judging }} tone={heard} />;
    case 'commit':
      return <CommitCell {...{ ag }} at={commitAt(side, replica)} tone={isPrimary(replica) ? tone : heard} />;
  }
}

/** Times of SQL Server are local ones: of before its clock may have been changed that is said, as long as an hour matters. */
function CommitCell({ at, ag, tone }: { at: number | null; ag: Ag; tone: string }) {
  const { board } = useBoardTime();
  const isOff = at !== null && mayBeOff(at, ag.primary?.rows?.view.clockChanges ?? []);
  return (
    <Figure tone={tone} title={isOff ? 'Or an hour off: the clock of the server may have been changed since' : undefined}>
      <Ago at={at} />
      {isOff && board.now - at < 2 * DAY_MS ? <span className="u">±1h</span> : null}
    </Figure>
  );
}

const DAY_MS = 86_400_000;

type ToneProps = SideProps & { tone: string };

function Position({ tone, lsn, place: { status, side }, id }: ToneProps & { lsn: string | null }) {
  const isWrong = id === 'hardened' && status !== null && status !== 'ok' && status !== 'unknown';
  const why = isWrong ? `${side.own?.row.verdict.reason ?? ''} ${side.movement ? toldInUtc(side.movement.told) : ''}`.trim() : undefined;
  return (
    <td className={`position ${tone}`} title={why}>
      {isWrong ? <StatusShape status={status} small label={status} /> : null} {lsn === null ? <None /> : <code>{positionWords(lsn)}</code>}
    </td>
  );
}

/** What is proved, and beside it what is wrong by the word of the replica itself. Nothing found is not known, and never well. */
function MovementCell({ place: { side, status, replica }, state, judging, tone }: ToneProps) {
  const { own, movement } = side;
  if (own === null)
    return (
      <td className={tone} title={replica.node === null ? 'Not configured in Vigil, so it is not asked' : undefined}>
        {status === null ? null : <StatusShape status={status} small label={status} />} {replica.rows === null ? 'not read' : 'not there'}
      </td>
    );
  const verdict = movement === null ? null : judging.verdictOf(movement);
  const { isSuspended, suspendReason } = own.view.own;
  const kind = movement?.kind ?? 'not known';
  const isSaid = kind === 'suspended' && isSuspended === true;
  const said = isSaid ? '' : databaseWords(own.view.own);
  const until = knownUntil(state, judging);
  const lasts =
    movement === null || verdict === null || verdict.status === 'ok' ? '' : ` ${formatAge(Math.max(0, until - movement.verdict.since.at))}`;
  const why = [
    movement === null ? 'Too few readings, or one of the nodes is not read now: nothing is proved' : toldInUtc(movement.told),
    own.row.verdict.reason,
  ];
  return (
    <td className={`moves ${tone}`} title={[...why, databaseWords(own.view.own)].filter(Boolean).join('\n')}>
      <StatusShape status={status ?? 'unknown'} small label={status ?? 'unknown'} />{' '}
      <span className={status !== null && status !== 'ok' ? `w ${status}` : undefined}>
        {isSaid ? suspendedWords(suspendReason) : kind}
        {lasts}
        {said === '' || said === kind ? '' : `, ${said}`}
      </span>
    </td>
  );
}

function RedoCell({ place: { side }, tone }: ToneProps) {
  const { bytes, seconds } = redoOf(side);
  return (
    <Figure tone={tone} title={redoWords(side)}>
      <Bytes bytes={bytes} />
      {seconds === null || seconds < 1 ? null : <span className="u">{formatAge(seconds * 1_000)}</span>}
    </Figure>
  );
}

function LossCell({
  place,
  state,
  ag,
  database,
  judging,
  tone,
}: Pick<SideProps, 'place' | 'ag' | 'database' | 'judging' | 'state'> & { tone: string }) {
  const loss = lossOf(ag, place.side, database.id, knownUntil(state, judging));
  return (
    <Figure tone={tone} title={loss.words}>
      {loss.ms === null ? <None /> : loss.ms < 60_000 ? <Seconds seconds={loss.ms / 1_000} /> : formatAge(loss.ms)}
    </Figure>
  );
}
