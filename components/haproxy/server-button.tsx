'use client';
import type { ComponentType } from 'react';
import { useActions } from '../actions/actions-context.tsx';
import { type Hung, MenuButton } from '../ui/menu-button.tsx';
import type { On } from './action-scope.ts';
import { viewOf } from './lines.ts';

const loadServer = () => import('./server-menu.tsx').then(({ ServerMenu }) => ServerMenu);
const loadBackend = () => import('./backend-menu.tsx').then(({ BackendMenu }) => BackendMenu);
const loadTier = () => import('./tier-menu.tsx').then(({ TierMenu }) => TierMenu);

/** Opens what can be done to a server, as these instances show it. */
export function ServerButton({ on }: { on: readonly [On, ...On[]] }) {
  const { name, proxy } = viewOf(on[0].row);
  return <ActButton label={`Act on ${name} in ${proxy}`} load={loadServer} about={{ on }} />;
}

/** Opens what can be done to all servers of a backend. */
export function BackendButton({ group, backend }: { group: string; backend: string }) {
  return <ActButton label={`Act on all servers in ${backend}`} load={loadBackend} about={{ group, backend }} />;
}

/** Opens what can be done to every server of a tier. */
export function TierButton({ group, title }: { group: string; title: string }) {
  return <ActButton label={`Act on every server of ${title}`} load={loadTier} about={{ group, title }} />;
}

type ActProps<About> = { label: string; load(): Promise<ComponentType<Hung & { about: About }>>; about: About };

/** Who is not signed in has none. */
function ActButton<About>({ label, load, about }: ActProps<About>) {
  const { viewer } = useActions();
  if (!viewer || viewer.is === 'anonymous') return null;
  return (
    <MenuButton className="act" label={label} load={load} about={about}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="3" r="1.4" />
        <circle cx="8" cy="8" r="1.4" />
        <circle cx="8" cy="13" r="1.4" />
      </svg>
    </MenuButton>
  );
}
