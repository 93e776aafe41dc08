'use client';
import { useUrlText } from '../ui/use-url.ts';
import { FRONTENDS_SORTED, FrontendsBoard } from './frontends-board.tsx';
import { HaproxyRoom } from './haproxy-room.tsx';

/** All frontends over the feed; filter, order and watched names live in the address. */
export function FrontendsPage() {
  const [filter, setFilter] = useUrlText('q');
  return (
    <HaproxyRoom title="HAProxy frontends" sorted={FRONTENDS_SORTED}>
      {(parts) => <FrontendsBoard parts={parts} filter={filter} onFilter={setFilter} />}
    </HaproxyRoom>
  );
}
