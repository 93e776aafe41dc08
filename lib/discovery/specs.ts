import { type HostCard, hostNames } from '../hosts.ts';
import type { Resolved } from '../io/resolve.ts';
import type { Discovered, Discovering, NodeSpec } from '../system.ts';
import type { Networks } from './networks.ts';
import { placeWords } from './places.ts';
import type { FoundMember } from './roll.ts';

/** A found member as a node, and the address at which it is asked; null where it is not, and `why` is then what its name comes to. */
export type Settled = { spec: NodeSpec<unknown>; ip: string | null; why: string | null };

/** What nodes are made with: the rules of their group, and the hosts of the configuration. */
export type Rules = { discovery: Discovering<unknown>; networks: Networks; hosts: readonly HostCard[] };

/**
 * A found member as a node of its group. It is asked at one address inside the networks, and stays with that for as long as its name comes to it, or to nothing: a name
 * service that is away takes no node with it. Settings that mean the same stay the very same object, and so does a node of which nothing is otherwise.
 */
export function settle(member: FoundMember, resolved: Resolved, before: Settled | undefined, rules: Rules): Settled {
  const ip = addressOf(resolved, before?.ip ?? null, rules.networks);
  const why = ip === null ? whyBarred(resolved) : null;
  // It is not torn down because another one names it first, or its addresses come in another order.
  const isBarredAlike = why !== null && before?.why === why;
  const barred = ip !== null ? null : isBarredAlike ? (before.spec.discovered?.barred ?? null) : barredWords(member, resolved);
  const discovered: Discovered = { by: namersOf(member), unnamedSince: member.unnamedSince, barred };
  const isAskedAlike = before !== undefined && before.ip === ip && before.spec.discovered?.barred === barred;
  const settings = isAskedAlike ? before.spec.settings : rules.discovery.settingsOf({ ...member, ip });
  const spec = { name: member.name, address: placeWords(member), ...standingOn(member, rules), settings, discovered };
  return isAskedAlike && isAlike(before.spec.discovered, discovered) ? before : { spec, ip, why };
}

function addressOf(resolved: Resolved, before: string | null, networks: Networks): string | null {
  if (resolved.is === 'failed') return before;
  if (before !== null && resolved.addresses.includes(before)) return before;
  return resolved.addresses.find((address) => networks.has(address)) ?? null;
}

function whyBarred(resolved: Resolved): string {
  return resolved.is === 'failed' ? resolved.words : resolved.addresses.toSorted().join(' ');
}

function barredWords(member: FoundMember, resolved: Resolved): string {
  const [by = 'nobody'] = namersOf(member);
  const where = placeWords(member);
  if (resolved.is === 'failed') return `found as ${where} by ${by}, and not asked: ${resolved.words}`;
  const [address = member.host] = resolved.addresses;
  const known = address === member.host ? where : `${where} (${address})`;
  return `found at ${known} by ${by}, outside of discovery.networks, and not asked: add its network there if it is one of yours`;
}

/** Those that name it now; where none does any more, those that did last. */
function namersOf({ namers, unnamedSince }: FoundMember): string[] {
  return namers.filter(({ droppedAt }) => droppedAt === null || unnamedSince !== null).map(({ node }) => node);
}

function standingOn({ host: said }: FoundMember, { discovery, hosts }: Rules): Pick<NodeSpec<unknown>, 'host' | 'tags'> {
  const host = hostNames(hosts).nameOf(said);
  const ofHost = hosts.find(({ name }) => name === host)?.tags ?? [];
  return { host, tags: [...new Set([...discovery.tags, ...ofHost])] };
}

function isAlike(a: Discovered | undefined, b: Discovered): boolean {
  return a?.unnamedSince === b.unnamedSince && a.by.join('\n') === b.by.join('\n');
}
