'use client';
import { useContext } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { MenuGroup, MenuLine } from '../../ui/menu-panel.tsx';
import type { NodeLine } from '../node-line.ts';
import { replicationLines } from './menu-lines.ts';
import { NodesContext } from './nodes-context.ts';

/** What can be done about whom a node replicates, as groups of a menu; what cannot be done says why. Stands where NodesContext tells the nodes of its group. */
export function ReplicationGroups({ line }: { line: NodeLine }) {
  const { viewer, open } = useActions();
  const names = useContext(HostNamesContext);
  const nodes = useContext(NodesContext);
  const { board } = useBoardTime();
  const group = nodes.filter((one) => one.probe.source.group === line.probe.source.group);
  return replicationLines({ line, group, names, viewer, board }).map(({ title, lines }) => (
    <MenuGroup key={title} title={title}>
      {lines.map(({ words, note, off, opening }) => (
        <MenuLine key={words} words={words} note={note} isOff={off !== null} onPick={() => open(opening)} />
      ))}
    </MenuGroup>
  ));
}
