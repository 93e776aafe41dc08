'use client';
import { useContext } from 'react';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { freshness } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { useActions } from '../actions/actions-context.tsx';
import { HostNamesContext, hostPath } from '../hosts/host-link.tsx';
import { useBoardTime, usePoll } from '../reading/board-context.tsx';
import type { Hung } from '../ui/menu-button.tsx';
import { MenuHead, MenuLine, MenuLink, MenuPanel, MenuRule } from '../ui/menu-panel.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { type ActionLine, serverLines } from './menu-lines.ts';
import { PartsContext } from './parts-context.tsx';

type MenuProps = Hung & { about: { view: RowView; probe: ProbeRow } };

/** What can be done to one server, each line with what it asks; what cannot be done says why. */
export function ServerMenu({ button, onShut, about: { view, probe } }: MenuProps) {
  const { viewer, open } = useActions();
  const parts = useContext(PartsContext);
  const poll = usePoll();
  const names = useContext(HostNamesContext);
  const { source, acting } = probe;
  const age = useReadAge(probe);
  const place = { group: source.group, backend: view.proxy, server: view.name };
  const { here, everywhere } = serverLines(place, parts, whyNot(viewer, acting));
  const title = `${view.name} in ${view.proxy}`;
  const draw = (line: ActionLine) => (
    <MenuLine
      key={line.words}
      words={line.words}
      note={line.off ?? line.friction}
      isOff={line.off !== null}
      onPick={() => open(line.opening)}
    />
  );
  return (
    <MenuPanel button={button} onShut={onShut} label={title}>
      <MenuHead>
        <b>{title}</b>
        <span className={age.isStale ? 'w stale' : 'q'}>
          {age.isStale ? <StatusShape status="stale" small /> : null} {age.words} on {source.node}
        </span>
        {acting && !acting.isEnabled ? <span className="m">{acting.howToEnable}</span> : null}
      </MenuHead>
      {age.isStale ? (
        <MenuLine
          words="Poll first"
          note="an action starts from a fresh reading"
          onPick={() => void poll({ system: source.system, group: source.group, node: source.node })}
        />
      ) : null}
      {here.map(draw)}
      <MenuRule />
      {everywhere.map(draw)}
      <MenuRule />
      <MenuLink words={`The host ${view.name}`} note="page" href={hostPath(names.nameOf(view.name))} />
      <MenuLink words={`Where is ${view.name} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(view.name)}`} />
    </MenuPanel>
  );
}

/** Why nothing at all can be done here; null where something can. */
function whyNot(viewer: Viewer | null, acting: ProbeRow['acting']): string | null {
  if (!viewer?.systems.act.includes('haproxy')) return 'needs the right to act';
  return acting?.isEnabled ? null : 'not enabled';
}

function useReadAge(probe: ProbeRow): { words: string; isStale: boolean } {
  const { board } = useBoardTime();
  const fresh = freshness(probe.newest, probe.staleAfterMs, board);
  switch (fresh.is) {
    case 'never':
      return { words: 'never read', isStale: true };
    case 'stale':
      return { words: `stale, read ${formatAge(fresh.ageMs)} ago`, isStale: true };
    case 'fresh':
      return { words: `read ${formatAge(fresh.ageMs)} ago`, isStale: false };
  }
}
