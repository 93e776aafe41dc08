import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { isHeldDown, type SentinelClaim, type SentinelView, type WatchedSet } from '#lib/systems/redis/sentinel/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { NodeLine } from '../node-line.ts';
import { addressOf, nodeFinder } from '../tree.ts';

/** What a Sentinel names as the master, against what that node says itself. Not proved is where that node is not read now. */
export type NamedMaster = { name: string; is: 'right' | 'wrong' | 'not proved'; why: string };

/** What a Sentinel does, by its own word. */
export function stateWords({ watched, tilt, set }: Pick<SentinelView, 'watched' | 'tilt' | 'set'>): string {
  if (watched === null) return `knows no ${set}`;
  if (tilt !== null) return 'TILT, does nothing';
  return watched.failover === null ? `watches ${set}` : `failover: ${watched.failover.replaceAll('_', ' ')}`;
}

/** "2 of 3, 3 known": how many have to agree, of how many that are configured, and how many it knows, itself included. Where others are looked for it is of those it knows. */
export function quorumWords(
  { quorum, others }: WatchedSet,
  { configured, isDiscovering }: Pick<SentinelView, 'configured' | 'isDiscovering'>,
): string {
  const known = others + 1;
  if (isDiscovering && known >= configured) return `${formatCount(quorum)} of ${formatCount(known)} known`;
  return `${formatCount(quorum)} of ${formatCount(configured)}, ${formatCount(known)} known`;
}

/** "a, o_down 12s": what it holds down, by its word alone, and for how long it had when it said so. */
export function downWords({ master, replicas, sentinels }: WatchedSet, nodes: readonly NodeLine[], names: HostNames): string[] {
  const find = nodeFinder(nodes, names);
  const named = (claim: SentinelClaim): string => find(claim)?.probe.source.node ?? addressOf(claim);
  return [master, ...replicas, ...sentinels].filter(isHeldDown).map((claim) => {
    const flag = claim.flags.includes('o_down') ? 'o_down' : 's_down';
    return `${named(claim)} ${flag}${claim.downMs === null ? '' : ` ${formatAge(claim.downMs)}`}`;
  });
}

export function namedMaster(
  { master }: WatchedSet,
  nodes: readonly NodeLine[],
  { names, board }: { names: HostNames; board: Moment },
): NamedMaster {
  const address = addressOf(master);
  const node = nodes.find(({ view }) => view !== null && view.runId === master.runId) ?? nodeFinder(nodes, names)(master);
  if (!node) return { name: address, is: 'wrong', why: 'no node of this group' };
  const name = node.probe.source.node;
  if (node.view === null || !isReliedOn(node.probe, board)) return { name, is: 'not proved', why: 'it is not read now' };
  return node.view.role === 'master'
    ? { name, is: 'right', why: 'a master by its own word' }
    : { name, is: 'wrong', why: 'a replica by its own word' };
}
