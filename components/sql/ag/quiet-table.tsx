'use client';
import { formatCount } from '#lib/format/number.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { oldestPart } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { rowTone } from '../../reading/row-tone.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { Bytes, Meter, None, Seconds } from './cells.tsx';
import { worstOf, writesOf } from './figures.ts';
import { isPrimary } from './groups.ts';
import type { AgState, ReplicaState } from './judge.ts';
import { movementWords } from './movement.ts';
import type { SqlCluster } from './nodes.ts';
import { addressWords, isListenerDown, listenerWords, shortMode } from './words.ts';
import { WritesSparkline } from './writes-sparkline.tsx';

type TableProps = { states: readonly AgState[]; cluster: SqlCluster; place: string; onOpen(key: string): void };

/** Groups of a cluster in one line each, that opens. The columns are the nodes of the cluster, and after them the replicas that nobody configured. */
export function QuietTable({ states, cluster, place, onOpen }: TableProps) {
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
            <th scope="col" className="n" title="The most that waits to be sent for one database, by the word of the primary">
              Worst behind
            </th>
            <th scope="col" className="n" title="The most seconds that one database is behind, by the word of the primary">
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
            <QuietRow key={state.ag.key} {...{ state, cluster, strangers, onOpen }} isHere={place === state.ag.key} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Pick<TableProps, 'cluster' | 'onOpen'> & { state: AgState; strangers: readonly string[]; isHere: boolean };

function QuietRow({ state, cluster, strangers, isHere, onOpen }: RowProps) {
  const { ag, verdict, replicas } = state;
  const { board } = useBoardTime();
  const worst = worstOf(ag);
  const own = replicas.flatMap(({ replica }) => (replica.node ? [replica.node.ag] : []));
  const oldest = oldestPart(own);
  const isOld = own.some((probe) => !isReliedOn(probe, board));
  const leader = ag.primary?.node ?? null;
  const isTold = leader !== null && isReliedOn(leader.ag, board);
  const areLogsOld = !leader?.logs || !isReliedOn(leader.logs, board);
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
      <td className={`n${areLogsOld ? ' hatch stale-value' : ''}`}>
        {leader ? <WritesSparkline node={leader} databases={ag.databases.map(({ id }) => id)} of={ag.name} /> : null}
        <Bytes bytes={writesOf(ag)} isRate />
      </td>
      <td className={`n${isTold ? '' : ' hatch stale-value'}`}>
        <Bytes bytes={worst.behindBytes} />
      </td>
      <td className={`n${isTold ? '' : ' hatch stale-value'}`}>
        <Seconds seconds={worst.lagSeconds} />
      </td>
      <td className={`n${areLogsOld ? ' hatch stale-value' : ''}`}>
        <Meter share={worst.logShare} />
      </td>
      <td className={isTold ? 'listener' : 'listener hatch stale-value'}>
        {ag.view.group.listeners.length === 0 ? <None /> : null}
        {ag.view.group.listeners.map((listener) => (
          <span key={listener.id} className={isListenerDown(listener) ? 'b' : 'm'} title={addressWords(listener)}>
            {listenerWords(listener)}
          </span>
        ))}
      </td>
      <td className="n">
        {oldest === null ? <None /> : <Age probe={isOld ? (own.find((probe) => !isReliedOn(probe, board)) ?? oldest) : oldest} isInRow />}
      </td>
    </tr>
  );
}

/** "PRIMARY", "sync, moving", "async, 3 of 41 stuck", or why nothing is known of it. */
function NodeCell({ state }: { state: ReplicaState | null }) {
  if (state === null)
    return (
      <td title="No replica of this group">
        <None />
      </td>
    );
  const { replica, verdict, movements, isRead } = state;
  const isOld = replica.node !== null && !isRead;
  const tone = isOld ? 'hatch stale-value' : isPrimary(replica) ? 'primary' : '';
  const wrong = verdict.status !== 'ok';
  const moves = movements === null ? (replica.node === null ? 'not asked' : 'not read') : movementWords(movements);
  return (
    <td className={tone} title={wrong ? verdict.reason : undefined}>
      {wrong || !isPrimary(replica) ? <StatusShape status={verdict.status} small label={verdict.status} /> : null}{' '}
      {isPrimary(replica) ? <span className="chip primary">PRIMARY</span> : null}
      {isPrimary(replica) ? null : (
        <span className={wrong ? `w ${verdict.status}` : 'm'}>
          {shortMode(replica)}, {moves}
        </span>
      )}
      {isOld && (movements !== null || verdict.status === 'stale') ? (
        <span className="age stale"> {verdict.status === 'stale' ? 'stale' : 'not read now'}</span>
      ) : null}
    </td>
  );
}
