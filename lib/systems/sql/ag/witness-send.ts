import type { Found } from '../../../finding.ts';
import { isWorse } from '../../../status.ts';
import type { AgLimits } from './limits.ts';
import type { AgDatabase, AgGroup, AgReplica } from './model.ts';
import { databaseRow } from './rows.ts';
import { formatKb } from './status-words.ts';
import { AG, isNamed, type Member, type Merged } from './witness-parties.ts';
import { onlyPrimary } from './witness-roles.ts';
import { foundOf, listed } from './witness-words.ts';

/**
 * What waits on a primary to be sent to a replica, over the limits (log_send_queue_size in the rows that it has of the others): the primary knows that of its own log, and a replica that does not
 * get it cannot. It counts in two readings. It may make things worse and never better: none is no proof that anything arrives. What `told` says already of a database, as bad, is not said again.
 */
export function findSendQueues(groups: readonly Merged[], told: readonly Found[]): Found[] {
  return groups.flatMap((group) => {
    const primary = onlyPrimary(group);
    if (!primary || primary.past[0].group.isDistributed) return [];
    const over = Map.groupBy(waitingIn(primary), ({ claim }) => claim.replicaId);
    if (over.size === 0) return [];
    return primary.past[0].group.replicas.flatMap((replica) => {
      const copy = group.members.find(({ past: [{ server }] }) => isNamed(server, replica.name)) ?? null;
      const own = (over.get(replica.id) ?? []).filter((one) => !isSaid(one, copy, told));
      return own.length === 0 ? [] : [finding({ group, primary, copy, replica }, own)];
    });
  });
}

type Waiting = { claim: AgDatabase; queueKb: number; status: 'warning' | 'critical' };

function waitingIn({ past: [now, before], party: { limits } }: Member): Waiting[] {
  const found = overIn(now.group, limits);
  if (found.length === 0 || before === undefined) return [];
  const earlier = new Set(overIn(before.group, limits).map(({ claim }) => keyOf(claim)));
  return found.filter(({ claim }) => earlier.has(keyOf(claim)));
}

/** While data movement is suspended the queue stands and says nothing, and that it is suspended is told. */
function overIn({ databases }: AgGroup, limits: AgLimits): Waiting[] {
  return databases.flatMap((claim): Waiting[] => {
    const { isLocal, isSuspended, sendQueueKb: queueKb } = claim;
    if (isLocal || isSuspended === true || queueKb === null) return [];
    const { sendQueueCriticalKb: critical, sendQueueWarningKb: warning } = limits;
    if (critical !== null && queueKb >= critical) return [{ claim, queueKb, status: 'critical' }];
    return warning !== null && queueKb >= warning ? [{ claim, queueKb, status: 'warning' }] : [];
  });
}

function keyOf({ replicaId, id }: AgDatabase): string {
  return `${replicaId} ${id}`;
}

function isSaid({ claim, status }: Waiting, copy: Member | null, told: readonly Found[]): boolean {
  if (copy === null) return false;
  const row = databaseRow(copy.past[0].group.name, claim.name);
  return told.some(
    ({ judged, rows }) => !isWorse(status, judged.status) && rows.some((one) => one.node === copy.party.node && one.row === row),
  );
}

type Of = { group: Merged; primary: Member; copy: Member | null; replica: AgReplica };

function finding({ group, primary, copy, replica }: Of, own: readonly Waiting[]): Found {
  const [worst] = own.toSorted((a, b) => b.queueKb - a.queueKb);
  const status = own.some((one) => one.status === 'critical') ? 'critical' : 'warning';
  const limit = status === 'critical' ? primary.party.limits.sendQueueCriticalKb : primary.party.limits.sendQueueWarningKb;
  const { node } = (copy ?? primary).party;
  const what = worst ? `${formatKb(worst.queueKb)} of ${worst.claim.name} wait` : 'log waits';
  const who = own.length > 1 ? ` (${listed(own.map(({ claim }) => claim.name).toSorted())} are over it)` : '';
  return foundOf({
    ...{ id: `send queue ${group.id} ${replica.id}`, kind: 'send queue', title: 'Send queue', status, place: group.name, probe: AG },
    ...{ subject: copy?.party.node ?? replica.name, about: copy ? [copy.party] : [], by: [primary.party], followsRows: true },
    rows: own.map(({ claim }) => ({ node, row: databaseRow((copy ?? primary).past[0].group.name, claim.name) })),
    told: [
      `${what} on ${primary.party.node} to be sent to ${replica.name}: the ${status} limit is ${formatKb(limit ?? 0)}${who}. It would be lost if ${primary.party.node} died now`,
    ],
  });
}
