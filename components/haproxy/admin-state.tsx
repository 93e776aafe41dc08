'use client';
import { useContext } from 'react';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { adminWords } from './admin-words.ts';
import { viewOf } from './lines.ts';
import { NO_SOCKETS, SocketsContext, toldOf } from './sockets-context.tsx';

type StatesProps = { on: readonly { view: RowView; probe: ProbeRow }[]; rowId: string };

/** What is set on a server, beside its state, where the state does not say it: by each instance, and once where all say the same. Nothing where the states say it all. */
export function AdminStates(props: StatesProps) {
  const byNode = useContext(SocketsContext);
  // Without a socket there is nothing to say, and so nothing to draw again each second in thousands of rows.
  return props.on.some(({ probe }) => byNode.get(nodeKey(probe.source))?.servers) ? <ToldStates {...props} /> : null;
}

function ToldStates({ on, rowId }: StatesProps) {
  const byNode = useContext(SocketsContext);
  const { board } = useBoardTime();
  const told = on.map(({ view, probe }) => {
    const sockets = byNode.get(nodeKey(probe.source)) ?? NO_SOCKETS;
    return { node: probe.source.node, ...adminWords(view, toldOf(sockets, rowId, board)) };
  });
  const alike = Map.groupBy(told, ({ short }) => short);
  return [...alike].map(([short, own]) =>
    short === null ? null : (
      <span key={short} className="set m small" title={own.map(({ node, long }) => `${node}: ${long ?? short}`).join('\n')}>
        {own.length === on.length ? short : `${own.map(({ node }) => node).join(', ')}: ${short}`}
      </span>
    ),
  );
}

/** The same in sentences, and what the statistics page alone does not tell where no runtime socket is read. */
export function AdminDetails({ on }: { on: readonly { probe: ProbeRow; row: LiveRow }[] }) {
  const byNode = useContext(SocketsContext);
  const { board } = useBoardTime();
  const told = on.flatMap(({ probe, row }) => {
    const sockets = byNode.get(nodeKey(probe.source)) ?? NO_SOCKETS;
    const { long } = adminWords(viewOf(row), toldOf(sockets, row.id, board));
    return long === null ? [] : [{ node: probe.source.node, long }];
  });
  const alike = Map.groupBy(told, ({ long }) => long);
  return [...alike].map(([long, own]) => (
    <span key={long} className="m">
      {own.length === on.length ? '' : `${own.map(({ node }) => node).join(', ')}: `}
      {long}
    </span>
  ));
}
