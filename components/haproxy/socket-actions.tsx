'use client';
import { useId, useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useSockets } from './sockets-context.tsx';
import { readWeight } from './weight-text.ts';

type ActProps = { view: RowView; probe: ProbeRow };

/** What can be done to a server or a frontend by the runtime socket, on all instances of its tier. Nothing where none is configured or whoever looks may not act. */
export function SocketActions({ view, probe }: ActProps) {
  const { viewer } = useActions();
  if (!probe.acting?.ways?.includes('socket') || !viewer?.systems.act.includes('haproxy')) return null;
  if (view.kind === 'server') return <WeightForm view={view} probe={probe} />;
  return view.kind === 'frontend' ? <FrontendButton view={view} probe={probe} /> : null;
}

function WeightForm({ view, probe }: ActProps) {
  const { open } = useActions();
  const { servers } = useSockets(nodeKey(probe.source));
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const field = useId();
  const { proxy: backend, name: server } = view;
  const configured = servers?.byId.get(`${backend}/server/${server}`)?.configuredWeight ?? null;
  const submit = (): void => {
    const read = readWeight(text, configured);
    setTrouble('wrong' in read ? read.wrong : null);
    if ('wrong' in read) return;
    const input = { group: probe.source.group, backend, server, weight: read.weight };
    const title = `Set the weight of ${server} in ${backend}`;
    open({ order: { system: 'haproxy', action: 'weight', input }, title, asks: true, lasts: false, target: server });
  };
  return (
    <form
      className="figures note"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={field}>Weight of {server} on every instance of the tier</label>{' '}
      <input
        id={field}
        value={text}
        size={6}
        placeholder={configured === null ? '10' : `${configured} or 50%`}
        onChange={(event) => setText(event.target.value)}
      />{' '}
      <button type="submit" className="btn">
        Set weight…
      </button>
      {trouble ? (
        <span className="w critical" role="alert">
          {' '}
          {trouble}
        </span>
      ) : null}
    </form>
  );
}

function FrontendButton({ view, probe }: ActProps) {
  const { open } = useActions();
  const { proxy: frontend, state } = view;
  const isPaused = state.word === 'paused';
  const verb = isPaused ? 'Resume' : 'Pause';
  const order = { system: 'haproxy', action: isPaused ? 'resume' : 'pause', input: { group: probe.source.group, frontend } };
  return (
    <p className="figures note">
      <button
        type="button"
        className="btn"
        onClick={() => open({ order, title: `${verb} ${frontend}`, asks: true, lasts: false, target: frontend })}
      >
        {verb} {frontend} on every instance of the tier…
      </button>
    </p>
  );
}
