import type { RedisAddress } from '../address.ts';
import { followersOf, type Member, type Stand } from './stand.ts';

/** The address by which other nodes can follow one. `isSure` unless nothing shows that they know it by this one. */
export type Reach = RedisAddress & { isSure: boolean };

/**
 * How the nodes around it reach a node: by the name that one of them uses for it already, as they use the configured ones, as its master sees it, and else as it is
 * configured, which may be a name that only Vigil knows.
 */
export function reachOf(target: Member, master: Member | null, stand: Stand): Reach {
  const { address } = target.settings;
  const used = followersOf(target, stand)[0]?.info?.link;
  if (used) return { host: used.host, port: used.port, isSure: true };
  const around = master === null ? [] : followersOf(master, stand);
  if (master !== null && around.some(({ info }) => isSame(info?.link ?? null, master.settings.address)))
    return { ...address, isSure: true };
  const port = target.info?.port ?? address.port;
  const claims = master?.info?.replicas.filter((claim) => claim.port === port) ?? [];
  const [claim] = claims;
  if (claim && claims.length === 1) return { host: claim.host, port: claim.port, isSure: true };
  return { ...address, isSure: false };
}

function isSame(link: RedisAddress | null, address: RedisAddress): boolean {
  return link !== null && link.host.toLowerCase() === address.host && link.port === address.port;
}
