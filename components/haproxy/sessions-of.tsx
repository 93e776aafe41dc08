'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import type { SessionList } from '#lib/systems/haproxy/model-socket.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useActions } from '../actions/actions-context.tsx';
import { DoctorLink } from '../doctor/doctor-link.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { LOOKING_BACK, useIsPast } from '../travel/travel-context.ts';
import { readSessions, type SessionsAnswer } from './sessions-answer.ts';
import { useSockets } from './sockets-context.tsx';

type OfProps = { probe: ProbeRow; view: RowView };

/** The sessions of a server or a backend on one instance, asked when somebody wants them. Nothing for a frontend and where no runtime socket is read. */
export function SessionsOf({ probe, view }: OfProps) {
  const { servers } = useSockets(nodeKey(probe.source));
  const { viewer } = useActions();
  const [isWanted, setWanted] = useState(false);
  const isPast = useIsPast();
  if (servers === null || (view.kind !== 'server' && view.kind !== 'backend')) return null;
  if (!viewer?.systems.details.includes('haproxy')) {
    return <p className="figures note q">Its sessions name clients: to see them needs the right to details of HAProxy.</p>;
  }
  if (isPast) return <p className="figures note q">Its sessions are asked live only and not kept: {LOOKING_BACK}.</p>;
  if (isWanted) return <Asked address={addressOf(probe, view)} of={probe.source} />;
  return (
    <p className="figures note">
      <button type="button" className="btn" onClick={() => setWanted(true)}>
        List its sessions on {probe.source.node}
      </button>
    </p>
  );
}

function addressOf({ source: { group, node } }: ProbeRow, { kind, proxy, name }: RowView): string {
  const input = JSON.stringify({ backend: proxy, server: kind === 'server' ? name : null });
  return `/live/v1/ask?${new URLSearchParams({ system: 'haproxy', group, node, question: 'sessions', input })}`;
}

// Asked again only by hand: listing all sessions costs a busy process something.
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };

function Asked({ address, of }: { address: string; of: ProbeRow['source'] }) {
  const { data, error, isValidating, mutate } = useSWR<SessionsAnswer, Error>(address, readSessions, BY_HAND);
  return (
    <div className="figures">
      <p className="note">
        <button type="button" className="btn" disabled={isValidating} onClick={() => void mutate()}>
          {isValidating ? 'Asking…' : 'Ask again'}
        </button>
        {error ? <span className="w critical"> {sentence(error.message)}</span> : null}
      </p>
      {data ? <Answer answer={data} /> : null}
      {data ? <DoctorLink of={of} failure={data.failure} /> : null}
    </div>
  );
}

/** What was answered, with its own age. */
export function Answer({ answer: { observedAt, list, failure } }: { answer: SessionsAnswer }) {
  const { board } = useBoardTime();
  const age = formatAge(Math.max(0, board.now - observedAt));
  if (list === null)
    return (
      <p className="note">
        Asked {age} ago, and not told: {sentence(failure?.message ?? 'no answer')}
      </p>
    );
  return (
    <>
      <p className="note">
        {countWords(list)}, asked {age} ago.
      </p>
      {list.sessions.length > 0 ? <Lines list={list} /> : null}
    </>
  );
}

function countWords({ count, sources, sessions }: SessionList): string {
  if (count === 0) return 'No session';
  const all = `${formatCount(count)} ${count === 1 ? 'session' : 'sessions'} from ${formatCount(sources)} ${sources === 1 ? 'address' : 'addresses'}`;
  return sessions.length < count ? `${all}, the ${formatCount(sessions.length)} oldest below` : all;
}

function Lines({ list }: { list: SessionList }) {
  return (
    <table className="sessions">
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">By</th>
          <th scope="col">Through</th>
          <th scope="col">To</th>
          <th scope="col" className="n">
            Since
          </th>
        </tr>
      </thead>
      <tbody>
        {list.sessions.map(({ id, source, protocol, frontend, server, age }) => (
          <tr key={id}>
            <td>{source ?? NO_VALUE}</td>
            <td className="m">{protocol ?? NO_VALUE}</td>
            <td>{frontend}</td>
            <td>{server}</td>
            <td className="n">{age}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
