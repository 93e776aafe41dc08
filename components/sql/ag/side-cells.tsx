'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { toldInUtc } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { mayBeOff } from '#lib/text/changed-clock.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Bytes, Figure, Meter, None, Seconds } from './cells.tsx';
import { type Placed, twoPrimaries } from './database-lines.ts';
import { positionWords } from './evidence.ts';
import { commitAt, distanceOf, isStanding, lagSeconds, logShare, redoOf, type WroteSince } from './figures.ts';
import { type Ag, isPrimary, isSplit } from './groups.ts';
import { type Judging, knownUntil, type ReplicaState } from './judge.ts';
import { lossOf } from './loss.ts';
import { movementWord } from './movement.ts';
import { redoWords, sendWords } from './rate-words.ts';
import type { SideColumnId } from './side-columns.ts';
import { sideTone } from './side-tone.ts';
import { useRead } from './use-read.ts';
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

/** One cell of a database at a replica, with who said it when in its title. What is not told is an en dash, and never a zero. */
export function SideCell(props: SideProps) {
  const { id, place, state, ag, isTold, isFirst } = props;
  const { side, replica } = place;
  const read = useRead();
  const own = `${sideTone(state)}${isFirst ? ' first' : ''}`;
  const by = (probe: ProbeRow | null, isRelied = true): Drawn => {
    const { isOld, words } = read(probe);
    return { tone: isOld || !isRelied ? `${own} hatch stale-value` : own, words };
  };
  // The column of a replica that is not read is hatched as a whole.
  const said: Drawn = { tone: own, words: read(replica.node?.ag ?? null).words };
  const heard = by(ag.primary?.node?.ag ?? null, isTold);
  const logs = by(replica.node?.logs ?? null);
  const at = side.own?.view.own.positions ?? null;
  switch (id) {
    case 'hardened':
      return <Position {...props} {...said} lsn={at?.lastHardened ?? at?.endOfLog ?? null} />;
    case 'received':
      return <Position {...props} {...said} lsn={at?.lastReceived ?? at?.lastHardened ?? null} />;
    case 'writes':
      return <WritesCell {...props} {...logs} />;
    case 'log':
      return <LogCell {...props} {...logs} />;
    case 'movement':
      return <MovementCell {...props} {...said} />;
    case 'behind':
      return <BehindCell {...props} {...(isStanding(side.movement) ? by(ag.primary?.node?.logs ?? null) : heard)} />;
    case 'redo':
      return <RedoCell {...props} {...said} />;
    case 'lag':
      return (
        <Figure tone={heard.tone} title={heard.words}>
          <Seconds seconds={lagSeconds(side)} />
        </Figure>
      );
    case 'loss':
      return <LossCell {...props} {...heard} />;
    case 'commit':
      return <CommitCell {...props} {...(isPrimary(replica) ? said : heard)} at={commitAt(side, replica)} />;
  }
}

/** How a cell looks, and who said when what stands in it. */
type Drawn = { tone: string; words: string };
type DrawnProps = SideProps & Drawn;

const DAY_MS = 86_400_000;

/** Times of SQL Server are local ones: of before its clock may have been changed that is said, as long as an hour matters. */
function CommitCell({ at, ag, tone, words }: DrawnProps & { at: number | null }) {
  const { board } = useBoardTime();
  const isOff = at !== null && mayBeOff(at, ag.primary?.rows?.view.clockChanges ?? []);
  const off = isOff ? ['Or an hour off: the clock of the server may have been changed since'] : [];
  return (
    <Figure tone={tone} title={[...off, words].join('\n')}>
      <Ago at={at} />
      {isOff && board.now - at < 2 * DAY_MS ? <span className="u">±1h</span> : null}
    </Figure>
  );
}

function WritesCell({ place: { replica, side }, database, tone, words }: DrawnProps) {
  return (
    <Figure tone={tone} title={words}>
      {replica.node && side.log ? (
        <WritesSparkline node={replica.node} databases={[database.id]} of={`${database.name} on ${replica.name}`} />
      ) : null}
      <Bytes bytes={side.log?.view.bytesPerSecond ?? null} isRate />
    </Figure>
  );
}

