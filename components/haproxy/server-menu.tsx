'use client';
import { useContext } from 'react';
import { HostNamesContext, hostPath } from '../hosts/host-link.tsx';
import type { Hung } from '../ui/menu-button.tsx';
import { MenuLine, MenuLink, MenuRule } from '../ui/menu-panel.tsx';
import { ActionMenu, type Reach } from './action-menu.tsx';
import { type On, probesOf, type Scope } from './action-scope.ts';
import { AdminDetails } from './admin-state.tsx';
import { useFollow } from './drain/follow-context.ts';
import { viewOf } from './lines.ts';
import { everywhereLines } from './menu-lines.ts';
import { PartsContext } from './parts-context.tsx';
import { useTakenOf } from './taken-out.ts';

type MenuProps = Hung & { about: { on: readonly [On, ...On[]] } };

/** What can be done to one server: in its backend on all instances of its tier or on one alone, in the whole tier, and everywhere. */
export function ServerMenu({ button, onShut, about: { on } }: MenuProps) {
  const parts = useContext(PartsContext);
  const names = useContext(HostNamesContext);
  const following = useFollow();
  const takenOf = useTakenOf();
  const { proxy: backend, name: server } = viewOf(on[0].row);
  const { group } = on[0].probe.source;
  const here: Scope = { group, backend, server, only: null };
  const tier: Scope = { ...here, backend: null };
  const reaches: [Reach, ...Reach[]] = [
    { words: `in ${backend}`, scope: here },
    ...aloneReaches(here, probesOf(parts, here)),
    { words: `all of ${on[0].probe.groupTitle}`, scope: tier },
    { words: 'everywhere', scope: { ...tier, group: null } },
  ];
  return (
    <ActionMenu button={button} onShut={onShut} title={`${server} in ${backend}`} about={<AdminDetails on={on} />} reaches={reaches}>
      {(draw, why) => (
        <>
          {everywhereLines(server, parts, why, takenOf).map(draw)}
          <MenuRule />
          {following ? (
            <MenuLine words={`Follow the drain of ${server}`} note="beside the page" onPick={() => following.follow(server)} />
          ) : null}
          <MenuLink words={`The host ${server}`} note="page" href={hostPath(names.nameOf(server))} />
          <MenuLink words={`Where is ${server} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(server)}`} />
        </>
      )}
    </ActionMenu>
  );
}

/** Each instance by itself, where there are several. */
export function aloneReaches(scope: Scope, probes: readonly On['probe'][]): Reach[] {
  if (probes.length < 2) return [];
  return probes.map(({ source: { group, node } }) => ({ words: `${node} alone`, scope: { ...scope, only: { group, node } } }));
}
