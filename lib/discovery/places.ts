import type { Resolved } from '../io/resolve.ts';
import type { Place } from '../system.ts';

/** Finds the addresses of a host, of each host once at a time. */
export type Resolve = (host: string) => Promise<Resolved>;

/** Where a node is: as it is named, and the addresses that this comes to; none where nobody can tell. */
export type Located = Place & { addresses: readonly string[] };

/** How long what a host name came to is gone by. */
const GOOD_FOR_MS = 60_000;

/** Two places are one where they have a port and a name or an address in common. */
export function isSamePlace(a: Located, b: Located): boolean {
  if (a.port !== b.port) return false;
  return a.host.toLowerCase() === b.host.toLowerCase() || a.addresses.some((address) => b.addresses.includes(address));
}

/** "cache1:6379", "[fd00::1]:6379". */
export function placeWords({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The same, asked for each host once a minute. A host that is not asked for any more is forgotten with the next of the others. */
export function resolveSeldom(resolve: Resolve, now: () => number): Resolve {
  const kept = new Map<string, { resolved: Promise<Resolved>; at: number }>();
  return (host) => {
    for (const [old, { at }] of kept) if (now() - at >= GOOD_FOR_MS) kept.delete(old);
    const found = kept.get(host) ?? { resolved: resolve(host), at: now() };
    kept.set(host, found);
    return found.resolved;
  };
}
