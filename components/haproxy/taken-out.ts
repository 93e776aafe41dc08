import { useContext } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { useMarkOf } from '../actions/mark-note.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { NO_SOCKETS, SocketsContext, toldOf } from './sockets-context.tsx';

/** Whether somebody took a server out beyond what its state says: set under it, by the mark beside it, not, or not to be told without a fresh reading of the socket. */
export type TakenOut = 'set' | 'marked' | 'no' | 'not told';

/** Tells it of a row of an instance. */
export type TakenOf = (probe: ProbeRow, rowId: string) => TakenOut;

/** Where nothing but the statistics is known. */
export const NOT_TOLD: TakenOf = () => 'not told';

/** By the runtime sockets and the marks, as they are now. */
export function useTakenOf(): TakenOf {
  const byNode = useContext(SocketsContext);
  const markOf = useMarkOf();
  const { board } = useBoardTime();
  return ({ source }, rowId) => {
    if (markOf({ group: source.group, node: source.node, row: rowId })) return 'marked';
    const told = toldOf(byNode.get(nodeKey(source)) ?? NO_SOCKETS, rowId, board);
    if (told.is !== 'told' || told.state.flags.includes('unknown')) return 'not told';
    return told.state.flags.includes('drain') || told.state.flags.includes('maintenance') ? 'set' : 'no';
  };
}
