import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** What a host name comes to: its addresses, IPv4 mapped into IPv6 as IPv4; or why it comes to none, in words. */
export type Resolved = { is: 'found'; addresses: readonly string[] } | { is: 'failed'; words: string };

/** Finds the addresses of a host as this machine knows them; an address is its own. Never throws. */
export async function resolveHost(host: string): Promise<Resolved> {
  if (isIP(host) !== 0) return { is: 'found', addresses: [plainAddress(host)] };
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return { is: 'found', addresses: [...new Set(found.map(({ address }) => plainAddress(address)))] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason was given';
    return { is: 'failed', words: code === 'ENOTFOUND' ? 'nobody knows that name (ENOTFOUND)' : `the name service answered ${code}` };
  }
}

function plainAddress(address: string): string {
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}
