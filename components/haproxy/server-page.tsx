'use client';
import { HaproxyRoom } from './haproxy-room.tsx';
import { Nobody } from './nobody.tsx';
import { serverPath } from './paths.ts';
import { ServerBoard } from './server-board.tsx';
import { useServers } from './use-servers.ts';

const UNSORTED: readonly string[] = [];

/** One server name over the feed. */
export function ServerPage({ name }: { name: string }) {
  const servers = useServers();
  const places = servers.get(name);
  return (
    <HaproxyRoom title={name} sorted={UNSORTED}>
      {(parts) =>
        places ? (
          <ServerBoard name={name} places={places} />
        ) : (
          <Nobody
            name={name}
            what="server"
            names={[...servers.keys()]}
            parts={parts}
            pathOf={serverPath}
            all={{ path: '/haproxy/servers', title: 'All servers' }}
          />
        )
      }
    </HaproxyRoom>
  );
}
