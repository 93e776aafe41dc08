import { type SlotRange, stretchesOf } from '#lib/systems/redis/cluster/model.ts';
import type { SlotOwner } from './cluster-line.ts';

/** A part of the slot map. Down: its master answers with CLUSTERDOWN; stale: it is not read for too long; gone: it answers no more; none: nobody says that it has them; twice: two do. */
export type Band = SlotRange & { is: 'served' | 'down' | 'stale' | 'gone' | 'none' | 'twice'; owners: readonly SlotOwner[] };

/** All slots as bands. A master that is read counts before what one that is not said last. */
export function bandsOf(owners: readonly SlotOwner[]): Band[] {
  return stretchesOf(owners).map(({ from, to, owners: all }) => {
    const read = all.filter(({ is }) => is === 'read' || is === 'down');
    const [last] = all;
    if (read.length > 0) return { from, to, owners: read, is: read.length > 1 ? 'twice' : read[0]?.is === 'down' ? 'down' : 'served' };
    if (!last) return { from, to, owners: [], is: 'none' };
    return { from, to, owners: all, is: all.some(({ is }) => is === 'stale') ? 'stale' : 'gone' };
  });
}

/** What a band is, in words. */
export function bandWords({ is, owners }: Band): string {
  const names = owners.map(({ node }) => node).join(', ');
  switch (is) {
    case 'served':
      return names;
    case 'down':
      return `not served: ${names} has them and answers with CLUSTERDOWN`;
    case 'twice':
      return `${names} both claim them`;
    case 'stale':
      return `not read: ${names} had them`;
    case 'gone':
      return `not covered: ${names} had them and answers no more`;
    case 'none':
      return 'not covered: no master that is read has them';
  }
}
