'use client';
import { ActButton } from '../actions/act-button.tsx';
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
