import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** How a request reached us: by which of our names, over TLS or not, and from which address, all seen through the proxies that we trust. */
export type Arrival = { host: string; isSecure: boolean; address: string };

export type ArrivalReader = (request: IncomingMessage) => Arrival;

/**
 * Reads how requests arrive. X-Forwarded-For and X-Forwarded-Host are believed only from the trusted proxies (addresses or CIDR networks), and of the former
 * only what the nearest of them saw. Over TLS is what comes by the name in an https `publicUrl`.
 */
export function createArrivalReader(trustedProxies: readonly string[], publicUrl: string | null): ArrivalReader {
  const trusted = toBlockList(trustedProxies);
  const isTrusted = (address: string): boolean => isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const secureHost = publicUrl?.startsWith('https:') ? new URL(publicUrl).host : null;
  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    const isProxied = isTrusted(peer);
    const host = ((isProxied ? last(request.headers['x-forwarded-host']) : undefined) ?? request.headers.host ?? '').toLowerCase();
    const hops = isProxied ? forwardedFor(request) : [];
    const address = [peer, ...hops.toReversed()].find((hop) => !isTrusted(hop)) ?? hops[0] ?? peer;
    return { host, isSecure: host === secureHost, address };
  };
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

// What stands left of something that is no address was not written by a proxy of ours.
function forwardedFor(request: IncomingMessage): string[] {
  const hops = [request.headers['x-forwarded-for'] ?? '']
    .flat()
    .join(',')
    .split(',')
    .map((hop) => plainAddress(hop.trim()));
  const broken = hops.findLastIndex((hop) => isIP(hop) === 0);
  return hops.slice(broken + 1);
}

function last(header: string | string[] | undefined): string | undefined {
  return [header ?? []].flat().at(-1)?.split(',').at(-1)?.trim() || undefined;
}

/** An IPv4 address as an IPv6 socket shows it, bare. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
