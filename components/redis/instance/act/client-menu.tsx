'use client';
import { formatAge } from '#lib/format/age.ts';
import { whyNotKill } from '#lib/systems/redis/instance/model.ts';
import type { Client } from '#lib/systems/redis/model-asked.ts';
import type { Hung } from '../../../ui/menu-button.tsx';
import { MenuHead, MenuLine, MenuPanel } from '../../../ui/menu-panel.tsx';
import type { Deeds } from './deeds.ts';

/** What can be done to one client; what cannot be done says why. */
export function ClientMenu({ button, onShut, about: { client, deeds } }: Hung & { about: { client: Client; deeds: Deeds } }) {
  const { id, address, name, idleSeconds, flags } = client;
  const off = deeds.why ?? whyNotKill(client);
  const unblockOff = deeds.why ?? (flags.includes('b') ? null : 'it is not blocked');
  const title = `Client ${id}`;
  return (
    <MenuPanel button={button} onShut={onShut} label={title}>
      <MenuHead>
        <b>{title}</b>
        <span className="q">
          {[address, name, `idle for ${formatAge(idleSeconds * 1_000)} when it was asked`].filter((word) => word !== null).join(', ')}
        </span>
        {deeds.why === 'not enabled' && deeds.howToEnable ? <span className="m">{deeds.howToEnable}</span> : null}
      </MenuHead>
      <MenuLine
        words="Kill…"
        note={off ?? 'asks; it may come back'}
        isOff={off !== null}
        onPick={() => deeds.open('kill-client', `Kill client ${id}`, { id })}
      />
      <MenuLine
        words="Unblock…"
        note={unblockOff ?? 'asks; as if its time were up'}
        isOff={unblockOff !== null}
        onPick={() => deeds.open('unblock-client', `Unblock client ${id}`, { id })}
      />
      <MenuLine
        words="Unblock with an error…"
        note={unblockOff ?? 'asks'}
        isOff={unblockOff !== null}
        onPick={() => deeds.open('unblock-client', `Unblock client ${id}`, { id, error: true })}
      />
    </MenuPanel>
  );
}
