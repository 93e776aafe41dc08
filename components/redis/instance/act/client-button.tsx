'use client';
import type { Client } from '#lib/systems/redis/model-asked.ts';
import { MenuButton } from '../../../ui/menu-button.tsx';
import { useDeeds } from './deeds.ts';

const load = () => import('./client-menu.tsx').then(({ ClientMenu }) => ClientMenu);

/** Opens what can be done to a client. */
export function ClientButton({ client }: { client: Client }) {
  const deeds = useDeeds();
  if (deeds === null) return null;
  return (
    <MenuButton className="act" label={`Act on client ${client.id}`} load={load} about={{ client, deeds }}>
      <span className="dots" aria-hidden="true" />
    </MenuButton>
  );
}
