'use client';
import { useUrlText } from '../ui/use-url.ts';
import { HaproxyRoom } from './haproxy-room.tsx';
import { SERVERS_SORTED, ServersBoard } from './servers-board.tsx';
import { useServers } from './use-servers.ts';

/** All server names over the feed; filter, order and watched names live in the address. */
export function ServersPage() {
  const servers = useServers();
  const [filter, setFilter] = useUrlText('q');
  return (
    <HaproxyRoom title="HAProxy servers" sorted={SERVERS_SORTED}>
      {(parts) => <ServersBoard parts={parts} servers={servers} filter={filter} onFilter={setFilter} />}
    </HaproxyRoom>
  );
}
