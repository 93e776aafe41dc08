import type { Judged, Status } from '../../../status.ts';
import type { AgLimits } from './limits.ts';
import type { AgDatabase, AgReplica } from './model.ts';
import { isSuspendedByUser } from './status-replica.ts';
import { formatKb, say, summed } from './status-words.ts';

/**
 * The verdict on a database of a group by the own word of the node that holds it, against the mode of its replica: an asynchronous one is well while it is synchronizing, a
 * synchronous one only when it is synchronized. Whether data moves is not told by any of this: that is the witness's.
 */
export function judgeDatabase(own: AgDatabase, replica: AgReplica | null, limits: AgLimits): Judged {
  const isCopy = replica?.role !== 'primary';
  if (isCopy && own.isJoined === false)
    return (
      summed([say('warning', notJoined(own)), ...(own.databaseState === null ? [] : judgeState(own))]) ?? say('warning', notJoined(own))
    );
  const troubles = [
    ...judgeSuspended(own),
    ...judgeSync(own, replica),
    ...judgeState(own),
    ...judgeHealth(own),
    ...(isCopy ? [...judgeReady(own, replica), ...judgeQueues(own, limits), ...judgeRedone(own)] : []),
  ];
  return summed(troubles) ?? say('ok', own.syncState ?? 'no state');
}

function notJoined({ databaseState }: AgDatabase): string {
  const state = databaseState === null ? '' : ` (${databaseState})`;
  return `not joined${state}: it gets nothing until it is seeded or restored, and joined`;
}

/** SUSPEND_FROM_USER and so on; the own word of SQL Server for who did it. */
function judgeSuspended(own: AgDatabase): Judged[] {
  if (own.isSuspended === null) return [say('unknown', 'does not tell whether it is suspended')];
  if (!own.isSuspended) return [];
  const by = own.suspendReason === null ? 'nobody says by whom' : own.suspendReason.replace(/^suspend from /, 'by ');
  return [say(isSuspendedByUser(own) ? 'warning' : 'critical', `data movement is suspended: ${by}`)];
}

function judgeSync({ syncState, isSuspended }: AgDatabase, replica: AgReplica | null): Judged[] {
  const mode = replica?.mode ?? null;
  switch (syncState) {
    case null:
      return [say('unknown', 'does not tell its synchronization state')];
    case 'not synchronizing':
      // What is suspended does not synchronize: that is one thing and not two.
      return isSuspended === true ? [] : [say('critical', 'not synchronizing')];
    case 'reverting':
      return [say('warning', 'reverting: it goes back to a state that it has in common with the primary, and is of no use until then')];
    case 'initializing':
      return [say('warning', 'initializing: it cannot be failed over to before it has caught up')];
    case 'synchronizing':
      if (replica?.role === 'primary' || mode === 'asynchronous') return [];
      if (mode === null) return [say('unknown', 'synchronizing, and its availability mode is not told')];
      return [say('warning', 'synchronizing and not synchronized, though its replica is synchronous: a failover to it would lose data')];
    case 'synchronized':
      return [];
  }
}

const STATE_STATUS: Readonly<Record<string, Status>> = {
  online: 'ok',
  restoring: 'warning',
  recovering: 'warning',
  'recovery pending': 'critical',
  suspect: 'critical',
  emergency: 'critical',
  offline: 'critical',
};

function judgeState({ databaseState }: AgDatabase): Judged[] {
  if (databaseState === null) return [say('unknown', 'does not tell its state')];
  const status = STATE_STATUS[databaseState] ?? 'unknown';
  return status === 'ok' ? [] : [say(status, `the database is ${databaseState}`)];
}

/** It may make things worse where nothing else did. */
function judgeHealth({ syncHealth, isSuspended, syncState }: AgDatabase): Judged[] {
  if (syncHealth === 'healthy' || isSuspended === true || syncState === 'not synchronizing') return [];
  if (syncHealth === null) return [say('unknown', 'does not tell its synchronization health')];
  return [say('warning', `${syncHealth} by its own word`)];
}

function judgeReady({ isFailoverReady, syncState }: AgDatabase, replica: AgReplica | null): Judged[] {
  const isPartner = replica?.failoverMode === 'automatic' && replica.mode === 'synchronous';
  if (!isPartner || isFailoverReady === true || syncState !== 'synchronized') return [];
  if (isFailoverReady === null) return [say('unknown', 'does not tell whether it is ready for a failover')];
  return [say('warning', 'not ready for a failover, though its replica is an automatic failover partner')];
}

function judgeQueues({ sendQueueKb, redoQueueKb }: AgDatabase, limits: AgLimits): Judged[] {
  const { sendQueueWarningKb, sendQueueCriticalKb, redoQueueWarningKb, redoQueueCriticalKb } = limits;
  return [
    ...judgeQueue('wait to be sent to it', sendQueueKb, { warning: sendQueueWarningKb, critical: sendQueueCriticalKb }),
    ...judgeQueue('wait to be redone', redoQueueKb, { warning: redoQueueWarningKb, critical: redoQueueCriticalKb }),
  ];
}

/** What is there and not redone is seen by no reader, and lost time in a failover. */
function judgeRedone({ isSuspended, redoQueueKb, positions: { lastRedone } }: AgDatabase): Judged[] {
  return isSuspended !== true && redoQueueKb === null && lastRedone === null ? [say('unknown', 'does not tell how far it has redone')] : [];
}

function judgeQueue(what: string, queueKb: number | null, limits: { warning: number | null; critical: number | null }): Judged[] {
  if (queueKb === null) return [];
  for (const status of ['critical', 'warning'] as const) {
    const limit = limits[status];
    if (limit !== null && queueKb >= limit) return [say(status, `${formatKb(queueKb)} ${what}: the ${status} limit is ${formatKb(limit)}`)];
  }
  return [];
}
