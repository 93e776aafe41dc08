import type { Found } from '../../../finding.ts';
import type { AgInfo, AgReplica } from './model.ts';
import { groupRow } from './rows.ts';
import { AG, isNamed, type Merged, type Party } from './witness-parties.ts';
import { onlyPrimary } from './witness-roles.ts';
import { foundOf } from './witness-words.ts';

/**
 * Replicas that the primary of a group lists and that no node here is: not read now, or not configured. Whatever the primary calls them, nothing is known of them. Those that nobody lists
 * as the primary is not read are told by that.
 */
export function findUnread(groups: readonly Merged[], parties: readonly Party[]): Found[] {
  return groups.flatMap((group) => {
    const primary = onlyPrimary(group);
    if (!primary || primary.past[0].group.isDistributed) return [];
    const others = primary.past[0].group.replicas.filter((one) => !one.isLocal && !isHeard(one, group));
    return others.map((replica) => unread({ group, primary: primary.party, row: groupRow(primary.past[0].group.name) }, replica, parties));
  });
}

function isHeard({ name }: AgReplica, { members }: Merged): boolean {
  return members.some(({ past: [newest] }) => isNamed(newest.server, name));
}

type Of = { group: Merged; primary: Party; row: string };

function unread({ group, primary, row }: Of, replica: AgReplica, parties: readonly Party[]): Found {
  const claim = claimWords(replica);
  const silent = parties.filter(({ ag }) => ag.length === 0);
  const [namesake] = silent.filter(({ node }) => isNodeOf(node, replica.name));
  const said = `${primary.node} says that it is ${claim}, which is hearsay: whether it gets what is written is not known`;
  const about = {
    id: `not read ${group.id} ${replica.name.toLowerCase()}`,
    kind: 'not read',
    place: group.name,
    probe: AG,
    isSilence: true,
  } as const;
  if (namesake)
    return foundOf({
      ...{ ...about, title: 'Not read', status: 'unknown', subject: namesake.node, about: [], by: [primary] },
      rows: [{ node: namesake.node, row }],
      told: [`${replica.name} is not read now. ${said}`],
    });
  const elsewhere = parties.find(({ ag: [newest] }) => newest && isNamed(newest.value.server, replica.name));
  const why = elsewhere
    ? elsewhere.ag[0]?.value.isEnabled === false
      ? 'is read, and Always On is not enabled there: it gets nothing until that is enabled and it is restarted'
      : 'is read and does not tell of this group: was it removed there, or may the login not see it (VIEW ANY DEFINITION)?'
    : silent.length > 0
      ? `is none of the nodes that are read; it may be one of those that are not (${silent.map(({ node }) => node).join(', ')})`
      : 'is not configured in Vigil, so that it is never read: add it to this cluster';
  // One that joins just now tells of it a moment later.
  const isSure = elsewhere
    ? elsewhere.ag.length > 1 && elsewhere.ag.slice(0, 2).every((one) => !tellsOf(one.value, group))
    : silent.length === 0;
  return foundOf({
    ...{ ...about, title: 'Replica not read', status: isSure ? 'warning' : 'unknown', subject: replica.name },
    ...{ about: [], by: [primary], rows: [{ node: primary.node, row }] },
    told: [`${replica.name} ${why}. ${said}`],
  });
}

function tellsOf({ groups }: AgInfo, { id }: Merged): boolean {
  return groups.some((one) => one.id === id);
}

function claimWords({ isConnected, syncHealth, role }: AgReplica): string {
  const connected = isConnected === null ? null : isConnected ? 'connected' : 'not connected';
  return [role, connected, syncHealth].filter((one) => one !== null).join(', ') || 'nothing that it tells';
}

/** A silent node tells no name: one whose own name in the configuration is the replica's, or that of its machine, is taken for it. */
function isNodeOf(node: string, replica: string): boolean {
  const [machine = replica] = replica.split('\\');
  const [first = node] = node.split('.');
  return [node, first].some((one) => isNamed(one, replica) || isNamed(one, machine) || isNamed(one, replica.replace('\\', '-')));
}
