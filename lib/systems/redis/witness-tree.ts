import { formatAddress, type RedisAddress } from './address.ts';
import type { Party, Said } from './witness-parties.ts';

/**
 * Whom a node follows by its own word: nobody, a node of the group, an address that is no node of the group, or one that may be a node that is configured by another name.
 * A node that cannot be heard is unread: it may be anything.
 */
export type Upward =
  | { is: 'none' }
  | { is: 'unread' }
  | { is: 'node'; party: Party }
  | { is: 'stranger'; address: string }
  | { is: 'perhaps'; address: string };

/** Whom each node follows, as each said by one and the same of its readings. */
export type Tree = ReadonlyMap<Party, Upward>;

/** Where the masters of a node end; `path` are the nodes on the way there, itself first and the end left out. */
export type Chain = { path: readonly Party[]; end: Party; upward: Exclude<Upward, { is: 'node' }> | { is: 'circle' } };

/** The tree as it stands by the readings of that place in each window: 0 is the newest. */
export function treeAt(parties: readonly Party[], place: number): Tree {
  return new Map(parties.map((party) => [party, upwardOf(party, parties, place)]));
}

/** Follows the masters of a node up to where they end; `end` is the last one that is known, of a circle the one that comes again. */
export function chainOf(party: Party, tree: Tree): Chain {
  const path: Party[] = [];
  let end = party;
  for (;;) {
    const upward = tree.get(end) ?? { is: 'unread' };
    if (upward.is !== 'node') return { path, end, upward };
    path.push(end);
    end = upward.party;
    if (path.includes(end)) return { path, end, upward: { is: 'circle' } };
  }
}

function upwardOf(party: Party, parties: readonly Party[], place: number): Upward {
  const said = party.readings[place]?.value;
  if (!said) return { is: 'unread' };
  if (said.link === null) return { is: 'none' };
  const { host, port } = said.link;
  const named = parties.find(({ settings: { address } }) => address.host === host.toLowerCase() && address.port === port);
  if (named) return { is: 'node', party: named };
  const alike = parties.filter((one) => one !== party && couldBe(one, { host, port }, place));
  const ofHistory = alike.filter((one) => isMasterOf(one.readings[place]?.value, said));
  const [own] = ofHistory;
  if (own && ofHistory.length === 1) return { is: 'node', party: own };
  return { is: alike.length > 0 ? 'perhaps' : 'stranger', address: formatAddress({ host, port }) };
}

/** A node may know its master by another name than we do; two addresses in numbers are two places. */
export function couldBe({ settings: { address }, readings }: Party, named: RedisAddress, place: number): boolean {
  const port = readings[place]?.value.port ?? address.port;
  return port === named.port && !(isNumeric(address.host) && isNumeric(named.host));
}

function isNumeric(host: string): boolean {
  return /^[\d.]+$|:/.test(host) && !/^127\.|^::1$/.test(host);
}

function isMasterOf(master: Said | undefined, { replicationId }: Said): boolean {
  return master?.role === 'master' && replicationId !== null && master.replicationId === replicationId;
}