function LogCell({ place: { side }, tone, words }: DrawnProps) {
  const wait = side.log?.view.file.reuseWait ?? null;
  const waits = wait === null ? [] : [`What its log waits for: ${wait.replaceAll('_', ' ').toLowerCase()}`];
  return (
    <Figure tone={tone} title={[...waits, words].join('\n')}>
      <Meter share={logShare(side)} />
    </Figure>
  );
}

function BehindCell({ place: { side }, database, wroteSince, judging, tone, words }: DrawnProps) {
  const format = useTimeFormat();
  const { movement } = side;
  const how =
    movement?.kind === 'frozen'
      ? ['Its view is frozen: how far it is behind is not known']
      : isStanding(movement)
        ? [
            `What the primary wrote to its log since ${format.moment(movement.verdict.since.at, judging.board.now)}, by the readings that are kept: at least so much`,
          ]
        : [sendWords(side)];
  return (
    <Figure tone={tone} title={[...how, words].filter(Boolean).join('\n')}>
      <Bytes bytes={distanceOf(side, database.id, wroteSince)} />
    </Figure>
  );
}

function Position({ tone, words, lsn, place: { status, side, replica }, id, ag, judging }: DrawnProps & { lsn: string | null }) {
  const isSplitHere = isPrimary(replica) && isSplit(ag);
  const isWrong = id === 'hardened' && status !== null && status !== 'ok' && (status !== 'unknown' || isSplitHere);
  const two = isSplitHere ? twoPrimaries(replica, judging) : null;
  const found = [side.movement, two].flatMap((one) => (one === null ? [] : [toldInUtc(one.told)]));
  const why = isWrong ? [side.own?.row.verdict.reason ?? '', ...found] : [];
  return (
    <td className={`position ${tone}`} title={[...why, words].filter(Boolean).join('\n')}>
      {isWrong ? <StatusShape status={status} small label={status} /> : null} {lsn === null ? <None /> : <code>{positionWords(lsn)}</code>}
    </td>
  );
}

/** What is proved, and beside it what is wrong by the word of the replica itself. Nothing found is not known, and never well. */
function MovementCell({ place: { side, status, replica }, state, judging, tone, words }: DrawnProps) {
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
  const isPast = verdict?.status === 'stale' && (kind === 'moving' || kind === 'idle');
  const lasts =
    movement === null || verdict === null || verdict.status === 'ok' || isPast
      ? ''
      : ` ${formatAge(Math.max(0, knownUntil(state, judging) - movement.verdict.since.at))}`;
  const why = [
    movement === null ? 'Too few readings, or one of the nodes is not read now: nothing is proved' : toldInUtc(movement.told),
    own.row.verdict.reason,
  ];
  return (
    <td className={`moves ${tone}`} title={[...why, databaseWords(own.view.own), words].filter(Boolean).join('\n')}>
      <StatusShape status={status ?? 'unknown'} small label={status ?? 'unknown'} />{' '}
      <span className={status !== null && status !== 'ok' ? `w ${status}` : undefined}>
        {isPast ? 'was ' : ''}
        {isSaid ? suspendedWords(suspendReason) : kind === 'idle' ? movementWord(kind) : kind}
        {lasts}
        {said === '' || said === kind ? '' : `, ${said}`}
      </span>
    </td>
  );
}

function RedoCell({ place: { side }, tone, words }: DrawnProps) {
  const { bytes, seconds } = redoOf(side);
  return (
    <Figure tone={tone} title={[redoWords(side), words].filter(Boolean).join('\n')}>
      <Bytes bytes={bytes} />
      {seconds === null || seconds < 1 ? null : <span className="u">{formatAge(seconds * 1_000)}</span>}
    </Figure>
  );
}

function LossCell({ place, state, ag, database, judging, tone, words }: DrawnProps) {
  const loss = lossOf(ag, place.side, database.id, knownUntil(state, judging));
  return (
    <Figure tone={tone} title={`${loss.words}\n${words}`}>
      {loss.ms === null ? <None /> : loss.ms < 60_000 ? <Seconds seconds={loss.ms / 1_000} /> : formatAge(loss.ms)}
    </Figure>
  );
}
