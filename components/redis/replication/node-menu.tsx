'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { Hung } from '../../ui/menu-button.tsx';
import { MenuHead, MenuLink, MenuPanel, MenuRule } from '../../ui/menu-panel.tsx';
import type { NodeLine } from '../node-line.ts';
import { nodePath } from '../paths.ts';
import { roleWords } from '../words.ts';
import { ReplicationGroups } from './replication-groups.tsx';

type MenuProps = Hung & { about: { line: NodeLine } };

/** What can be done about whom a node replicates; what cannot be done says why. Stands where NodesContext tells all nodes. */
export function NodeMenu({ button, onShut, about: { line } }: MenuProps) {
  const { board } = useBoardTime();
  const { probe, view } = line;
  const { node } = probe.source;
  return (
    <MenuPanel button={button} onShut={onShut} label={`What can be done to ${node}`}>
      <MenuHead>
        <b>{node}</b>
        <span className="q">{view === null ? 'never read' : `${roleWords(view)}, ${readWords(probe, board)}`}</span>
        {probe.acting?.isEnabled === false ? <span className="m">{probe.acting.howToEnable}</span> : null}
      </MenuHead>
      <ReplicationGroups line={line} />
      <MenuRule />
      <MenuLink words={`All that ${node} says`} note="page" href={nodePath(probe.source)} />
      <MenuLink words={`Where is ${node} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(node)}`} />
    </MenuPanel>
  );
}

/** How old what the menu offers by is; no link of a page may stand in a menu. */
function readWords({ newest, staleAfterMs }: ProbeRow, board: Moment): string {
  const fresh = freshness(newest, staleAfterMs, board);
  if (fresh.is === 'never') return 'never read';
  return fresh.is === 'fresh' ? `read ${formatAge(fresh.ageMs)} ago` : `stale, read ${formatAge(fresh.ageMs)} ago: poll first`;
}
