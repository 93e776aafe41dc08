'use client';
import Link from 'next/link';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { ageMs } from '#lib/reading.ts';
import type { Verdict } from '#lib/status.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { nodePath } from '../paths.ts';
import { twoPrimaries } from './database-lines.ts';
import { writesOf } from './figures.ts';
import { isPrimary, isSplit } from './groups.ts';
import { type AgState, type Judging, knownUntil, type ReplicaState } from './judge.ts';
import { asMovement, MOVEMENT, movementWords, pastWords } from './movement.ts';
import type { SideColumn } from './side-columns.ts';
import { headTone, sideTone } from './side-tone.ts';
import { claimWords, counted, doesClaimDiffer, ownWords, setupWords } from './words.ts';

type HeadsProps = { state: AgState; columns: readonly (readonly SideColumn[])[]; judging: Judging; behind: readonly (number | null)[] };

/** The replicas of a group, each over its columns: what is proved of it first, then what it says of itself, and then, where that differs from it or from what is proved, what the primary says of it. */
export function ReplicaHeads({ state, columns, judging, behind }: HeadsProps) {
  const { ag, replicas } = state;
  const read = replicas.filter(({ isRead }) => isRead).length;
  const claims = replicas.some((one) => !isPrimary(one.replica) && (doesClaimDiffer(one.replica) || worstMovement(one, judging) !== null));
  return (
    <thead>
      <tr className="heads">
        <th scope="col">
          {counted(ag.databases.length, 'database')}
          <br />
          {counted(replicas.length, 'replica')}, {read === replicas.length ? 'each read directly' : `${read} read now`}
        </th>
        {replicas.map((one, at) => (
          <th key={one.replica.name} scope="colgroup" colSpan={columns[at]?.length} className={`first ${headTone(one)}`}>
            <ReplicaName state={one} judging={judging} />
          </th>
        ))}
      </tr>
      <Fact
        title="Proved by positions"
        {...{ replicas, columns }}
        of={(one, at) => <Proved {...{ state, judging }} one={one} behind={behind[at] ?? null} />}
      />
      <Fact title="It says of itself" {...{ replicas, columns }} of={(one) => <Own one={one} />} />
      {claims && ag.primary ? (
        <Fact
          title={`${ag.primary.name} says of it`}
          {...{ replicas, columns }}
          of={(one) => <Claim one={one} by={ag.primary?.name ?? ''} />}
        />
      ) : null}
      <tr className="cols">
        <th scope="col">Database</th>
        {replicas.map((one, at) =>
          columns[at]?.map(({ id, head, isNumber, title }, index) => (
            <th
              key={`${one.replica.name} ${id}`}
              scope="col"
              title={title}
              className={`${isNumber ? 'n ' : ''}${sideTone(one)}${index === 0 ? ' first' : ''}`}
            >
              {head}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

type NameProps = { state: ReplicaState; judging: Judging };

function ReplicaName({ state, judging }: NameProps) {
  const { replica, verdict } = state;
  const { node, name } = replica;
  const isQuiet = verdict.status === 'ok';
  return (
    <>
      <span className="rep">
        {isQuiet ? null : <StatusShape status={verdict.status} label={verdict.status} />}
        {isPrimary(replica) ? <span className="chip primary">PRIMARY</span> : null}
        {node === null ? (
          name
        ) : (
          <Link className="b" href={nodePath(node.ag.source)} prefetch={false} title="What it says, and what it can be asked">
            {name}
          </Link>
        )}
        <span className="grow" />
        {node === null ? <span className="age never">not asked</span> : <Age probe={node.ag} />}
      </span>
      <span className="m">{setupWords(replica) || 'set up in a way that is not known'}</span>
      <WhyNot {...{ state, judging }} />
    </>
  );
}

/** Why a replica is not well by its own word, or for how long it is not read. */
function WhyNot({ state: { replica, verdict, isRead }, judging }: NameProps) {
  const { node, rows } = replica;
  const newest = node?.ag.newest ?? null;
  const own = rows?.row.verdict ?? null;
  const isWrong = own !== null && own.status !== 'ok' && own.status !== 'unknown';
  const isOld = !isRead && newest !== null && rows !== null;
  return (
    <>
      {isOld ? (
        <span className="w stale why">not read for {formatAge(ageMs(newest, judging.board.now))}: what stands here is old</span>
      ) : null}
      {rows === null || isWrong ? <span className={`w ${verdict.status} why`}>{rows === null ? verdict.reason : own?.reason}</span> : null}
    </>
  );
}

type FactProps = {
  title: string;
  replicas: readonly ReplicaState[];
  columns: readonly (readonly SideColumn[])[];
  of(state: ReplicaState, at: number): React.ReactNode;
};

function Fact({ title, replicas, columns, of }: FactProps) {
  return (
    <tr className="fact">
      <th scope="row">{title}</th>
      {replicas.map((one, at) => (
        <td key={one.replica.name} colSpan={columns[at]?.length} className={`first ${sideTone(one)}`}>
          {of(one, at)}
        </td>
      ))}
    </tr>
  );
}

type ProvedProps = { state: AgState; one: ReplicaState; judging: Judging; behind: number | null };

function Proved({ state, one, judging, behind }: ProvedProps) {
  const { replica, movements, isRead } = one;
  if (movements === null) return <Shaped status="unknown">not known</Shaped>;
  const wrong = worstMovement(one, judging);
  const until = knownUntil(one, judging);
  const lasts = wrong === null ? '' : ` ${formatAge(Math.max(0, until - wrong.since.at))}`;
  if (isPrimary(replica) && isSplit(state.ag)) return <OneOfTwo {...{ state, one, judging }} />;
  if (isPrimary(replica) && wrong === null) {
    const rate = writesOf(state.ag);
    const logs = replica.node?.logs ?? null;
    const isAnswering = [replica.node?.ag, logs].every((probe) => probe?.attempt?.failure == null);
    const isTold = isRead && isAnswering && rate !== null && logs !== null && isReliedOn(logs, judging.board);
    return (
      <Shaped status={isTold ? 'ok' : 'unknown'}>
        {!isTold
          ? 'source of the log, what it writes is not read now'
          : rate > 0
            ? `writing, ${formatBytes(rate)}/s`
            : 'source of the log, nothing written'}
      </Shaped>
    );
  }
  const status = wrong?.status ?? (isRead ? provedStatus(one, judging) : 'stale');
  return (
    <Shaped status={status}>
      <span className={wrong === null ? undefined : `w ${status}`}>
        {isRead ? movementWords(movements) : pastWords(movements)}
        {lasts}
      </span>
      {behind === null || behind === 0 ? null : `, ${formatBytes(behind)} ${wrong === null ? 'to send' : 'behind'}`}
    </Shaped>
  );
}

/** Of a primary that is not the only one nothing it writes is known to be what the group has. */
function OneOfTwo({ state: { ag }, one, judging }: Omit<ProvedProps, 'behind'>) {
  const found = twoPrimaries(one.replica, judging);
  const status = !one.isRead ? 'stale' : found === null ? 'unknown' : judging.verdictOf(found).status;
  const count = ag.replicas.filter(isPrimary).length;
  return (
    <Shaped status={status}>
      <span className={`w ${status}`}>one of {count} that say they are the primary</span>
    </Shaped>
  );
}

function Shaped({ status, children }: { status: Verdict['status']; children: React.ReactNode }) {
  return (
    <>
      <StatusShape status={status} small label={status} /> {children}
    </>
  );
}

/** The worst movement that is wrong, aged. */
function worstMovement({ movements }: ReplicaState, { verdictOf }: Judging): Verdict | null {
  const wrong = (movements?.findings ?? []).filter(
    ({ kind, verdict }) => asMovement(kind) !== null && ['critical', 'warning'].includes(verdict.status),
  );
  const worst = MOVEMENT.flatMap((movement) => wrong.find(({ kind }) => kind === movement) ?? [])[0];
  return worst === undefined ? null : verdictOf(worst);
}

function provedStatus({ movements }: ReplicaState, { verdictOf }: Judging): Verdict['status'] {
  const found = (movements?.findings ?? []).filter(({ kind }) => asMovement(kind) !== null);
  if (movements === null || movements.unproved > 0 || found.length === 0) return 'unknown';
  return found.map((finding) => verdictOf(finding).status).find((status) => status !== 'ok') ?? 'ok';
}

function Own({ one: { replica } }: { one: ReplicaState }) {
  const own = replica.rows?.view.own ?? null;
  if (own === null)
    return <span className="q">{replica.node === null ? 'not asked' : replica.rows === null ? 'not read' : 'nothing'}</span>;
  const error = own.lastConnectError;
  return (
    <>
      {ownWords(own)}
      {own.isConnected === false ? <b>, DISCONNECTED{error === null ? '' : `: ${error.number} ${error.description}`}</b> : null}
    </>
  );
}

function Claim({ one: { replica }, by }: { one: ReplicaState; by: string }) {
  if (isPrimary(replica) || replica.claim === null) return <span className="q">–</span>;
  const error = replica.claim.isConnected === false ? replica.claim.lastConnectError : null;
  return (
    <em className="claim" title={`Said by ${by}, and no proof`}>
      {claimWords(replica.claim)}
      {error === null ? null : `, ${error.number} ${error.description}`}
    </em>
  );
}
