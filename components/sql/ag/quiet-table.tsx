'use client';
import { formatCount } from '#lib/format/number.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { oldestPart } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { rowTone } from '../../reading/row-tone.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { BehindCells } from './behind-cells.tsx';
import { Bytes, Meter, None } from './cells.tsx';
import { fullestLog, writesOf } from './figures.ts';
import { type Ag, isPrimary } from './groups.ts';
import type { AgState, Judging, ReplicaState } from './judge.ts';
import { movementWords, pastWords } from './movement.ts';
import type { SqlCluster, SqlNode } from './nodes.ts';
import { useRead } from './use-read.ts';
import { addressWords, isListenerDown, listenerWords, shortMode } from './words.ts';
import { WritesSparkline } from './writes-sparkline.tsx';

type TableProps = { states: readonly AgState[]; cluster: SqlCluster; judging: Judging; place: string; onOpen(key: string): void };

/** Groups of a cluster in one line each, that opens. The columns are the nodes of the cluster, and after them the replicas that nobody configured. */
export function QuietTable({ states, cluster, judging, place, onOpen }: TableProps) {
  const strangers = [
    ...new Set(states.flatMap(({ replicas }) => replicas.flatMap(({ replica }) => (replica.node === null ? [replica.name] : [])))),
  ];
  return (
    <div className="scroll pin">
      <table className="quietags" aria-label={`Availability groups of ${cluster.title}`}>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {cluster.nodes.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            {strangers.map((name) => (
              <th key={name} scope="col" title="Not configured in Vigil, so it is not asked">
                {name}
              </th>
            ))}
            <th scope="col" className="n">
              Databases
            </th>
            <th scope="col" className="n" title="Bytes written to the logs of its databases at the primary">
              Writes
            </th>
            <th
              scope="col"
              className="n"
              title="At the copy that is worst off: what is found of it; where all are proved to move or to rest, the most that waits to be sent for one database, by the word of the primary"
            >
              Worst behind
            </th>
            <th
              scope="col"
              className="n"
              title="The most seconds that one database is behind, by the word of the primary; not told where not all copies are proved to move"
            >
              Worst lag
            </th>
            <th scope="col" className="n" title="The fullest log of its databases at the primary">
              Log used
            </th>
            <th scope="col">Listener</th>
            <th scope="col" className="n" title="How old its oldest reading is">
              As of
            </th>
          </tr>
        </thead>
        <tbody>
          {states.map((state) => (
            <QuietRow key={state.ag.key} {...{ state, cluster, strangers, judging, onOpen }} isHere={place === state.ag.key} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Pick<TableProps, 'cluster' | 'judging' | 'onOpen'> & { state: AgState; strangers: readonly string[]; isHere: boolean };

function QuietRow({ state, cluster, strangers, judging, isHere, onOpen }: RowProps) {
  const { ag, verdict, replicas } = state;
  const { board } = useBoardTime();
  const own = replicas.flatMap(({ replica }) => (replica.node ? [replica.node.ag] : []));
  const oldest = oldestPart(own);
  const isOld = own.some((probe) => !isReliedOn(probe, board));
  const leader = ag.primary?.node ?? null;
  return (
    <tr className={rowTone(verdict.status, verdict.status === 'stale')} id={ag.key} tabIndex={-1} aria-current={markOf(isHere)}>
      <th scope="row" className="name">
        <button type="button" className="fold" aria-expanded={false} onClick={() => onOpen(ag.key)} title={verdict.reason}>
          <span className="tri" aria-hidden="true" />
          {verdict.status === 'ok' ? null : <StatusShape status={verdict.status} small label={verdict.status} />}
          <b>{ag.name}</b>
        </button>
      </th>
      {cluster.nodes.map((node) => (
        <NodeCell key={node.key} state={replicas.find(({ replica }) => replica.node === node) ?? null} />
      ))}
      {strangers.map((name) => (
        <NodeCell key={name} state={replicas.find(({ replica }) => replica.node === null && replica.name === name) ?? null} />
      ))}
      <td className="n">{formatCount(ag.databases.length)}</td>
      <LogCells ag={ag} />
      <BehindCells {...{ state, judging }} />
      <LogUsed ag={ag} />
      <Listener ag={ag} leader={leader} />
      <td className="n">
        {oldest === null ? <None /> : <Age probe={isOld ? (own.find((probe) => !isReliedOn(probe, board)) ?? oldest) : oldest} isInRow />}
      </td>
    </tr>
  );
}

function LogCells({ ag }: { ag: Ag }) {
  const read = useRead();
  const leader = ag.primary?.node ?? null;
  const { isOld, words } = read(leader?.logs ?? null);
  return (
    <td className={`n${isOld ? ' hatch stale-value' : ''}`} title={words}>
      {leader ? <WritesSparkline node={leader} databases={ag.databases.map(({ id }) => id)} of={ag.name} /> : null}
      <Bytes bytes={writesOf(ag)} isRate />
    </td>
  );
}

function LogUsed({ ag }: { ag: Ag }) {
  const read = useRead();
  const { isOld, words } = read(ag.primary?.node?.logs ?? null);
  const fullest = fullestLog(ag);
  return (
    <td className={`n${isOld ? ' hatch stale-value' : ''}`} title={fullest ? `The log of ${fullest.database}\n${words}` : words}>
      <Meter share={fullest?.share ?? null} />
    </td>
  );
}

function Listener({ ag, leader }: { ag: Ag; leader: SqlNode | null }) {
  const read = useRead();
  const { isOld, words } = read(leader?.ag ?? null);
  const { listeners } = ag.view.group;
  return (
    <td className={isOld ? 'listener hatch stale-value' : 'listener'} title={words}>
      {listeners.length === 0 ? <None /> : null}
      {listeners.map((listener) => (
        <span key={listener.id} className={isListenerDown(listener) ? 'b' : 'm'} title={`${addressWords(listener)}\n${words}`}>
          {listenerWords(listener)}
        </span>
      ))}
    </td>
  );
}

/** "PRIMARY", "sync, moving", "async, 3 of 41 stuck", or why nothing is known of it. What it was proved to be before it went unread is told as that. */
function NodeCell({ state }: { state: ReplicaState | null }) {
  const read = useRead();
  if (state === null)
    return (
      <td title="No replica of this group">
        <None />
      </td>
    );
  const { replica, verdict, movements, isRead } = state;
  const { words } = read(replica.node?.ag ?? null);
  const isOld = replica.node !== null && !isRead;
  const tone = isOld ? 'hatch stale-value' : isPrimary(replica) ? 'primary' : '';
  const wrong = verdict.status !== 'ok';
  const wasSaid = isOld && movements !== null;
  const moves =
    movements === null ? (replica.node === null ? 'not asked' : 'not read') : wasSaid ? pastWords(movements) : movementWords(movements);
  return (
    <td className={tone} title={wrong ? `${verdict.reason}\n${words}` : words}>
      {wrong || !isPrimary(replica) ? <StatusShape status={verdict.status} small label={verdict.status} /> : null}{' '}
      {isPrimary(replica) ? <span className="chip primary">PRIMARY</span> : null}
      {isPrimary(replica) ? null : (
        <span className={wrong ? `w ${verdict.status}` : 'm'}>
          {shortMode(replica)}, {moves}
        </span>
      )}
      {wasSaid && moves !== 'not known' ? (
        <span className="age stale"> {verdict.status === 'stale' ? 'stale' : 'not read now'}</span>
      ) : null}
    </td>
  );
}
