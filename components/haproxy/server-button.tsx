'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { useActions } from '../actions/actions-context.tsx';
import { MenuButton } from '../ui/menu-button.tsx';

const loadMenu = () => import('./server-menu.tsx').then(({ ServerMenu }) => ServerMenu);

/** Opens what can be done to a server. Who is not signed in has none. */
export function ServerButton({ view, probe }: { view: RowView; probe: ProbeRow }) {
  const { viewer } = useActions();
  if (!viewer || viewer.is === 'anonymous') return null;
  return (
    <MenuButton className="act" label={`Act on ${view.name} in ${view.proxy}`} load={loadMenu} about={{ view, probe }}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="3" r="1.4" />
        <circle cx="8" cy="8" r="1.4" />
        <circle cx="8" cy="13" r="1.4" />
      </svg>
    </MenuButton>
  );
}
